"""The pages of managing people, as an administrator meets them and as others do not."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from nscl.accounts import actions
from nscl.accounts.models import Delegation, Invitation, Membership, User
from nscl.accounts.queries import people
from nscl.accounts.tests.conftest import Open
from nscl.accounts.tests.test_absence import hand
from nscl.accounts.tests.test_invite import ADDRESS, GOOD, send, token_of
from nscl.accounts.tests.test_memberships import WHY
from nscl.config.testing.cast import PASSWORD, Cast
from nscl.foundation import clock

LIST = "/nguoi-dung/"
TODAY = clock.today().isoformat()


@pytest.fixture
def office(cast: Cast, browser_of: Open) -> Client:
    return browser_of(cast.administrator)


def said(client: Client, url: str, asked: dict[str, str] | None = None) -> str:
    answer = client.get(url, asked or {})
    assert answer.status_code == 200
    return answer.content.decode()


def names(html: str) -> list[str]:
    body = html[html.index("<tbody>") :] if "<tbody>" in html else ""
    return re.findall(r'<th scope="row">(?:<a[^>]*>)?([^<]+)<', body)


def own(person: User) -> str:
    return f"{LIST}{person.pk}/"


def test_the_list_is_of_ones_province_by_given_name(office: Client, cast: Cast) -> None:
    send(cast, full_name="Đinh Thị Ái")
    html = said(office, LIST)
    assert names(html) == ["Nguyễn Văn A", "Đinh Thị Ái", "Lê Thị C", "Phạm Văn D", "Hoàng Thị E", "Bùi Văn I"]
    for person in (cast.stranger, cast.ministry, cast.nobody):
        assert person.full_name not in html
    assert "Được mời" in html
    assert "6 người" in html


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"tim": "nguyen van"}, ["Nguyễn Văn A"]),
        ({"tim": "HEAD@"}, ["Lê Thị C"]),
        ({"tim": "thị lê"}, ["Lê Thị C"]),
        ({"tim": "không có ai"}, []),
        ({"vai_tro": "head"}, ["Lê Thị C"]),
        ({"vai_tro": "vua"}, ["Nguyễn Văn A", "Lê Thị C", "Phạm Văn D", "Hoàng Thị E", "Bùi Văn I", "Ngô Thị K"]),
        ({"trang_thai": "invited"}, ["Ngô Thị K"]),
        ({"trang_thai": "locked"}, ["Phạm Văn D"]),
        ({"trang_thai": "ended"}, ["Hoàng Thị E"]),
        ({"trang_thai": "active"}, ["Nguyễn Văn A", "Lê Thị C", "Bùi Văn I"]),
        ({"trang_thai": "active", "vai_tro": "officer"}, ["Nguyễn Văn A"]),
        ({"vai_tro": "officer"}, ["Nguyễn Văn A", "Phạm Văn D", "Ngô Thị K"]),
    ],
)
def test_filters(office: Client, cast: Cast, asked: dict[str, str], found: list[str]) -> None:
    send(cast)
    User.objects.filter(pk=cast.second_officer.pk).update(is_active=False)
    Membership.objects.filter(user=cast.cooperating).update(valid_to=clock.today())
    assert names(said(office, LIST, asked)) == found


def test_an_agency_narrows_the_list(office: Client, cast: Cast) -> None:
    from nscl.organisations.models import Agency

    agency = Agency.objects.filter(province=cast.province).first()
    assert agency is not None
    Membership.objects.filter(user=cast.officer).update(agency=agency)
    assert names(said(office, LIST, {"co_quan": str(agency.pk)})) == ["Nguyễn Văn A"]
    assert len(names(said(office, LIST, {"co_quan": "abc"}))) == 5


def test_pages_follow_one_another_both_ways(office: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "PAGE", 2)
    for number in range(3):
        send(cast, email=f"moi{number}@example.vn", full_name="Lê Thị C")
    every = ["Nguyễn Văn A", "Lê Thị C", "Lê Thị C", "Lê Thị C", "Lê Thị C", "Phạm Văn D", "Hoàng Thị E", "Bùi Văn I"]
    html = said(office, LIST)
    seen: list[str] = []
    back: list[str] = []
    while True:
        seen += names(html)
        following = re.search(r'rel="next" href="([^"]+)"', html)
        if not following:
            break
        html = said(office, LIST + following[1].replace("&amp;", "&"))
    assert seen == every
    while True:
        back = names(html) + back
        earlier = re.search(r'rel="prev" href="([^"]+)"', html)
        if not earlier:
            break
        html = said(office, LIST + earlier[1].replace("&amp;", "&"))
    assert back == every


@pytest.mark.parametrize("mark", ["n-0", "n-99999999", "x-1", "n-", "n-9999999999999999999999", "đ"])
def test_a_mark_of_nothing_begins_at_the_beginning(office: Client, cast: Cast, mark: str) -> None:
    assert names(said(office, LIST, {"sau": mark}))[0] == "Nguyễn Văn A"


def test_a_mark_of_another_province_tells_nothing(office: Client, cast: Cast) -> None:
    assert len(names(said(office, LIST, {"sau": f"n-{cast.stranger.pk}"}))) == 5


def test_a_person_shows_what_they_are_here_only(office: Client, cast: Cast) -> None:
    send(cast, email=cast.stranger.email, role="cooperating")
    html = said(office, own(cast.stranger))
    assert "Cơ quan phối hợp" in html
    assert "Chuyên viên" not in html
    assert "Nghệ An" not in html
    assert office.get(own(cast.nobody)).status_code == 404
    assert office.get(own(cast.ministry)).status_code == 404


def test_what_was_is_kept_with_its_reason(office: Client, cast: Cast) -> None:
    with cast.acting(cast.administrator) as by:
        actions.end_membership(
            membership=cast.membership(cast.officer), on=clock.today(), reason="Chuyển công tác", by=by
        )
    html = said(office, own(cast.officer))
    assert "Vai trò trước đây" in html
    assert "Chuyển công tác" in html
    assert "Đã thôi" in html


def test_a_head_looks_and_changes_nothing(cast: Cast, browser_of: Open) -> None:
    head = browser_of(cast.head)
    assert "Đổi vai trò" not in said(head, own(cast.officer))
    assert head.get(f"{own(cast.officer)}vai-tro/").status_code == 403


def test_one_gives_changes_and_ends_a_role(office: Client, cast: Cast) -> None:
    person = own(cast.second_officer)
    html = office.post(f"{person}vai-tro/", {"role": "head", "valid_from": TODAY}, follow=True).content.decode()
    assert "Đã giao vai trò cho Phạm Văn D." in html
    held = Membership.objects.get(user=cast.second_officer, role="officer")
    change = f"{person}vai-tro/{held.pk}/doi/"
    assert 'value="officer"' in said(office, change)
    answer = office.post(change, {"role": "cooperating", "on": TODAY, "reason": WHY}, follow=True)
    assert "Đã đổi vai trò" in answer.content.decode()
    held = Membership.objects.get(user=cast.second_officer, role="head")
    end = f"{person}vai-tro/{held.pk}/ket-thuc/"
    answer = office.post(end, {"on": f"{clock.today():%d/%m/%Y}", "reason": WHY}, follow=True)
    assert "thôi vai trò" in answer.content.decode()
    left = cast.second_officer.memberships.filter(valid_to__isnull=True)
    assert [member.role for member in left] == ["cooperating"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"role": "", "valid_from": TODAY}, "Hãy chọn một vai trò."),
        ({"role": "ministry_viewer", "valid_from": TODAY}, "Hãy chọn một vai trò."),
        ({"role": "head", "valid_from": "31/02/2026"}, "Ngày chưa đúng"),
        ({"role": "head", "valid_from": "2020-01-01"}, "việc đã qua không đổi lại được"),
        ({"role": "officer", "valid_from": TODAY}, "đã giữ vai trò đó"),
        ({"role": "head", "valid_from": TODAY, "agency": "999999"}, "không có trong danh bạ"),
    ],
)
def test_a_form_refused_keeps_what_was_typed(office: Client, cast: Cast, typed: dict[str, str], words: str) -> None:
    answer = office.post(f"{own(cast.officer)}vai-tro/", typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in html
    assert f'value="{typed["valid_from"]}"' in html
    assert cast.officer.memberships.count() == 1


def test_the_last_administrator_is_told_what_to_do_first(office: Client, cast: Cast, browser_of: Open) -> None:
    from nscl.accounts.tests.test_memberships import second_administrator

    other = second_administrator(cast)
    User.objects.filter(pk=other.pk).update(is_active=True)
    held = cast.membership(cast.administrator)
    url = f"{own(cast.administrator)}vai-tro/{held.pk}/ket-thuc/"
    assert browser_of(other).post(url, {"on": TODAY, "reason": WHY}).status_code == 302
    left = Membership.objects.get(user=other, role="administrator")
    url = f"{own(other)}vai-tro/{left.pk}/ket-thuc/"
    assert "Không ai tự đổi vai trò" in browser_of(other).post(url, {"on": TODAY, "reason": WHY}).content.decode()
    assert office.post(url, {"on": TODAY, "reason": WHY}).status_code == 404  # who works nowhere finds nothing


def test_ending_the_last_role_offers_to_hand_over(office: Client, cast: Cast) -> None:
    hand(cast, cast.head, cast.officer)
    html = said(office, f"{own(cast.officer)}vai-tro/{cast.membership(cast.officer).pk}/ket-thuc/")
    assert "Bàn giao trước khi kết thúc" in html
    assert f'href="{own(cast.officer)}ban-giao/"' in html
    over = f"{own(cast.officer)}ban-giao/"
    assert "Việc làm thay người vắng mặt: 1" in said(office, over)
    assert office.post(over, {"standing_in": ""}).status_code == 422
    answer = office.post(over, {"standing_in": cast.second_officer.email}, follow=True)
    assert "Đã bàn giao 1 việc." in answer.content.decode()
    assert "Không có gì phải bàn giao" in said(office, over)
    assert Delegation.objects.get(withdrawn_at__isnull=True).delegate == cast.second_officer


def test_an_account_is_closed_and_opened(office: Client, cast: Cast) -> None:
    person = own(cast.officer)
    assert office.post(f"{person}tam-khoa/", {"reason": ""}).status_code == 422
    html = office.post(f"{person}tam-khoa/", {"reason": WHY}, follow=True).content.decode()
    assert "Tài khoản đang tạm khóa" in html
    assert WHY in html
    html = office.post(f"{person}mo-lai/", follow=True).content.decode()
    assert "Đã mở lại" in html


def test_sessions_end_and_a_pause_ends(office: Client, cast: Cast, browser_of: Open) -> None:
    theirs = browser_of(cast.officer)
    html = office.post(f"{own(cast.officer)}dang-xuat/", follow=True).content.decode()
    assert "Đã kết thúc 1 phiên đăng nhập." in html
    assert theirs.get("/").status_code == 302
    assert "đăng nhập lại được ngay" in office.post(f"{own(cast.officer)}mo-dang-nhap/", follow=True).content.decode()


def test_a_name_is_corrected(office: Client, cast: Cast) -> None:
    url = f"{own(cast.officer)}ho-ten/"
    assert office.post(url, {"full_name": "http://x.vn"}).status_code == 422
    office.post(url, {"full_name": "Nguyễn  Văn Ân"})
    assert "Nguyễn Văn Ân" in names(said(office, LIST, {"tim": "van an"}))


def test_an_invitation_from_the_form_to_the_first_page(office: Client, cast: Cast, client: Client) -> None:
    assert "Mời người dùng" in said(office, f"{LIST}moi/")
    typed = {"full_name": "Ngô Thị K", "email": ADDRESS, "role": "head", "valid_from": TODAY}
    html = office.post(f"{LIST}moi/", typed, follow=True).content.decode()
    assert f"Đã gửi thư mời tới {ADDRESS}." in html
    link = f"/loi-moi/{token_of(mail.outbox[0])}/"
    page = said(client, link)
    for words in ("Chào Ngô Thị K", "Lãnh đạo sở", "Tỉnh Quảng Ngãi", "lớp xác thực thứ hai"):
        assert words in page
    answer = client.post(link, {"password": GOOD, "again": "khac hoan toan 1"})
    assert "chưa giống nhau" in answer.content.decode()
    assert 'value="ba con' not in answer.content.decode()
    answer = client.post(link, {"password": "1234567890", "again": "1234567890"})
    assert answer.status_code == 422
    html = client.post(link, {"password": GOOD, "again": GOOD}, follow=True).content.decode()
    assert "Đã nhận lời mời." in html
    assert "lớp xác thực thứ hai" in html
    assert User.objects.get(email=ADDRESS).check_password(GOOD)
    gone = client.get(link)
    assert gone.status_code == 410
    assert "đã được nhận" in gone.content.decode()


def test_a_form_of_invitation_refused_keeps_all(office: Client, cast: Cast) -> None:
    typed = {"full_name": "Ngô Thị K", "email": "sai", "role": "officer", "valid_from": TODAY}
    answer = office.post(f"{LIST}moi/", typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Ngô Thị K"' in html
    assert 'value="sai"' in html
    assert "ten@tinh.gov.vn" in html


def test_letters_again_and_taken_back(office: Client, cast: Cast) -> None:
    invitation = send(cast).invitation
    assert invitation is not None
    html = office.post(f"{LIST}loi-moi/{invitation.pk}/gui-lai/", follow=True).content.decode()
    assert "Thư vừa được gửi" in html
    Invitation.objects.update(sent_at=clock.now() - dt.timedelta(hours=1))
    html = office.post(f"{LIST}loi-moi/{invitation.pk}/gui-lai/", follow=True).content.decode()
    assert "Đã gửi lại thư mời" in html
    back = f"{LIST}loi-moi/{invitation.pk}/rut/"
    assert "Rút lời mời Ngô Thị K?" in said(office, back)
    assert "Đã rút lời mời" in office.post(back, follow=True).content.decode()
    assert Invitation.objects.get().withdrawn_by == cast.administrator


def test_somebody_known_only_says_yes(cast: Cast, client: Client) -> None:
    send(cast)
    send(cast, role="cooperating")
    first, second = (token_of(letter) for letter in mail.outbox)
    client.post(f"/loi-moi/{first}/", {"password": GOOD, "again": GOOD})
    html = said(client, f"/loi-moi/{second}/")
    assert "đã có tài khoản" in html
    assert 'type="password"' not in html
    assert client.post(f"/loi-moi/{second}/").status_code == 302
    assert Membership.objects.filter(user__email=ADDRESS).count() == 2


def test_guessing_links_is_stopped(client: Client, db: None) -> None:
    statuses = {client.get(f"/loi-moi/{number}/").status_code for number in range(70)}
    assert statuses == {410, 429}


def test_ones_own_absence(cast: Cast, browser_of: Open) -> None:
    head = browser_of(cast.head)
    assert "Người làm thay" in said(head, "/vang-mat/")
    typed = {"delegate": cast.officer.email, "valid_from": TODAY, "last_day": TODAY, "reason": "Đi công tác"}
    html = head.post("/vang-mat/", typed, follow=True).content.decode()
    assert "Đã giao việc." in html
    assert "Đang làm thay" in html
    made = Delegation.objects.get()
    assert (made.valid_to - made.valid_from).days == 1
    assert "Đang làm thay" in said(browser_of(cast.officer), "/vang-mat/")
    assert browser_of(cast.officer).post(f"/vang-mat/{made.pk}/thu-hoi/").status_code == 403
    assert "Thu hồi việc giao" in said(head, f"/vang-mat/{made.pk}/thu-hoi/")
    assert "Đã thu hồi" in head.post(f"/vang-mat/{made.pk}/thu-hoi/", follow=True).content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"delegate": "stranger@example.vn"}, "không chọn được"),
        ({"delegate": ""}, "Hãy chọn một người."),
        ({"last_day": "2020-01-01"}, "Ngày cuối phải từ ngày đầu trở đi."),
        ({"last_day": ""}, "Cần điền ô này."),
        ({"reason": ""}, "Hãy ghi lý do."),
    ],
)
def test_an_absence_refused(cast: Cast, browser_of: Open, typed: dict[str, str], words: str) -> None:
    given = {"delegate": cast.officer.email, "valid_from": TODAY, "last_day": TODAY, "reason": "Nghỉ", **typed}
    answer = browser_of(cast.head).post("/vang-mat/", given)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_an_administrator_arranges_the_absence_of_the_sick(office: Client, cast: Cast) -> None:
    url = f"{own(cast.head)}vang-mat/"
    assert cast.administrator.email not in said(office, url)[said(office, url).index("<main") :].replace("@", "@")
    typed = {"delegate": cast.officer.email, "valid_from": TODAY, "last_day": TODAY, "reason": "Nghỉ ốm"}
    assert office.post(url, typed).status_code == 302
    assert "Nghỉ ốm" in said(office, own(cast.head))


def test_whoever_stands_in_hands_nothing_on(cast: Cast, browser_of: Open) -> None:
    made = hand(cast, cast.head, cast.officer)
    client = browser_of(cast.officer)
    client.post("/tai-khoan/noi-lam-viec/", {"membership": f"thay-{made.pk}"})
    assert client.get("/vang-mat/").status_code == 403


def test_changing_roles_asks_who_one_is_once_more(client: Client, cast: Cast) -> None:
    client.force_login(cast.administrator, backend="nscl.accounts.backends.RoleBackend")
    answer = client.post(f"{own(cast.officer)}vai-tro/", {"role": "head", "valid_from": TODAY})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/tai-khoan/xac-nhan-lai/")
    assert cast.officer.memberships.count() == 1
    proof = {"password": PASSWORD, "next": f"{own(cast.officer)}vai-tro/"}
    html = client.post(answer["Location"], proof, follow=True).content.decode()
    assert "Đã giao vai trò cho Nguyễn Văn A." in html
    assert cast.officer.memberships.filter(role="head").exists()


def test_a_letter_resets_a_password(office: Client, cast: Cast) -> None:
    html = office.post(f"{own(cast.officer)}dat-lai-mat-khau/", follow=True).content.decode()
    assert f"Đã gửi thư đặt lại mật khẩu tới {cast.officer.email}." in html
    [letter] = mail.outbox
    assert letter.to == [cast.officer.email]
    assert "/tai-khoan/quen-mat-khau/" in letter.body


def test_lost_factors_are_taken_away(office: Client, cast: Cast, browser_of: Open) -> None:
    url = f"{own(cast.officer)}go-lop-hai/"
    assert "chưa có lớp xác thực" in office.post(url, follow=True).content.decode()
    Authenticator.objects.create(user=cast.officer, type=Authenticator.Type.TOTP, data={"secret": "x"})
    theirs = browser_of(cast.officer)
    assert "Chỉ làm khi chính người đó nhờ" in said(office, url)
    assert "Đã gỡ lớp xác thực" in office.post(url, follow=True).content.decode()
    assert not Authenticator.objects.exists()
    assert theirs.get("/").status_code == 302
    assert mail.outbox[0].to == [cast.officer.email]
    assert cast.administrator.full_name in mail.outbox[0].body


def test_every_page_costs_the_same_however_many(office: Client, cast: Cast, django_assert_max_num_queries: Any) -> None:
    many = [User(email=f"nguoi{n}@example.vn", full_name=f"Trần Văn {n}") for n in range(120)]
    for person in many:
        person.folded, person.sort_key = person.email, f"z{person.pk}"
    User.objects.bulk_create(many)
    Membership.objects.bulk_create(
        Membership(user=p, province=cast.province, role="officer", valid_from=dt.date(2026, 1, 1)) for p in many
    )
    for url in (LIST, f"{LIST}?trang_thai=active", own(cast.officer), "/vang-mat/", f"{LIST}moi/"):
        office.get(url)
        with django_assert_max_num_queries(12):
            assert office.get(url).status_code == 200
