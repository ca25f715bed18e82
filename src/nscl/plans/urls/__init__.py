"""Addresses of plans, under /ke-hoach/."""

from nscl.plans.urls import pages, review

urlpatterns = [*pages.urlpatterns, *review.urlpatterns]
