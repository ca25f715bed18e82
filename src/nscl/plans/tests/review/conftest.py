"""The officer of Quảng Ngãi at the screen, with a draft read from a small document."""

from __future__ import annotations

import pytest
from django.test import Client

from nscl.config.testing.cast import Cast
from nscl.plans.models import Plan


@pytest.fixture
def at_screen(cast: Cast, client: Client) -> Client:
    """A browser in which the officer is signed in; nothing runs scripts in it."""
    client.force_login(cast.officer)
    return client


@pytest.fixture
def base(draft: Plan) -> str:
    return f"/ke-hoach/{draft.pk}/ra-soat/"
