"""Addresses of agencies' work and reports, under /ke-hoach/."""

from django.urls import path

from nscl.plans.views import reports_agency, reports_form, reports_officer, reports_rounds

urlpatterns = [
    path("co-quan/<int:agency_pk>/", reports_agency.work, name="agency_work"),
    path("bao-cao/", reports_rounds.rounds, name="report_rounds"),
    path("bao-cao/mo/", reports_rounds.open_round, name="report_round_open"),
    path("bao-cao/<int:pk>/", reports_rounds.board, name="report_round"),
    path("bao-cao/<int:pk>/sua/", reports_rounds.change, name="report_round_change"),
    path("bao-cao/<int:pk>/dong/", reports_rounds.end, name="report_round_end"),
    path("bao-cao/<int:pk>/bo-sung/", reports_rounds.refresh, name="report_round_refresh"),
    path("bao-cao/<int:pk>/nhac/", reports_rounds.invite, name="report_round_invite"),
    path("bao-cao/<int:pk>/xuat.xlsx", reports_rounds.export, name="report_round_export"),
    path("bao-cao/<int:pk>/xuat-nen/", reports_rounds.export_later, name="report_round_export_later"),
    path("bao-cao/co-quan/<int:pk>/", reports_form.report, name="agency_report"),
    path("bao-cao/co-quan/<int:pk>/luu/<int:asked_pk>/", reports_form.save_one, name="agency_report_save"),
    path("bao-cao/co-quan/<int:pk>/gui/", reports_form.send, name="agency_report_send"),
    path("bao-cao/co-quan/<int:pk>/rut-ve/", reports_form.recall, name="agency_report_recall"),
    path("bao-cao/co-quan/<int:pk>/tep/<int:file_pk>/", reports_form.file, name="agency_report_file"),
    path("bao-cao/co-quan/<int:pk>/ban-quet/<int:number>/", reports_form.scan, name="agency_report_scan"),
    path("bao-cao/co-quan/<int:pk>/nhap-thay/", reports_officer.enter, name="agency_report_enter"),
    path("bao-cao/co-quan/<int:pk>/nhan/", reports_officer.accept, name="agency_report_accept"),
    path("bao-cao/co-quan/<int:pk>/tra-lai/", reports_officer.return_to, name="agency_report_return"),
    path("bao-cao/co-quan/<int:pk>/kho-khan/<int:task_pk>/", reports_officer.hand_on, name="agency_report_difficulty"),
    path("bao-cao/co-quan/<int:pk>/chua-gui/", reports_officer.silent, name="agency_report_silent"),
]
