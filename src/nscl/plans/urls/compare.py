"""Addresses of plans beside each other, under /ke-hoach/."""

from django.urls import path

from nscl.plans.views import compare, rollup

urlpatterns = [
    path("so-sanh/", compare.plan_compare, name="plan_compare"),
    path("toan-tinh/", rollup.plan_rollup, name="plan_rollup"),
]
