"""The pages: list, form, version, preview, downloads, decisions; what is refused; queries flat in rows."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nscl.config.testing.cast import Cast
from nscl.documents.models import DocumentTemplate
from nscl.documents.templating import actions, shipped, standard
from nscl.documents.tests.templating.conftest import Upload
from nscl.documents.tests.templating.making import text_of, written

LIST = "/van-ban/mau/"
FORM = "/van-ban/mau/letter/"


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.officer)
    return client


def page(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def send(client: Client, data: bytes, **more: str) -> Any:
    return client.post(FORM, {"file": SimpleUploadedFile("mau.docx", data), "note": "Thêm logo", **more})


def test_the_list_names_every_form_and_its_template(officer: Client, cast: Cast, upload: Upload) -> None:
    assert page(officer.get(LIST)).count("Mẫu có sẵn") == len(shipped.FORMS)
    with cast.acting(cast.officer):
        actions.put_in_use(template=upload(), form=shipped.LETTER, by=cast.officer)
    said = page(officer.get(LIST))
    assert said.count("Mẫu có sẵn") == len(shipped.FORMS) - 1
    assert "Mẫu của tỉnh, bản 1" in said


def test_a_form_explains_its_fields_and_gives_its_template(officer: Client) -> None:
    said = page(officer.get(FORM))
    for written_so in ("{{ trich_yeu }}", "{%p for muc in kinh_gui %}", "|bang_chu"):
        assert written_so in said
    assert "Tỉnh chưa có mẫu riêng" in said
    answer = officer.get(FORM + "mau-co-san/")
    assert answer.content == standard.template(shipped.LETTER)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert ".docx" in answer.headers["Content-Disposition"]


def test_upload_try_and_use(officer: Client, cast: Cast) -> None:
    answer = send(officer, standard.template(shipped.LETTER))
    with cast.acting(cast.officer):
        template = DocumentTemplate.objects.get()
    assert answer.headers["Location"] == f"/van-ban/mau/phien-ban/{template.pk}/"
    said = page(officer.get(answer.headers["Location"]))
    assert "Mẫu viết đúng" in said
    assert "Thêm logo" in said
    shown = page(officer.get(reverse("template_preview", args=[template.pk])))
    assert "Sở Khoa học và Công nghệ đề nghị" in shown
    assert "<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>" in shown
    sample = officer.get(reverse("template_sample", args=[template.pk]))
    assert "V/v triển khai kế hoạch" in "".join(text_of(sample.content).split("\n"))
    own = officer.get(reverse("template_file", args=[template.pk]))
    assert own.content == standard.template(shipped.LETTER)
    used = officer.post(reverse("template_use", args=[template.pk]), follow=True)
    assert "dùng phiên bản 1" in page(used)
    assert "Đang dùng" in page(used)


def test_what_is_wrong_is_told_with_its_place(officer: Client, cast: Cast) -> None:
    answer = send(officer, written("Số: {{ so }}", "Kính gửi {{ ong_ba }}"))
    said = page(officer.get(answer.headers["Location"]))
    assert "không có trường “ong_ba”" in said
    assert "Đoạn 2, thân văn bản" in said
    assert "Kính gửi {{ ong_ba }}" in said
    assert "Dùng phiên bản này" not in said
    with cast.acting(cast.officer):
        template = DocumentTemplate.objects.get()
    refused = officer.post(reverse("template_use", args=[template.pk]), follow=True)
    assert "Mẫu còn lỗi nên chưa dùng được" in page(refused)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"MZ program", "chương trình"), (b"%PDF-1.4 startxref %%EOF", "PDF"), (b"", "Tệp rỗng")],
)
def test_a_file_that_is_none_is_refused_and_the_note_kept(officer: Client, data: bytes, sentence: str) -> None:
    answer = send(officer, data)
    assert answer.status_code == 422
    assert sentence in page(answer)
    assert 'value="Thêm logo"' in page(answer)


def test_without_a_file(officer: Client) -> None:
    answer = officer.post(FORM, {"note": "x"})
    assert answer.status_code == 422
    assert "Hãy chọn tệp mẫu" in page(answer)


def test_retire_and_go_back(officer: Client, cast: Cast, upload: Upload) -> None:
    template = upload()
    with cast.acting(cast.officer):
        actions.put_in_use(template=template, form=shipped.LETTER, by=cast.officer)
    url = reverse("template_retire", args=[template.pk])
    assert "Thôi dùng mẫu" in page(officer.get(url))
    assert "mẫu có sẵn của hệ thống" in page(officer.post(url, follow=True))
    back = officer.post(reverse("template_restore", args=[template.pk]), follow=True)
    assert "thành phiên bản 2" in page(back)
    assert "dùng lại bản 1" in page(back)


def test_discard_asks_and_takes_off_the_list(officer: Client, upload: Upload) -> None:
    template = upload()
    url = reverse("template_discard", args=[template.pk])
    assert "Bỏ bản thử" in page(officer.get(url))
    assert "Tỉnh chưa có mẫu riêng" in page(officer.post(url, follow=True))


def test_who_has_no_right_and_who_is_elsewhere(client: Client, cast: Cast, upload: Upload) -> None:
    template = upload()
    version = reverse("template_version", args=[template.pk])
    for person, hidden in ((cast.head, 403), (cast.cooperating, 403), (cast.ministry, 403), (cast.nobody, 404)):
        client.force_login(person)
        assert client.get(LIST).status_code == 403
        assert client.get(version).status_code == hidden
    client.force_login(cast.stranger)
    assert client.get(version).status_code == 404
    assert client.post(reverse("template_use", args=[template.pk])).status_code == 404
    client.logout()
    assert client.get(LIST).status_code == 302


def test_an_unknown_form_is_not_there(officer: Client) -> None:
    assert officer.get("/van-ban/mau/khong-co/").status_code == 404


def test_queries_do_not_grow_with_versions(officer: Client, upload: Upload, django_assert_max_num_queries: Any) -> None:
    for _ in range(3):
        upload()
    with django_assert_max_num_queries(12):
        officer.get(FORM)
    with django_assert_max_num_queries(12):
        officer.get(LIST)


def test_a_value_of_the_template_is_escaped_in_the_preview(officer: Client, cast: Cast) -> None:
    answer = send(officer, written("<script>alert(1)</script> {{ so }}"))
    shown = officer.get(answer.headers["Location"] + "xem-thu/").content.decode()
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown
