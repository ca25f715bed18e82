"""The test databases: the owner migrates a template once, each process clones it, tests connect as the application."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import django
import pytest
from django.conf import settings

from nscl.config.testing.databases import TestDatabases

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

databases = TestDatabases()
os.environ.update(databases.environment())
# Playwright keeps an event loop in the main thread while its browser is open; Django would then refuse every query.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
django.setup()
# A worker of pytest-xdist inherits this environment and must read the settings with its own, not with ours.
del os.environ["DJANGO_SETTINGS_MODULE"]
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.WHITENOISE_AUTOREFRESH = True  # else every test client looks through all static files first: 0.2 s


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """This process's clone of the template, dropped at the end."""
    databases.begin()
    yield
    with django_db_blocker.unblock():
        databases.end()


def _fresh_clone(self: Any) -> None:
    """A test that committed gets the next one a new clone; nothing is ever flushed."""
    databases.renew()


@pytest.fixture(scope="session", autouse=True)
def _clone_instead_of_flush() -> Iterator[None]:
    from django.test import TransactionTestCase

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", _fresh_clone)
    yield
    patch.undo()


@pytest.fixture
def owner_database(db: None) -> Iterator[Any]:
    """A connection as the owner of the tables, for what the application's role may not do. Commits by itself."""
    with databases.connect_as_owner() as connection:
        yield connection


pytest_plugins = ["nscl.config.testing.cast", "nscl.config.testing.chromium"]
