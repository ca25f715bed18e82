"""How well a reading agrees with what a careful official reads in the same document.

`compare(expected, reading)` takes the JSON of `NAME.expected.json` and of a reading and gives a `Score`: precision and
recall of targets, tasks and support rules, recall of all else, and a sentence for every disagreement.

An expected fact names what is required of it; a key left out is not compared. A list of strings or numbers where one
value stands in the reading means that any of them will do (`"period": ["2027", "by-2027"]`). `title` is a part of the
title, `title_end` its last words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

Fact = dict[str, Any]
Agrees = Callable[[Any, Any], bool]

_REF_WORDS = re.compile(r"\b(dieu|khoan|diem|phan|chuong|muc|phu luc|bieu)\b")


def fold(text: object) -> str:
    """Lower case without diacritics, blanks collapsed."""
    plain = unicodedata.normalize("NFD", str(text or "").lower().replace("đ", "d"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def agency(name: object) -> str:
    """A name as compared: `UBND` is `Ủy ban nhân dân`, and `Sở A` is the `A` of a list of departments."""
    text = re.sub(r"[^\w]+", " ", fold(name)).replace("uy ban nhan dan", "ubnd").replace("hoi dong nhan dan", "hdnd")
    return text.strip().removeprefix("cac so ").removeprefix("so ")


def ref(path: object) -> str:
    """A path of numbering as compared: without words such as `Điều`, without blanks and closing marks."""
    return re.sub(r"\.+", ".", re.sub(r"[\s)]+", "", _REF_WORDS.sub("", fold(path)))).strip(".")


def same_ref(want: str | list[str], got: object) -> bool:
    """The same path, or one of several allowed."""
    return ref(got) in [ref(path) for path in (want if isinstance(want, list) else [want])]


def same_number(want: float | None, got: object) -> bool:
    if want is None or got is None:
        return want is None and got is None
    return isinstance(got, int | float) and abs(float(want) - float(got)) < 1e-9


def one_of(want: Any, got: Any) -> bool:
    """Equal, or equal to one of several allowed values."""
    return any(w == got for w in want) if isinstance(want, list) else bool(want == got)


def unit_agrees(want: str, got: object) -> bool:
    """One unit contains the other or their first two words agree, accents and case aside; `%` is `%` or `%/năm`."""
    a, b = (re.sub(r"^%(/nam)?$", "", fold(unit)).replace("%", "").strip() for unit in (want, got))
    if not a or not b:
        return a == b
    return a in b or b in a or a.replace(",", " ").split()[:2] == b.replace(",", " ").split()[:2]


def same_agencies(want: Iterable[str], got: Iterable[str]) -> bool:
    return sorted(map(agency, want)) == sorted(map(agency, got or []))


def target_agrees(want: Fact, got: Fact) -> bool:
    return (
        same_number(want["min"], got.get("min"))
        and same_number(want["max"], got.get("max"))
        and one_of(want["qualifier"], got.get("qualifier"))
        and one_of(want["period"], got.get("period"))
        and one_of(want.get("growth", False), bool(got.get("growth")))
        and unit_agrees(want["unit"], got.get("unit"))
        and ("baseline" not in want or fold(want["baseline"]) in fold(got.get("baseline")))
        and ("ref" not in want or same_ref(want["ref"], got.get("ref")))
    )


def task_agrees(want: Fact, got: Fact) -> bool:
    return (
        same_ref(want["ref"], got.get("ref"))
        and all(same_agencies(want[key], got.get(key, [])) for key in ("lead", "cooperating") if key in want)
        and ("outputs" not in want or len(got.get("outputs") or []) == want["outputs"])
        and ("when" not in want or one_of(want["when"], got.get("when")))
        and ("title" not in want or fold(want["title"]) in fold(got.get("title")))
    )


def rule_agrees(want: Fact, got: Fact) -> bool:
    return (
        same_number(want["rate_percent"], got.get("rate_percent"))
        and want["cap_vnd"] == got.get("cap_vnd")
        and same_ref(want["ref"], got.get("ref"))
        and ("per" not in want or fold(want["per"]) in fold(got.get("per")))
    )


def duty_agrees(want: Fact, got: Fact) -> bool:
    duties = len(got.get("duties") or [])
    return (
        ("ref" not in want or same_ref(want["ref"], got.get("ref")))
        and same_agencies(want["agencies"], got.get("agencies", []))
        and duties >= want.get("duties", 1)
    )


def deadline_agrees(want: Fact, got: Fact) -> bool:
    if not all(one_of(want[key], got.get(key)) for key in ("month", "day", "recurs") if key in want):
        return False
    if "by" in want and agency(want["by"]) not in agency(got.get("by")):
        return False
    return "to" not in want or same_agencies(want["to"], got.get("to", []))


def line_agrees(want: Fact, got: Fact) -> bool:
    """A budget line; a row told by a hyphen has the path of its parent, with or without the hyphen."""
    plain = ("quantity", "unit_price_vnd", "amount_vnd")
    paths: list[str] = want["ref"] if isinstance(want["ref"], list) else [want["ref"]]
    return (
        any(ref(path.rstrip("-.")) in ref(got.get("ref")) for path in paths)
        and all(same_number(want[key], got.get(key)) for key in plain if key in want)
        and ("name" not in want or fold(want["name"]) in fold(got.get("name")))
        and ("measure" not in want or fold(want["measure"]) == fold(got.get("measure")))
    )


def pair(wanted: Sequence[Any], given: Sequence[Any], agrees: Agrees) -> tuple[list[Any], list[Any]]:
    """Greedy one-to-one pairing: what is missing, what is spare."""
    spare, missing = list(given), []
    for want in wanted:
        hit = next((i for i, got in enumerate(spare) if agrees(want, got)), None)
        if hit is None:
            missing.append(want)
        else:
            del spare[hit]
    return missing, spare


@dataclass(slots=True)
class Rate:
    wanted: int = 0
    given: int = 0
    found: int = 0

    @property
    def recall(self) -> float:
        return self.found / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        return self.found / self.given if self.given else 1.0


@dataclass(slots=True)
class Score:
    """`problems` has a sentence for every fact missing, wrong or invented."""

    targets: Rate = field(default_factory=Rate)
    tasks: Rate = field(default_factory=Rate)
    rules: Rate = field(default_factory=Rate)
    rest: Rate = field(default_factory=Rate)
    problems: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        rates = ", ".join(
            f"{name} P={rate.precision:.2f} R={rate.recall:.2f}"
            for name, rate in (("targets", self.targets), ("tasks", self.tasks), ("rules", self.rules))
        )
        return "\n".join([*self.problems, f"{rates}, rest R={self.rest.recall:.2f}"])


_TOLD = ("min", "max", "qualifier", "unit", "period", "growth", "baseline", "ref", "lead", "cooperating", "when",
         "rate_percent", "cap_vnd", "per", "agencies", "month", "day", "recurs", "by", "to",
         "quantity", "unit_price_vnd", "amount_vnd", "name", "title")  # fmt: skip


def tell(fact: Any) -> str:
    """A fact in one line: only what is compared."""
    if not isinstance(fact, dict):
        return str(fact)
    told = {key: fact[key] for key in _TOLD if fact.get(key) not in (None, [], False, "")}
    if fact.get("outputs"):
        told["outputs"] = fact["outputs"] if isinstance(fact["outputs"], int) else len(fact["outputs"])
    return ", ".join(f"{key}={str(value)[:120]}" for key, value in told.items())


def _match(score: Score, rate: Rate, kind: str, wanted: Sequence[Any], given: Sequence[Any], agrees: Agrees) -> None:
    missing, spare = pair(wanted, given, agrees)
    rate.wanted += len(wanted)
    rate.found += len(wanted) - len(missing)
    rate.given += len(given)
    score.problems.extend(f"missing {kind}: {tell(fact)}" for fact in missing)
    if rate is not score.rest:
        score.problems.extend(f"invented {kind}: {tell(fact)}" for fact in spare)


def _check(score: Score, name: str, agrees: bool, want: object, got: object) -> None:
    score.rest.wanted += 1
    score.rest.found += agrees
    if not agrees:
        score.problems.append(f"{name}: {got!r}, wanted {want!r}")


def _dashes(text: object) -> str:
    return re.sub(r"[\s\-–—]+", " ", fold(text)).strip(' ."”')


def _document(score: Score, want: Fact, got: Fact) -> None:
    for key, value in want.items():
        have = got.get(key)
        if key == "recipients" and isinstance(value, int):
            have = len(have or [])
            agrees = have == value
        elif key in ("title", "signer", "signer_title") and isinstance(value, str):
            agrees = fold(value) in fold(have)
        elif key == "title_end":
            have = got.get("title")
            agrees = _dashes(have).endswith(_dashes(value))
        elif key == "issuer":
            agrees = agency(have) in [agency(name) for name in (value if isinstance(value, list) else [value])]
        else:
            agrees = one_of(value, have) if key == "kind" else have == value
        _check(score, f"document.{key}", agrees, value, have)


def _budget(score: Score, want: Fact | None, got: Fact | None) -> None:
    if want is None or got is None:
        _check(score, "budget", want == got, want, got and {**got, "lines": len(got.get("lines", []))})
        return
    for key in ("total_vnd", "adds_up"):
        if key in want:
            _check(score, f"budget.{key}", want[key] == got.get(key), want[key], got.get(key))
    if "total_in_words" in want:
        agrees = fold(want["total_in_words"]) in fold(got.get("total_in_words"))
        _check(score, "budget.total_in_words", agrees, want["total_in_words"], got.get("total_in_words"))
    if "problems_min" in want:
        enough = len(got.get("problems", [])) >= want["problems_min"]
        _check(score, "budget.problems", enough, want["problems_min"], got.get("problems"))
    if "lines" in want:
        _match(score, score.rest, "budget line", want["lines"], got.get("lines", []), line_agrees)
        _check(score, "budget.lines", len(want["lines"]) == len(got.get("lines", [])),
               len(want["lines"]), len(got.get("lines", [])))  # fmt: skip


def compare(expected: Fact, reading: Fact) -> Score:
    """Score a reading (as JSON) against the expected facts of its document."""
    score = Score()
    _match(score, score.targets, "target", expected["targets"], reading["targets"], target_agrees)
    if "tasks" in expected:
        _match(score, score.tasks, "task", expected["tasks"], reading["tasks"], task_agrees)
    elif "tasks_min" in expected:
        enough = len(reading["tasks"]) >= expected["tasks_min"]
        _check(score, "tasks", enough, f"at least {expected['tasks_min']}", len(reading["tasks"]))
    _match(score, score.rules, "rule", expected["support_rules"], reading["support_rules"], rule_agrees)
    _match(score, score.rest, "eligibility", expected.get("eligibility", []), reading["eligibility"],
           lambda want, got: same_ref(want["ref"], got["ref"]))  # fmt: skip
    _match(score, score.rest, "duty", expected.get("agency_duties", []), reading["agency_duties"], duty_agrees)
    _match(score, score.rest, "deadline", expected.get("deadlines", []), reading["deadlines"], deadline_agrees)
    if len(reading["deadlines"]) > len(expected.get("deadlines", [])):
        _check(score, "deadlines", False, len(expected.get("deadlines", [])), [tell(d) for d in reading["deadlines"]])
    _document(score, expected["document"], reading["document"])
    if "budget" in expected:
        _budget(score, expected["budget"], reading["budget"])
    return score
