"""Addresses of difficulties, under /kho-khan/."""

from django.urls import path

from nscl.plans.views.difficulties import one, papers, register, steps

urlpatterns = [
    path("", register.difficulties, name="difficulties"),
    path("them/", register.add, name="difficulty_add"),
    path("xuat.xlsx", register.export, name="difficulties_export"),
    path("xuat-nen/", register.export_later, name="difficulties_export_later"),
    path("thoi-han/", register.term, name="difficulties_term"),
    path("tong-hop/", papers.summary, name="difficulties_summary"),
    path("tong-hop/<slug:ending>/", papers.summary_paper, name="difficulties_summary_paper"),
    path("<int:pk>/", one.difficulty, name="difficulty"),
    path("<int:pk>/tep/<int:file_pk>/", one.file, name="difficulty_file"),
    path("<int:pk>/sua/", steps.correct, name="difficulty_correct"),
    path("<int:pk>/giao/", steps.assign, name="difficulty_assign"),
    path("<int:pk>/tra-loi/", steps.answer, name="difficulty_answer"),
    path("<int:pk>/kien-nghi/", steps.escalate, name="difficulty_escalate"),
    path("<int:pk>/trao-doi/", steps.note, name="difficulty_note"),
    path("<int:pk>/ket-thuc/", steps.close, name="difficulty_close"),
    path("<int:pk>/mo-lai/", steps.reopen, name="difficulty_reopen"),
    path("<int:pk>/rut/", steps.withdraw, name="difficulty_withdraw"),
    path("<int:pk>/han/", steps.due, name="difficulty_due"),
    path("<int:pk>/gop/", steps.link, name="difficulty_link"),
    path("<int:pk>/thoi-gop/", steps.unlink, name="difficulty_unlink"),
    path("<int:pk>/van-ban/<slug:kind>/", papers.letter_page, name="difficulty_letter"),
    path("<int:pk>/van-ban/<slug:kind>/<slug:ending>/", papers.letter, name="difficulty_letter_file"),
]
