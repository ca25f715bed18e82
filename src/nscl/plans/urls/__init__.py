"""Addresses of plans, under /ke-hoach/."""

from nscl.plans.urls import compare, cooperation, kin, pages, policies, products, reports, review, work, woven_money

urlpatterns = [
    *compare.urlpatterns,
    *kin.urlpatterns,
    *pages.urlpatterns,
    *review.urlpatterns,
    *work.urlpatterns,
    *reports.urlpatterns,
    *products.urlpatterns,
    *policies.urlpatterns,
    *cooperation.urlpatterns,
    *woven_money.urlpatterns,
]
