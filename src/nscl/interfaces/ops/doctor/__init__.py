"""`nscl doctor`: what is wrong with this installation and how to mend it. Works when the database does not."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict

from nscl.foundation.environment import Misconfigured
from nscl.interfaces.ops.doctor import inside, machine
from nscl.interfaces.ops.doctor.findings import Finding, State, ask, fail, ok, warn
from nscl.shared.errors import DomainError

MARKS = {State.OK: "  ", State.WARN: "? ", State.FAIL: "! "}


def run(*, as_json: bool) -> int:
    """0: nothing has failed. 1: something has."""
    found = list(examine())
    if as_json:
        print(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=1))
    else:
        for finding in found:
            print(f"{MARKS[finding.state]}{finding.sentence}")
            if finding.command and finding.state is not State.OK:
                print(f"     → {finding.command}")
        failed, warned = (sum(f.state is state for f in found) for state in (State.FAIL, State.WARN))
        print(f"\n{len(found)} điều đã xem: {failed} hỏng, {warned} nên sửa.")
    return 1 if any(finding.state is State.FAIL for finding in found) else 0


def examine() -> Iterator[Finding]:
    from nscl.interfaces.ops import installation

    yield from ask(machine.CHECKS)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nscl.config.settings")
    try:
        with installation.database():
            yield ok("database", "Kết nối được cơ sở dữ liệu; vai trò của ứng dụng không quá quyền.")
            import django

            django.setup()
            first = list(ask(inside.FIRST))
            yield from first
            if all(finding.state is not State.FAIL for finding in first):
                yield from ask(inside.REST)
            else:
                yield warn("rest", "Các phần còn lại xem được sau khi sửa xong các điều trên.", "nscl doctor")
    except DomainError as error:
        yield fail("database", error.message, "docs/how-to/run-with-your-own-postgresql.md")
    except Misconfigured as error:
        yield fail("settings", f"Cấu hình chưa đúng: {error}", "docs/reference/commands.md")
