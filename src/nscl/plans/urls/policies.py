"""Addresses of mechanisms and policies, under /ke-hoach/."""

from django.urls import path

from nscl.plans.views import policies, policies_change

ONE = "co-che-chinh-sach/<int:pk>/"
urlpatterns = [
    path("co-che-chinh-sach/", policies.policies, name="policy_list"),
    path("co-che-chinh-sach/them/", policies_change.begin, name="policy_add"),
    path(ONE, policies.policy, name="policy_page"),
    path(ONE + "sua/", policies_change.edit, name="policy_edit"),
    path(ONE + "du-thao/", policies_change.add_version, name="policy_version_add"),
    path(ONE + "lay-y-kien/", policies_change.consult, name="policy_consult"),
    path(ONE + "lay-y-kien/<int:round_pk>/", policies.consultation, name="policy_round"),
    path(ONE + "lay-y-kien/<int:round_pk>/ket-thuc/", policies_change.close_round, name="policy_round_close"),
    path(ONE + "gop-y/<int:consulted_pk>/", policies_change.receive, name="opinion_receive"),
    path(ONE + "y-kien/<int:opinion_pk>/", policies_change.answer, name="opinion_answer"),
    path(ONE + "y-kien/<int:opinion_pk>/huy/", policies_change.void_opinion, name="opinion_void"),
    path(ONE + "buoc/", policies_change.step, name="policy_step"),
    path(ONE + "dung/", policies_change.drop, name="policy_drop"),
    path(ONE + "ban-hanh/", policies_change.issue, name="policy_issue"),
    path(ONE + "tong-hop/<slug:ending>/", policies.table, name="policy_table"),
    path(ONE + "tep/<int:attachment_pk>/", policies.policy_file, name="policy_file"),
]
