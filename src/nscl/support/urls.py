"""Addresses of the room."""

from django.urls import path

from nscl.support.views import calculator, inquiries, policies, providers, received, received_lists

urlpatterns = [
    path("muc-ho-tro/", policies.policies, name="support_policies"),
    path("muc-ho-tro/them/", policies.add, name="support_policy_add"),
    path("muc-ho-tro/ke-hoach/<int:pk>/", policies.take_over, name="support_take_over"),
    path("muc-ho-tro/<int:pk>/", policies.policy, name="support_policy"),
    path("muc-ho-tro/<int:pk>/sua/", policies.amend, name="support_policy_amend"),
    path("muc-ho-tro/<int:pk>/ket-thuc/", policies.end, name="support_policy_end"),
    path("duoc-ho-tro-gi/", calculator.calculator, name="what_may_i_get"),
    path("ho-tro-noi-khac/", received.listed, name="other_supports"),
    path("ho-tro-noi-khac/ghi/", received.add, name="other_support_add"),
    path("ho-tro-noi-khac/xuat.xlsx", received.export, name="other_support_export"),
    path("ho-tro-noi-khac/xuat-nen/", received.export_later, name="other_support_export_later"),
    path("ho-tro-noi-khac/nhap/", received_lists.bring, name="other_support_lists"),
    path("ho-tro-noi-khac/nhap/mau.xlsx", received_lists.sample, name="other_support_sample"),
    path("ho-tro-noi-khac/nhap/<int:pk>/", received_lists.sheet, name="other_support_list"),
    path("ho-tro-noi-khac/nhap/<int:pk>/cot/", received_lists.columns, name="other_support_list_columns"),
    path("ho-tro-noi-khac/nhap/<int:pk>/sua/", received_lists.mend, name="other_support_list_mend"),
    path("ho-tro-noi-khac/nhap/<int:pk>/ghi/", received_lists.record, name="other_support_list_record"),
    path("ho-tro-noi-khac/nhap/<int:pk>/huy/", received_lists.void, name="other_support_list_void"),
    path("ho-tro-noi-khac/nhap/<int:pk>/loi.xlsx", received_lists.wrong, name="other_support_list_wrong"),
    path("ho-tro-noi-khac/<int:pk>/", received.one, name="other_support"),
    path("ho-tro-noi-khac/<int:pk>/sua/", received.correct, name="other_support_correct"),
    path("ho-tro-noi-khac/<int:pk>/huy/", received.void, name="other_support_void"),
    path("hoi-noi-khac/", inquiries.listed, name="inquiries"),
    path("hoi-noi-khac/soan/", inquiries.add, name="inquiry_add"),
    path("hoi-noi-khac/<int:pk>/", inquiries.one, name="inquiry"),
    path("hoi-noi-khac/<int:pk>/sua/", inquiries.change, name="inquiry_change"),
    path("hoi-noi-khac/<int:pk>/gui/", inquiries.send, name="inquiry_send"),
    path("hoi-noi-khac/<int:pk>/nhac/", inquiries.remind, name="inquiry_remind"),
    path("hoi-noi-khac/<int:pk>/thoi/", inquiries.end, name="inquiry_end"),
    path("hoi-noi-khac/<int:pk>/tra-loi/<int:asked_pk>/", inquiries.reply, name="inquiry_reply"),
    path("hoi-noi-khac/<int:pk>/tep/<int:file_pk>/", inquiries.file, name="inquiry_file"),
    path("hoi-noi-khac/<int:pk>/<slug:which>.<slug:ending>", inquiries.paper, name="inquiry_paper"),
    path("to-chuc-thuc-hien/", providers.listed, name="providers"),
    path("to-chuc-thuc-hien/them/", providers.add, name="provider_add"),
    path("to-chuc-thuc-hien/xuat.xlsx", providers.export, name="provider_export"),
    path("to-chuc-thuc-hien/<int:pk>/", providers.one, name="provider"),
    path("to-chuc-thuc-hien/<int:pk>/sua/", providers.change, name="provider_change"),
    path("to-chuc-thuc-hien/<int:pk>/ra-khoi-so/", providers.end, name="provider_end"),
    path("to-chuc-thuc-hien/<int:pk>/chon/", providers.select, name="provider_select"),
    path("to-chuc-thuc-hien/<int:pk>/hop-dong/", providers.sign, name="provider_sign"),
    path(
        "to-chuc-thuc-hien/<int:pk>/hop-dong/<int:contract_pk>/<slug:step>/", providers.move, name="provider_contract"
    ),
    path("to-chuc-thuc-hien/<int:pk>/danh-gia/", providers.evaluate, name="provider_evaluate"),
    path("to-chuc-thuc-hien/<int:pk>/huy/<slug:kind>/<int:row_pk>/", providers.void, name="provider_void"),
]
