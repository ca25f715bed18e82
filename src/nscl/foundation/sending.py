"""What a page does with its form once it is sent: one action, whose refusal is said in the form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.forms import BaseForm
from django.http import HttpRequest

from nscl.shared.errors import DomainError

T = TypeVar("T")


@dataclass(frozen=True)
class Done(Generic[T]):
    """The action agreed, and gave this."""

    outcome: T


@dataclass(frozen=True)
class Shown:
    """The form is to be shown: 200 where it was not sent, 422 where it was refused, 409 where somebody was first.

    `refusal` is the action's, already said in the form.
    """

    status: int
    refusal: DomainError | None = None


def send(request: HttpRequest, form: BaseForm, act: Callable[[], T]) -> Done[T] | Shown:
    """Do the action if the form was sent and is right."""
    if request.method != "POST":
        return Shown(200)
    if not form.is_valid():
        return Shown(422)
    try:
        return Done(act())
    except DomainError as error:
        refuse(form, error)
        return Shown(409 if error.code == "conflict" else 422, error)


def refuse(form: BaseForm, error: DomainError) -> None:
    """Put the action's refusal beside the field it belongs to; a form may have a way of its own."""
    own = getattr(form, "refuse", None)
    if own is not None:
        own(error)
    else:
        form.add_error(error.field if error.field in form.fields else None, error.message)
