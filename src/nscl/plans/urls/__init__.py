"""Addresses of plans, under /ke-hoach/."""

from nscl.plans.urls import compare, pages, reports, review, work

urlpatterns = [*compare.urlpatterns, *pages.urlpatterns, *review.urlpatterns, *work.urlpatterns, *reports.urlpatterns]
