"""Addresses of tasks through the year, under /ke-hoach/."""

from django.urls import path

from nscl.plans.views import work_steps, work_task

TASK = "<int:pk>/nhiem-vu/<int:task_pk>/"
STEP = TASK + "buoc/<int:step_pk>/"

urlpatterns = [
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
