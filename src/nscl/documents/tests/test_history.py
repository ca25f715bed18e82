"""Whoever reads the audit trail gets from the document to what was done with it; nobody else is shown the way."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from nscl.config.testing.cast import Cast
from nscl.documents.actions import register
from nscl.documents.models import DocumentKind

pytestmark = pytest.mark.django_db


def test_who_entered_it_is_told(client: Client, cast: Cast, django_assert_max_num_queries: Any) -> None:
    with cast.acting(cast.officer):
        document = register(
            province_id=cast.province.pk,
            kind=DocumentKind.DECISION,
            issuer="UBND tỉnh",
            title="Quyết định thử",
            by=cast.officer,
        )
    way = f"{reverse('audit_trail')}?loai=documents.document&amp;so={document.pk}"
    address = reverse("document_page", args=[document.pk])
    client.force_login(cast.officer)
    with django_assert_max_num_queries(12):
        assert way not in client.get(address).content.decode()
    client.force_login(cast.head)
    assert way in client.get(address).content.decode()
    assert "Quyết định thử" in client.get(way.replace("&amp;", "&")).content.decode()
