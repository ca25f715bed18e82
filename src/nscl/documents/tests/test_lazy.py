"""What makes documents is loaded when it is first used: starting the server does not wait for it."""

from __future__ import annotations

import os
import subprocess
import sys

HEAVY = ("typst", "docxtpl", "docx", "jinja2")


def test_addresses_load_nothing_heavy() -> None:
    code = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'nscl.config.settings'\n"
        "import django; django.setup()\n"
        "import nscl.config.urls\n"
        "from django.urls import get_resolver; get_resolver().url_patterns\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.strip() == "[]"


def test_the_filling_process_knows_no_django() -> None:
    code = (
        "import sys, nscl.documents.filling.__main__, nscl.documents.filling.checking, nscl.documents.filling.fill\n"
        "print('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
