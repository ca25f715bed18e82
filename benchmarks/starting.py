"""From `make run` to the first page, on an installation that has its data; the floor is starting Python with Django."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

from benchmarks.harness import Result, median
from nscl.foundation.postgres import Cluster, place_for


def starting() -> list[Result]:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        first = _start(data)
        again = [_start(data) for _ in range(5)]
        Cluster(place_for(data), data / "postgres.json").remove()
    floor = median(lambda: subprocess.run([sys.executable, "-c", "import django; django.setup"], check=True), runs=5)
    return [
        Result("khởi động lần đầu", [first], floor=floor),
        Result("khởi động lần sau", again, floor=floor),
    ]


def _start(data: Path) -> float:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "NSCL_DATA": str(data)}
    command = [sys.executable, "-m", "nscl.interfaces.cli", "run", "--port", str(port)]
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        while True:
            try:
                with urlopen(f"http://127.0.0.1:{port}/tai-khoan/dang-nhap/", timeout=5):
                    return (time.perf_counter() - began) * 1000
            except OSError:
                time.sleep(0.02)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()
