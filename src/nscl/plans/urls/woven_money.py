"""Addresses of money of other programmes, under /ke-hoach/."""

from django.urls import path

from nscl.plans.views import woven_money

urlpatterns = [
    path("<int:pk>/long-ghep/", woven_money.rows, name="plan_woven"),
    path("<int:pk>/long-ghep/xuat.xlsx", woven_money.export, name="plan_woven_export"),
    path("<int:pk>/long-ghep/them/", woven_money.add, name="woven_add"),
    path("long-ghep/<int:pk>/", woven_money.one, name="woven_page"),
    path("long-ghep/<int:pk>/sua/", woven_money.correct, name="woven_correct"),
    path("long-ghep/<int:pk>/huy/", woven_money.void, name="woven_void"),
]
