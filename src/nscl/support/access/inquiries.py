"""Loading inquiries."""

from __future__ import annotations

from django.http import Http404

from nscl.accounts.models import User
from nscl.support.access.common import found_for
from nscl.support.access.received import EDIT, VIEW
from nscl.support.models import Inquiry, InquiryAsked, InquiryFile


def inquiry_for(user: User, pk: int, *, edit: bool = False) -> Inquiry:
    rows = Inquiry.objects.select_related("province", "recorded_by")
    return found_for(user, rows, pk, view=VIEW, edit=EDIT if edit else "")


def asked_for(user: User, pk: int, asked_pk: int, *, edit: bool = False) -> InquiryAsked:
    """One of those asked, of this inquiry."""
    inquiry = inquiry_for(user, pk, edit=edit)
    found = InquiryAsked.objects.filter(pk=asked_pk, inquiry=inquiry).first()
    if found is None:
        raise Http404
    found.inquiry = inquiry
    return found


def file_for(user: User, pk: int, file_pk: int) -> InquiryFile:
    inquiry = inquiry_for(user, pk)
    found = InquiryFile.objects.select_related("attachment").filter(pk=file_pk, asked__inquiry=inquiry).first()
    if found is None:
        raise Http404
    return found
