"""Addresses of the guidance log, under /huong-dan-doanh-nghiep/."""

from django.urls import path

from nscl.plans.views import guidance, guidance_log, guidance_sheets

urlpatterns = [
    path("", guidance_log.log, name="guidance_log"),
    path("ghi/", guidance.add, name="guidance_add"),
    path("ghi-nhieu/", guidance.many, name="guidance_many"),
    path("xuat.xlsx", guidance_log.export, name="guidance_export"),
    path("xuat-nen/", guidance_log.export_later, name="guidance_export_later"),
    path("thong-ke/", guidance_log.figures, name="guidance_counts"),
    path("thong-ke/tep.<slug:ending>", guidance_log.figures_paper, name="guidance_counts_paper"),
    path("nhap/", guidance_sheets.bring, name="guidance_sheets"),
    path("nhap/mau.xlsx", guidance_sheets.sample, name="guidance_sample"),
    path("nhap/<int:pk>/", guidance_sheets.sheet, name="guidance_sheet"),
    path("nhap/<int:pk>/cot/", guidance_sheets.columns, name="guidance_sheet_columns"),
    path("nhap/<int:pk>/sua/", guidance_sheets.mend, name="guidance_sheet_mend"),
    path("nhap/<int:pk>/ghi/", guidance_sheets.record, name="guidance_sheet_record"),
    path("nhap/<int:pk>/huy/", guidance_sheets.void, name="guidance_sheet_void"),
    path("nhap/<int:pk>/loi.xlsx", guidance_sheets.wrong, name="guidance_sheet_wrong"),
    path("<int:pk>/", guidance.act, name="guidance_act"),
    path("<int:pk>/sua/", guidance.correct, name="guidance_correct"),
    path("<int:pk>/huy/", guidance.void, name="guidance_void"),
    path("<int:pk>/tep/", guidance.attach, name="guidance_attach"),
    path("<int:pk>/tep/<int:file_pk>/", guidance.file, name="guidance_file"),
    path("<int:pk>/tep/<int:file_pk>/go/", guidance.detach, name="guidance_detach"),
]
