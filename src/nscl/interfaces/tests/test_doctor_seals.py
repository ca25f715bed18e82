"""What `nscl doctor` says of the sealed days: nothing to mend on the first one, what is late by how many days after."""

from __future__ import annotations

from nscl.config.testing.cast import Cast
from nscl.foundation.audit import sealing
from nscl.foundation.tests.test_audit_sealing import DAY, happen, later, on
from nscl.interfaces.ops.doctor import inside
from nscl.interfaces.ops.doctor.findings import Finding, State


def said() -> Finding:
    [finding] = inside.seals()
    return finding


def test_the_first_day_asks_for_nothing_that_cannot_be_done(cast: Cast) -> None:
    with on(DAY, hour=20):
        assert said().state is State.OK
    happen(cast, DAY)
    with on(DAY, hour=20):
        assert said().state is State.OK
        assert sealing.seal() == []
    with on(later(1)):
        assert (said().state, said().command) == (State.WARN, "nscl audit seal")
        sealing.seal()
        assert said().state is State.OK


def test_late_days_are_counted(cast: Cast) -> None:
    happen(cast, DAY)
    with on(later(1)):
        sealing.seal()
    with on(later(2)):
        assert said().state is State.OK
    with on(later(5)):
        found = said()
    assert (found.state, found.command) == (State.FAIL, "nscl audit seal")
    assert "chậm 4 ngày" in found.sentence
