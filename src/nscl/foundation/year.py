"""The year a person works in: this year, unless they chose another in the top bar. Lists of a year begin with it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from nscl.foundation import clock

SESSION_KEY = "year"
FIRST = 2021  # the programme's first (Decision 1322/QĐ-TTg)


def choices() -> list[int]:
    """The years one can choose, the next one first: estimates and needs are of the year to come."""
    return list(range(clock.today().year + 1, FIRST - 1, -1))


def year_of(request: HttpRequest) -> int:
    """The chosen year; one that cannot be chosen (any more) is this year."""
    kept = request.session.get(SESSION_KEY) if hasattr(request, "session") else None
    return kept if isinstance(kept, int) and kept in choices() else clock.today().year


def choose(request: HttpRequest, year: int) -> None:
    """Remember the year for this session. This year is not kept, so that it moves on with the calendar."""
    if year == clock.today().year:
        request.session.pop(SESSION_KEY, None)
    elif year in choices():
        request.session[SESSION_KEY] = year


class YearMiddleware:
    """`request.year` for whoever is signed in; this year for everybody else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = not request.path.startswith("/static/") and request.user.is_authenticated
        request.year = year_of(request) if signed_in else clock.today().year  # type: ignore[attr-defined]
        return self.get_response(request)
