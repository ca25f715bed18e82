"""Addresses of tasks through the year, under /ke-hoach/."""

from django.urls import path

from nscl.plans.views import work_settings, work_steps, work_task, work_year

TASK = "<int:pk>/nhiem-vu/<int:task_pk>/"
STEP = TASK + "buoc/<int:step_pk>/"

YEAR = "viec-trong-nam/"

urlpatterns = [
    path(YEAR, work_year.year, name="work_year"),
    path(YEAR + "xuat.xlsx", work_year.export, name="work_export"),
    path(YEAR + "xuat-nen/", work_year.export_later, name="work_export_later"),
    path(YEAR + "lich.ics", work_settings.calendar, name="work_calendar"),
    path(YEAR + "nhac-viec/", work_settings.preferences, name="work_settings"),
    path(YEAR + "nhac-viec/lich/", work_settings.add_link, name="work_link_add"),
    path(YEAR + "nhac-viec/lich/<int:pk>/thu-hoi/", work_settings.revoke_link, name="work_link_revoke"),
    path("lich/<str:token>.ics", work_settings.feed, name="work_feed"),
    path("<int:pk>/viec-trong-nam.ics", work_settings.plan_calendar, name="plan_work_calendar"),
    path("<int:pk>/nhiem-vu/giao/", work_task.assign_many, name="tasks_assign"),
    path(TASK, work_task.task, name="plan_task"),
    path(TASK + "phan-cong/", work_task.assign, name="task_assign"),
    path(TASK + "ghi-chu/", work_task.note, name="task_note"),
    path(TASK + "trang-thai/", work_task.state, name="task_state"),
    path(TASK + "buoc/", work_steps.add, name="step_add"),
    path(TASK + "buoc/lay/", work_steps.fill, name="steps_fill"),
    path(STEP, work_steps.edit, name="step_edit"),
    path(STEP + "xong/", work_steps.complete, name="step_complete"),
    path(STEP + "mo-lai/", work_steps.reopen, name="step_reopen"),
    path(STEP + "bo/", work_steps.void, name="step_void"),
]
