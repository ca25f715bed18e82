"""Addresses of difficulties, under /kho-khan/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
