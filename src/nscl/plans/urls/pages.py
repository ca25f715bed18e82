"""Addresses of a plan's pages, under /ke-hoach/."""

from django.urls import path

from nscl.plans.views import pages, pages_deadlines, pages_files, pages_list, pages_tasks

urlpatterns = [
    path("", pages_list.plans, name="plan_list"),
    path("<int:pk>/", pages.overview, name="plan_overview"),
    path("<int:pk>/chi-tieu/", pages.targets, name="plan_targets"),
    path("<int:pk>/nhiem-vu/", pages_tasks.tasks, name="plan_tasks"),
    path("<int:pk>/muc-ho-tro/", pages.rules, name="plan_rules"),
    path("<int:pk>/ai-lam-gi/", pages_tasks.duties, name="plan_duties"),
    path("<int:pk>/ai-lam-gi/<int:agency_pk>/", pages_tasks.agency, name="plan_agency"),
    path("<int:pk>/thoi-han/", pages_deadlines.deadlines, name="plan_deadlines"),
    path("<int:pk>/thoi-han.ics", pages_deadlines.calendar, name="plan_calendar"),
    path("<int:pk>/du-toan/", pages.budget, name="plan_budget"),
    path("<int:pk>/van-ban/", pages.text, name="plan_text"),
    path("<int:pk>/xuat.xlsx", pages_files.export, name="plan_export"),
    path("<int:pk>/xuat-nen/", pages_files.export_later, name="plan_export_later"),
    path("<int:pk>/tep/", pages_files.original, name="plan_file"),
]
