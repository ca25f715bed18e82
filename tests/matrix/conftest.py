"""One world for all the cells of a process: made once, every cell undone after it is walked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.test import override_settings

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

    from matrix.world import World


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    from matrix.world import World

    files = tmp_path_factory.mktemp("files")
    seldom = patch("nscl.accounts.signin.idle.TOUCH", dt.timedelta(days=1))  # when a session was used last is no change
    with django_db_blocker.unblock(), override_settings(FILES_ROOT=files), seldom:
        with transaction.atomic():
            yield World()
            transaction.set_rollback(True)
        connection.close()
