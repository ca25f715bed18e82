"""Running the process that checks and fills templates, and giving it values in the shape it wants."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from nscl.documents.filling.answers import Finding, Refused
from nscl.documents.rendering import wording
from nscl.documents.templating.registry import Form, Lines, Rows
from nscl.documents.templating.sentences import refusal

SECONDS = 8.0  # of work; of waiting, more, since a busy machine works slowly
WAIT_SECONDS = 20.0
MEGABYTES = 400
_LARGEST_ANSWER = 64 * 1024 * 1024
_KEPT = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "HOME", "TMPDIR", "LD_LIBRARY_PATH")


def check(form: Form, file: Path) -> list[Finding]:
    """What there is to say of the template for this form. Raises `DomainError` for a file that may not be one."""
    answer = _run({"do": "check", "file": str(file.absolute()), "values": values(form, form.sample()),
                   "fields": form.columns(), "needed": form.needed()})  # fmt: skip
    return [Finding(**found) for found in answer["findings"]]


def fill(form: Form, file: Path, given: Mapping[str, Any]) -> bytes:
    """The template filled with `given`. Raises `DomainError`."""
    with tempfile.TemporaryDirectory() as folder:
        to = Path(folder) / "filled.docx"
        _run({"do": "fill", "file": str(file.absolute()), "values": values(form, given), "to": str(to)})
        return to.read_bytes()


def show(form: Form, file: Path, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the filled template says, as paragraphs and tables. Raises `DomainError`."""
    job = {"do": "show", "file": str(file.absolute()), "values": values(form, given)}
    found: list[dict[str, Any]] = _run(job)["blocks"]
    return found


@contextlib.contextmanager
def as_file(data: bytes) -> Iterator[Path]:
    """The bytes in a file while the block lasts."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.docx"
        path.write_bytes(data)
        yield path


def values(form: Form, given: Mapping[str, Any]) -> dict[str, Any]:
    """The form's fields with what is given of them; what is not is empty. Raises KeyError for another field."""
    if unknown := set(given) - {f.name for f in form.fields}:
        raise KeyError(", ".join(sorted(unknown)))
    out: dict[str, Any] = {}
    for field in form.fields:
        value = given.get(field.name)
        if isinstance(field, Lines):
            out[field.name] = _lines(field, value or ())
        elif isinstance(field, Rows):
            names = [column.name for column in field.columns]
            out[field.name] = [{name: _value(row.get(name)) for name in names} for row in value or ()]
        else:
            out[field.name] = _value(value)
    return out


def _lines(field: Lines, given: Sequence[str]) -> list[str]:
    return list(wording.bases(tuple(given))) if field.ends else [wording.tidy(text) for text in given]


def _value(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return {"ngay": value.isoformat()}
    return value if isinstance(value, int) else wording.tidy(str(value))


def _run(job: dict[str, Any], *, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> dict[str, Any]:
    command = [sys.executable, "-P", "-m", "nscl.documents.filling", str(seconds), str(WAIT_SECONDS), str(megabytes)]
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    kept["PYTHONDONTWRITEBYTECODE"] = os.environ.get("PYTHONDONTWRITEBYTECODE", "")
    with tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as asked:
        asked.write(json.dumps(job).encode())
        asked.seek(0)
        process = subprocess.Popen(command, stdin=asked, stdout=answer, stderr=subprocess.DEVNULL, env=kept)
        try:
            code = process.wait(WAIT_SECONDS)
        except subprocess.TimeoutExpired:
            code = -signal.SIGKILL
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            process.wait()
        size = answer.seek(0, os.SEEK_END)
        answer.seek(0)
        said = answer.read() if size <= _LARGEST_ANSWER else b""
    return _understood(code, said)


def _understood(code: int, said: bytes) -> dict[str, Any]:
    if code < 0:
        raise refusal(Refused("slow"))
    try:
        answer: dict[str, Any] = json.loads(said)
    except ValueError:
        raise refusal(Refused("crashed")) from None
    if refused := answer.get("refused"):
        raise refusal(Refused(refused["code"], refused["told"]))
    return answer
