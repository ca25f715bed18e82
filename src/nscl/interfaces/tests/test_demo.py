"""The demo: five provinces with the figures of real plans, in other words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.test import override_settings

from nscl.accounts.models import Membership, User
from nscl.foundation import tenancy
from nscl.foundation.environment import ROOT
from nscl.interfaces.ops import demo
from nscl.interfaces.ops.demo.plans import PAPERS, TEXTS
from nscl.organisations.queries import all_province_ids
from nscl.plans import queries
from nscl.plans.importer.isolated import read_plan
from nscl.plans.models import Guidance, NeedsRound, Plan
from nscl.shared.vietnamese import fold

SHARED = ROOT.parent / "shared" / "plans"
REAL = {
    "kon-tum.txt": "kon-tum-2021-2025",
    "can-tho.txt": "can-tho-134-kh-ubnd-2021",
    "nghe-an.txt": "nghe-an-683-kh-ubnd-2021",
    "tay-ninh.txt": "tay-ninh-1500-kh-ubnd-2024",
}
LONG = 15
"""Syllables in a row that are somebody's wording, and no more a figure with its unit or the name of a body."""
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the real plans are not beside this checkout")


@pytest.fixture
def loaded(db: None, tmp_path: Path) -> Iterator[list[Plan]]:
    fast = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(FILES_ROOT=tmp_path / "files", PASSWORD_HASHERS=fast):
        demo.load()
        yield everything()


def everything() -> list[Plan]:
    with tenancy.scope(tenancy.Scope.of(read=all_province_ids())):
        return list(Plan.objects.select_related("province", "amendment").order_by("pk"))


def test_five_provinces_in_force_and_one_draft_to_review(loaded: list[Plan]) -> None:
    in_force = {p.province.name for p in loaded if p.status == "in_force"}
    assert in_force == {"Kon Tum", "Cần Thơ", "Nghệ An", "Tây Ninh", "Sơn La", "Hậu Giang", "Quảng Ngãi"}
    [draft] = [p for p in loaded if p.is_draft and not hasattr(p, "amendment")]
    assert draft.province.name == "Quảng Ngãi"
    with tenancy.scope(tenancy.Scope.of(read=[draft.province_id])):
        review = queries.review(draft)
        assert review.doubt_count >= 4
        assert review.blocking == []
        assert not any(entry.doubts for entry in review.groups["chi-tieu"])


def test_loading_again_adds_nothing(loaded: list[Plan]) -> None:
    people, members = User.objects.count(), Membership.objects.count()
    demo.load()
    assert everything() == loaded
    assert (User.objects.count(), Membership.objects.count()) == (people, members)


def test_what_is_cut_off_goes_on_where_it_was(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setenv("NSCL_DATA", str(tmp_path))
    with override_settings(FILES_ROOT=tmp_path / "files", PASSWORD_HASHERS=fast):
        demo.begin()
        assert demo.is_unfinished()
        first = everything()
        assert {p.province.name for p in first} >= {"Kon Tum", "Sơn La"}
        with monkeypatch.context() as broken:
            broken.setattr("nscl.plans.actions.needs.decide.hand_on", _pulled_plug)
            with pytest.raises(KeyboardInterrupt):
                demo.load()
        assert demo.is_unfinished()
        with tenancy.scope(tenancy.Scope.of(read=all_province_ids())):
            assert not NeedsRound.objects.exists()
            assert Guidance.objects.exists()
        demo.load()
        assert not demo.is_unfinished()
        with tenancy.scope(tenancy.Scope.of(read=all_province_ids())):
            assert NeedsRound.objects.values("province").distinct().count() == 5
        assert everything()[: len(first)] == first


def _pulled_plug(**_: object) -> None:
    raise KeyboardInterrupt


def test_everybody_shown_can_sign_in(loaded: list[Plan]) -> None:
    lines = demo.accounts_to_show()
    assert demo.PASSWORD in lines[0]
    assert len(lines) == len(demo.PEOPLE) + 1
    for person in demo.PEOPLE:
        user = authenticate(None, email=person.email, password=demo.PASSWORD)
        assert isinstance(user, User)
        assert user.has_perm("accounts.view" if person.role == "administrator" else "plans.view")


def test_an_installation_without_the_demo_shows_no_accounts(db: None) -> None:
    assert demo.accounts_to_show() == []


@needs_shared
@pytest.mark.parametrize(("file", "real"), REAL.items())
def test_the_figures_are_those_of_the_real_plan(file: str, real: str) -> None:
    wanted = json.loads((SHARED / "expected" / f"{real}.json").read_text(encoding="utf-8"))
    given = read_plan(TEXTS / file)

    def targets(facts: dict[str, Any]) -> list[tuple[Any, ...]]:
        return sorted((str(t["min"]), str(t["max"]), t["qualifier"], t["period"]) for t in facts["targets"])

    assert targets(given) == targets(wanted)
    assert [t["ref"] for t in given["tasks"]] == [t["ref"] for t in wanted["tasks"]]
    rules = [(r["rate_percent"], r["cap_vnd"], r["ref"]) for r in wanted["support_rules"]]
    assert [(r["rate_percent"], r["cap_vnd"], r["ref"]) for r in given["support_rules"]] == rules
    amounts = [line["amount_vnd"] for line in (wanted["budget"] or {"lines": []})["lines"]]
    assert [line["amount_vnd"] for line in (given["budget"] or {"lines": []})["lines"]] == amounts


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", fold(text))
    return {tuple(words[n : n + length]) for n in range(len(words) - length + 1)}


@needs_shared
@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: p.file)
def test_no_sentence_is_a_real_document_s(paper: Any) -> None:
    """No line shares a stretch with a real plan that is longer than names of laws, bodies and counted things are."""
    real = set().union(*(runs(f.read_text(encoding="utf-8"), LONG) for f in SHARED.glob("*.txt")))
    formal = re.compile(r"Quyết định số|Nghị quyết số|Công văn số|Kế hoạch số|CỘNG HÒA|Sở .+, Sở .+, Sở")
    lines = [line for line in (TEXTS / paper.file).read_text(encoding="utf-8").splitlines() if not formal.search(line)]
    assert [line for line in lines if runs(line, LONG) & real] == []
