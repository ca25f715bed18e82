"""An upload that ends in the middle leaves nothing: killed while it comes in, killed while it is kept, no room left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from nscl.documents import sweeping
from nscl.documents.models import Attachment
from nscl.documents.tests.conftest import on_disk

SETUP = """
import io, os, resource, signal, sys, time
from pathlib import Path
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "nscl.config.settings"
os.environ["NSCL_DATA"] = sys.argv[1] + ".data"
os.environ["DATABASE_URL"] = "postgresql://nobody@localhost/none"
os.environ.pop("DATABASE_OWNER_URL", None)
django.setup()
from django.conf import settings
settings.FILES_ROOT = Path(sys.argv[1])
"""


def child(script: str, folder: Path) -> subprocess.Popen[bytes]:
    """A process of its own with only what a file needs; it says a line when it is where the test wants it."""
    command = [sys.executable, "-c", SETUP + textwrap.dedent(script), str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


INCOMING = """
from nscl.documents.handlers import NamelessUpload
handler = NamelessUpload()
handler.new_file("tep", "a.pdf", "application/pdf", None)
for at in range(40):
    handler.receive_data_chunk(b"a" * 262144, at * 262144)
print("coming", flush=True)
time.sleep(60)
"""


def test_a_worker_killed_while_a_file_comes_in(tmp_path: Path) -> None:
    process = child(INCOMING, tmp_path)
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        assert said == b"coming\n", process.stderr.read().decode()[-2000:] if process.stderr else ""
        held = [os.readlink(f"/proc/{process.pid}/fd/{fd}") for fd in os.listdir(f"/proc/{process.pid}/fd")]
        assert any(str(tmp_path) in path for path in held)
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert on_disk(tmp_path) == []


STAGING = """
from nscl.documents import files
class Slow(io.BytesIO):
    def read(self, size=-1):
        if self.tell() > 3 * 1024 * 1024:
            print("writing", flush=True)
            time.sleep(60)
        return super().read(size)
with files.staged(Slow(b"a" * 8 * 1024 * 1024), name="a.pdf") as file:
    pass
"""


def test_a_worker_killed_while_a_file_is_kept(
    tmp_path: Path, db: None, store: Path, officer: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is left is a temporary file that the sweeper takes; no row and no object."""
    process = child(STAGING, store)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"writing\n"
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert not Attachment.objects.exists()
    assert list(store.glob("objects/*/*")) == []
    [left] = on_disk(store)
    assert left.parent.name == "tmp"
    now = time.time()
    monkeypatch.setattr("nscl.documents.sweeping.time.time", lambda: now + 2 * 24 * 3600)
    assert sweeping.sweep() == [f"tmp/{left.name}"]
    assert on_disk(store) == []


LIMIT = """
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1024 * 1024, 1024 * 1024))
"""
NO_ROOM = """
from nscl.documents import files
from nscl.shared.errors import DomainError
try:
    with files.staged(io.BytesIO(b"a" * 3 * 1024 * 1024), name="a.pdf"):
        print("kept")
except DomainError as error:
    print(error.code)
"""


def test_a_disk_without_room_is_a_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    process = child(LIMIT + NO_ROOM, tmp_path)
    out, err = process.communicate(timeout=60)
    assert out == b"storage\n", err.decode()[-2000:]
    assert on_disk(tmp_path) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk takes root")
def test_a_real_small_disk(tmp_path: Path) -> None:
    """A file system of two megabytes, where the machine lets us mount one."""
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(tmp_path)], capture_output=True)
    if mounted.returncode:
        pytest.skip("no file system may be mounted here")
    try:
        process = child(NO_ROOM, tmp_path)
        out, err = process.communicate(timeout=60)
        assert out == b"storage\n", err.decode()[-2000:]
        assert on_disk(tmp_path) == []
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)
