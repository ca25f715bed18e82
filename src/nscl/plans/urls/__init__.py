"""Addresses of plans, under /ke-hoach/."""

from nscl.plans.urls import pages, review, work

urlpatterns = [*pages.urlpatterns, *review.urlpatterns, *work.urlpatterns]
