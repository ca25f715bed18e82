"""`nscl account create`: the first account of an installation, without a password on the command line."""

from __future__ import annotations

import re

import pytest
from django.core import mail

from nscl.accounts import actions
from nscl.accounts.models import Invitation
from nscl.config.testing.cast import Cast
from nscl.foundation import tenancy
from nscl.foundation.models import AuditEntry
from nscl.interfaces import cli
from nscl.interfaces.ops import account
from nscl.shared.errors import DomainError


def create(*arguments: str) -> int:
    named = ["--email", "quantri@example.vn", "--name", "Bùi Văn I"]
    return account.run(cli.parser().parse_args(["account", "create", *named, *arguments]))


def test_it_prints_a_link_that_opens_the_account(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert create("--province", "51", "--role", "administrator") == 0
    printed = capsys.readouterr()
    link = re.fullmatch(r"http://localhost:\d+/loi-moi/([^/]+)/\n", printed.out)
    assert link is not None
    assert "đặt mật khẩu" in printed.err
    assert mail.outbox[0].to == ["quantri@example.vn"]
    member = actions.accept_invitation(token=link[1], password="ba con ga vang 7")
    assert (member.role, member.province) == ("administrator", cast.province)
    with tenancy.scope(tenancy.Scope.of(read=[cast.province.pk])):
        assert AuditEntry.objects.get(code="invitation.sent").actor_id is None


def test_a_viewer_of_the_ministry_has_no_province(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert create("--role", "ministry_viewer") == 0
    assert Invitation.objects.get().province is None
    with pytest.raises(DomainError, match="bỏ --province"):
        create("--role", "ministry_viewer", "--province", "51")


def test_somebody_known_gets_the_role(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["account", "create", "--email", cast.officer.email, "--name", "Nguyễn Văn A"]
    options = cli.parser().parse_args([*arguments, "--province", "51", "--role", "head"])
    assert account.run(options) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "đã có tài khoản" in printed.err
    assert cast.officer.memberships.filter(role="head").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--role", "king", "--province", "51"], "administrator"),
        (["--role", "officer"], "--province 51"),
        (["--role", "officer", "--province", "00"], "mã 00"),
    ],
)
def test_what_cannot_be_is_told(db: None, arguments: list[str], words: str) -> None:
    with pytest.raises(DomainError, match=words):
        create(*arguments)
