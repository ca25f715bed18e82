"""Addresses of cooperation activities, under /ke-hoach/."""

from django.urls import path

from nscl.plans.views import cooperation

urlpatterns = [
    path("hop-tac/", cooperation.activities, name="cooperation_list"),
    path("hop-tac/xuat.xlsx", cooperation.export, name="cooperation_export"),
    path("hop-tac/them/", cooperation.add, name="cooperation_add"),
    path("hop-tac/<int:pk>/", cooperation.activity, name="cooperation_page"),
    path("hop-tac/<int:pk>/sua/", cooperation.correct, name="cooperation_correct"),
    path("hop-tac/<int:pk>/huy/", cooperation.void, name="cooperation_void"),
    path("hop-tac/<int:pk>/tep/", cooperation.file, name="cooperation_file"),
]
