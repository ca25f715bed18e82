"""How much a rule pays: the tables of docs/rules/support-amount.md, and what must hold for any cost."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nscl.support.reference import ceilings
from nscl.support.rules.amount import (
    MARKS,
    Ceiling,
    Cost,
    Facts,
    Per,
    Received,
    Rule,
    Who,
    entitle,
    entitlements,
    limits,
    percent,
)
from nscl.support.rules.elsewhere import cautions

PAGE = Path(__file__).resolve().parents[4] / "docs" / "rules" / "support-amount.md"
SME = Who(sizes=frozenset({"micro", "small", "medium"}))
FROM, TO = dt.date(2021, 1, 1), dt.date(2026, 1, 1)
BASIS = "Kế hoạch của tỉnh Kon Tum"


def table(heading: str) -> list[list[str]]:
    part = PAGE.read_text().split(f"## {heading}")[1].split("## ")[0]
    rows = [[c.strip() for c in row.split("|")[1:-1]] for row in part.splitlines() if row.startswith("|")]
    return rows[2:]


def whole(text: str) -> int:
    return int(text.replace(".", "") or 0)


RULES = [
    Rule(frozenset(contents.split()), int(rate) * 100, whole(cap) or None, Per(per), BASIS, FROM, TO, SME, key=key)
    for key, contents, rate, cap, per in table("The seven rules")
]


def for_whom(words: str) -> Who:
    told = frozenset(words.split())
    return Who(sizes=told - set(MARKS), marks=told & set(MARKS))


LIMITED = [row for row in table("Ceilings") if re.fullmatch(r"C\d+", row[0])]
CEILINGS = [
    Ceiling(
        frozenset(c.split()), int(rate) * 100, basis, dt.date.fromisoformat(since), None, for_whom(who), once == "yes"
    )
    for _key, c, rate, once, who, since, basis in LIMITED
]
GENEROUS = Rule(frozenset({"testing", "barcode"}), 10_000, None, Per.CONTRACT, "Quy định thử", FROM)
APRIL = dt.date(2024, 4, 4)
SMALL = Facts("enterprise", "small", "industry", APRIL)


def amount(content: str, facts: Facts, *costs: Cost) -> int:
    found = entitlements(content, facts, costs, RULES, CEILINGS)
    assert len(found) <= 1
    return found[0].amount_vnd if found else 0


@pytest.mark.parametrize("row", table("Worked cases"), ids=lambda row: " ".join(row[:5]))
def test_a_worked_case(row: list[str]) -> None:
    content, size, net, tax, on, wanted, _why = row
    facts = replace(SMALL, size="" if size == "–" else size, on=dt.date.fromisoformat(on))
    assert amount(content, facts, Cost("", whole(net), whole(tax))) == whole(wanted)


@pytest.mark.parametrize("row", table("Ceilings")[len(LIMITED) + 2 :], ids=lambda row: " ".join(row[:5]))
def test_a_worked_case_of_a_ceiling(row: list[str]) -> None:
    content, size, mark, cost, on, wanted, _why = row
    facts = replace(
        SMALL, size="" if size == "–" else size, kind="cooperative" if size == "–" else "enterprise",
        on=dt.date.fromisoformat(on), marks=frozenset(mark.split()),
    )  # fmt: skip
    for bounds in (tuple(CEILINGS), ceilings()):
        assert entitle(content, facts, (Cost("", whole(cost)),), GENEROUS, bounds).amount_vnd == whole(wanted)


def test_the_file_of_ceilings_says_what_the_page_says() -> None:
    assert len(ceilings()) == len(CEILINGS)
    for kept, written in zip(ceilings(), CEILINGS, strict=True):
        assert replace(kept, contents=frozenset()) == replace(written, contents=frozenset())
        assert written.contents <= kept.contents


def test_the_year_2024_in_kon_tum() -> None:
    *cases, total = table("The year 2024")
    approved_sum = paid_sum = 0
    for _case, content, estimated, approved, actual, paid in cases:
        given = amount(content, SMALL, Cost("", whole(estimated)))
        due = min(amount(content, SMALL, Cost("", whole(actual))), given)
        assert (given, due) == (whole(approved), whole(paid))
        approved_sum, paid_sum = approved_sum + given, paid_sum + due
    assert (approved_sum, paid_sum) == (whole(total[3]), whole(total[5]))


def test_the_lines_say_how_it_was_reckoned() -> None:
    [found] = entitlements("traceability", SMALL, [Cost("Truy xuất chè", 120_000_000)], RULES, CEILINGS)
    assert found.reasons == (
        "Truy xuất chè: 50 % × 120.000.000 = 60.000.000 đồng (Kế hoạch của tỉnh Kon Tum)",
        "Truy xuất chè: trần 45.000.000 đồng/hệ thống theo Kế hoạch của tỉnh Kon Tum: bớt 15.000.000 đồng",
    )
    assert [line.vnd for line in found.lines] == [60_000_000, -15_000_000]


def test_a_cap_for_a_system_holds_for_each() -> None:
    costs = Cost("ISO 9001", 100_000_000), Cost("ISO 14001", 60_000_000)
    assert amount("system-certification", SMALL, *costs) == 45_000_000 + 30_000_000


def test_a_cap_for_a_year_holds_for_all_with_what_was_had_in_it() -> None:
    rule = Rule(frozenset({"digital"}), 5000, 20_000_000, Per.YEAR, "Quy định thử", FROM)
    had = Received("digital", dt.date(2024, 1, 9), 15_000_000), Received("digital", dt.date(2023, 1, 9), 20_000_000)
    costs = Cost("Phần mềm kho", 16_000_000), Cost("Phần mềm bán hàng", 10_000_000)
    found = entitle("digital", replace(SMALL, received=had), costs, rule)
    assert found.amount_vnd == 5_000_000
    assert found.reasons[-1].endswith("đã nhận 15.000.000 đồng: bớt 8.000.000 đồng")


def test_once_is_once() -> None:
    rule = Rule(frozenset({"award"}), 10_000, 5_000_000, Per.ONCE, "Quy định thử", FROM)
    assert entitle("award", SMALL, (Cost("", 9_000_000),), rule).amount_vnd == 5_000_000
    again = entitle("award", replace(SMALL, received=(Received("award", FROM, 1),)), (Cost("", 9_000_000),), rule)
    assert (again.applies, again.amount_vnd) == (False, 0)
    assert "chỉ hỗ trợ một lần" in again.reasons[0]


def test_a_ceiling_limits_from_its_day_on_and_pays_nothing_itself() -> None:
    generous = Rule(frozenset({"barcode"}), 10_000, None, Per.PRODUCT, "Quy định thử", FROM)
    cost = (Cost("", 10_000_000, 1_000_000),)
    before, after = (
        entitlements("barcode", replace(SMALL, on=day), cost, [generous], CEILINGS)[0]
        for day in (dt.date(2026, 1, 22), dt.date(2026, 1, 23))
    )
    assert (before.amount_vnd, after.amount_vnd) == (10_000_000, 8_800_000)
    assert "không quá 80 % giá trị hợp đồng 11.000.000 đồng theo Nghị định 37/2026/NĐ-CP" in after.reasons[-1]
    assert entitlements("barcode", replace(SMALL, on=dt.date(2026, 2, 1)), cost, [], CEILINGS) == ()


def test_testing_of_exports_is_limited_and_once() -> None:
    generous = Rule(frozenset({"testing"}), 5000, None, Per.CONTRACT, "Quy định thử", FROM)
    facts = replace(SMALL, on=dt.date(2026, 5, 1), marks=frozenset({"key-export"}))
    cost = (Cost("", 100_000_000),)
    assert entitle("testing", facts, cost, generous, tuple(CEILINGS)).amount_vnd == 30_000_000
    again = replace(facts, received=(Received("testing", dt.date(2026, 2, 1), 1),))
    assert entitle("testing", again, cost, generous, tuple(CEILINGS)).amount_vnd == 0


def test_two_entitlements_are_side_by_side_the_better_one_first() -> None:
    other = Rule(frozenset({"digital"}), 5000, 50_000_000, Per.YEAR, "Quy định khác", FROM)
    found = entitlements("digital", SMALL, [Cost("", 90_000_000)], [*RULES, other], CEILINGS)
    assert [(e.rule.basis, e.amount_vnd) for e in found] == [("Quy định khác", 45_000_000), (BASIS, 30_000_000)]


@pytest.mark.parametrize(
    ("who", "words"),
    [
        (Who(kinds=frozenset({"cooperative"})), "Loại hình"),
        (Who(sizes=frozenset({"micro"})), "Quy mô"),
        (Who(sectors=frozenset({"trade"})), "Ngành"),
        (
            Who(marks=frozenset({"women-owned", "social"})),
            "Chỉ áp dụng cho doanh nghiệp xã hội hoặc doanh nghiệp do phụ nữ",
        ),
    ],
)
def test_whoever_it_is_not_for_is_told_why(who: Who, words: str) -> None:
    found = entitle(
        "gap", SMALL, (Cost("", 9),), Rule(frozenset({"gap"}), 5000, None, Per.SYSTEM, "Quy định thử", FROM, None, who)
    )
    assert (found.applies, found.amount_vnd) == (False, 0)
    assert found.reasons[0].startswith(words)


def test_a_rule_for_sizes_that_names_cooperatives_is_for_them_too() -> None:
    who = Who(kinds=frozenset({"enterprise", "cooperative"}), sizes=SME.sizes)
    rule = Rule(frozenset({"gap"}), 5000, None, Per.SYSTEM, "Quy định thử", FROM, None, who)
    told = [
        entitle("gap", replace(SMALL, kind=kind, size=size), (Cost("", 90),), rule).amount_vnd
        for kind, size in (("cooperative", ""), ("enterprise", "small"), ("enterprise", "large"), ("enterprise", ""),
                           ("household", ""))
    ]  # fmt: skip
    assert told == [45, 45, 0, 0, 0]


def test_a_mark_opens_a_rule() -> None:
    who = Who(marks=frozenset({"women-owned"}))
    rule = Rule(frozenset({"gap"}), 5000, None, Per.SYSTEM, "Quy định thử", FROM, None, who)
    assert entitle("gap", replace(SMALL, marks=frozenset({"women-owned"})), (Cost("", 90),), rule).amount_vnd == 45


ELSEWHERE = (
    Received("digital", dt.date(2024, 2, 1), 20_000_000, "Sở Công Thương", "7"),
    Received("digital", dt.date(2023, 2, 1), 9_000_000, "Sở Tài chính", "8"),
    Received("gap", dt.date(2024, 3, 1), 1_000_000, "Sở Nông nghiệp", "9"),
)


def test_what_was_had_elsewhere_warns_and_takes_nothing() -> None:
    for per, keys, left, words in (
        (Per.YEAR, ("7",), 10_000_000, "còn 10.000.000 đồng"), (Per.ONCE, ("7", "8"), None, "đã dùng chưa"),
    ):  # fmt: skip
        rule = Rule(frozenset({"digital"}), 5000, 30_000_000, per, "Quy định thử", FROM)
        found = entitle("digital", SMALL, (Cost("", 90_000_000),), rule)
        assert found.amount_vnd == 30_000_000
        [told] = cautions(found, ELSEWHERE, APRIL)
        assert (told.keys, told.left_vnd) == (keys, left)
        assert words in told.text
        assert "Sở Công Thương, 01/02/2024, 20.000.000 đồng" in told.text
    by_product = Rule(frozenset({"digital"}), 5000, 30_000_000, Per.PRODUCT, "Quy định thử", FROM)
    assert cautions(entitle("digital", SMALL, (Cost("", 1),), by_product), ELSEWHERE, APRIL) == ()


def test_a_ceiling_of_once_warns_of_what_was_had_elsewhere() -> None:
    known = (Received("testing", dt.date(2026, 2, 1), 0, "Sở Công Thương", "3"),)
    found = entitle("testing", SMALL, (Cost("", 90),), GENEROUS)
    [told] = cautions(found, known, dt.date(2026, 5, 1), [c for c in CEILINGS if c.once])
    assert told.keys == ("3",)
    assert "chưa rõ số tiền" in told.text
    assert cautions(found, known, dt.date(2026, 5, 1), [c for c in CEILINGS if not c.once]) == ()


def test_rates_are_written_as_one_reads_them() -> None:
    assert [percent(bp) for bp in (5000, 3333, 3050, 10_000, 5, 0)] == [
        "50 %", "33,33 %", "30,5 %", "100 %", "0,05 %", "0 %",
    ]  # fmt: skip


def test_a_negative_cost_is_no_cost() -> None:
    with pytest.raises(ValueError, match="negative"):
        entitle("gap", SMALL, (Cost("", -1),), RULES[4])


unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # other work on the machine
RATE = st.integers(0, 10_000)
CAP = st.none() | st.integers(0, 100_000_000)
RULE = st.builds(
    lambda rate, cap, per, vat: Rule(frozenset({"gap"}), rate, cap, per, "Quy định thử", FROM, vat_eligible=vat),
    RATE, CAP, st.sampled_from(list(Per)), st.booleans(),
)  # fmt: skip
COSTS = st.lists(st.builds(Cost, st.just("a"), st.integers(0, 10**10), st.integers(0, 10**9)), max_size=4).map(tuple)
LIMITS = st.lists(
    st.builds(
        lambda rate, once, who: Ceiling(frozenset({"gap"}), rate, "Luật thử", FROM, None, who, once), RATE,
        st.booleans(), st.sampled_from([Who(), SME, Who(marks=frozenset({"key-export"}))]),
    ), max_size=3,
).map(tuple)  # fmt: skip
HAD = st.lists(
    st.builds(Received, st.sampled_from(["gap", "ip"]), st.dates(dt.date(2022, 1, 1), APRIL), st.integers(0, 10**9)),
    max_size=3,
).map(tuple)  # fmt: skip
ASKING = st.builds(
    lambda kind, size, had, marks: replace(
        SMALL, kind=kind, size=size if kind == "enterprise" else "", received=had, marks=frozenset(marks)
    ),
    st.sampled_from(["enterprise", "cooperative"]), st.sampled_from(["micro", "small", "medium", "large"]), HAD,
    st.sets(st.sampled_from(sorted(MARKS))),
)  # fmt: skip


@unhurried
@given(RULE, COSTS, LIMITS, ASKING)
def test_never_above_the_cap_the_rate_or_a_ceiling(
    rule: Rule, costs: tuple[Cost, ...], bounds: tuple[Ceiling, ...], facts: Facts
) -> None:
    found = entitle("gap", facts, costs, rule, bounds)
    assert type(found.amount_vnd) is int
    assert 0 <= found.amount_vnd <= sum(c.contract_vnd for c in costs) * rule.rate_bp // 10_000
    had = sum(one.vnd for one in facts.received if one.content == "gap" and one.on.year == APRIL.year)
    if rule.cap_vnd is not None:
        times = 1 if rule.per in (Per.YEAR, Per.ONCE) else len(costs)
        assert found.amount_vnd <= max(rule.cap_vnd * times - (had if rule.per is Per.YEAR else 0), 0)
    for bound in limits("gap", facts, bounds):
        again = bound.once and any(one.content == "gap" for one in facts.received)
        assert found.amount_vnd <= (0 if again else sum(c.contract_vnd * bound.rate_bp // 10_000 for c in costs))


@unhurried
@given(RULE, COSTS, st.integers(0, 3), st.integers(0, 10**9), LIMITS, ASKING)
def test_a_higher_cost_never_gives_less(
    rule: Rule, costs: tuple[Cost, ...], at: int, more: int, bounds: tuple[Ceiling, ...], facts: Facts
) -> None:
    raised = tuple(replace(c, net_vnd=c.net_vnd + more) if n == at else c for n, c in enumerate(costs))
    one, two = (entitle("gap", facts, asked, rule, bounds).amount_vnd for asked in (costs, raised))
    assert one <= two


@unhurried
@given(RULE, COSTS, LIMITS, ASKING)
def test_the_lines_add_up(rule: Rule, costs: tuple[Cost, ...], bounds: tuple[Ceiling, ...], facts: Facts) -> None:
    found = entitle("gap", facts, costs, rule, bounds)
    told = 0
    for text in found.reasons:
        said = re.findall(r"(= |bớt )([\d.]+) đồng", text)
        told += sum(int(n.replace(".", "")) * (1 if sign == "= " else -1) for sign, n in said)
    assert told == found.amount_vnd == sum(line.vnd for line in found.lines)
    assert found.applies or found.amount_vnd == 0


@unhurried
@given(RULE, COSTS, LIMITS, ASKING, HAD)
def test_what_others_gave_changes_no_amount(
    rule: Rule, costs: tuple[Cost, ...], bounds: tuple[Ceiling, ...], facts: Facts, had: tuple[Received, ...]
) -> None:
    found = entitle("gap", facts, costs, rule, bounds)
    for one in cautions(found, had, APRIL, bounds):
        assert one.keys
        assert one.left_vnd is None or 0 <= one.left_vnd <= (rule.cap_vnd or 0)
    assert entitle("gap", facts, costs, rule, bounds) == found
