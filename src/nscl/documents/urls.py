"""Addresses under /van-ban/."""

from django.urls import path

from nscl.documents.views import changes, files, holding, later, pages, register, relations

urlpatterns = [
    path("", register.register, name="document_register"),
    path("hieu-luc/", register.in_force, name="documents_in_force"),
    path("xuat.xlsx", register.export, name="document_export"),
    path("them/", changes.add, name="document_add"),
    path("trung-uong/<int:pk>/", pages.legal_text, name="legal_text_page"),
    path("trung-uong/<int:pk>/tep/", holding.keep, name="legal_text_attach"),
    path("trung-uong/<int:pk>/tep/<int:file_pk>/go/", holding.drop, name="legal_text_detach"),
    path("<int:pk>/", pages.document, name="document_page"),
    path("<int:pk>/sua/", changes.edit, name="document_edit"),
    path("<int:pk>/so/", changes.number, name="document_number"),
    path("<int:pk>/het-hieu-luc/", changes.end, name="document_end"),
    path("<int:pk>/huy/", changes.void, name="document_void"),
    path("<int:pk>/quan-he/", relations.relate, name="document_relate"),
    path("<int:pk>/quan-he/<int:relation_pk>/go/", relations.withdraw, name="document_unrelate"),
    path("<int:pk>/tep/", holding.attach, name="document_attach"),
    path("<int:pk>/tep/<int:file_pk>/go/", holding.detach, name="document_detach"),
    path("<int:pk>/tep/<int:attachment_pk>/du-lieu-ca-nhan/", files.mark, name="document_mark"),
    path("xuat-nen/", later.paper_later, name="paper_later"),
    path("tep/<int:pk>/", files.take, name="attachment"),
    path("tep/<int:pk>/xem/", files.view, name="attachment_view"),
    path("tep/<int:pk>/trang/<int:number>.png", files.page_picture, name="attachment_page"),
]
