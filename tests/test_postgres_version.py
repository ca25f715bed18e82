"""The server that tests run on is the one that was asked for."""

from __future__ import annotations

import os
import subprocess

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_chosen_programs_run_the_server() -> None:
    version = connection.cursor().connection.info.server_version // 10000
    assert version >= 15
    if folder := os.environ.get("NSCL_POSTGRES_BIN"):
        told = subprocess.run([f"{folder}/postgres", "--version"], capture_output=True, text=True, check=True).stdout
        assert f" {version}." in told
