"""Addresses of a plan's versions, its end, and its place among other plans, under /ke-hoach/."""

from django.urls import path

from nscl.plans.views import amendments, closing, kin

urlpatterns = [
    path("<int:pk>/phien-ban/", amendments.versions, name="plan_versions"),
    path("<int:pk>/sua-doi/", amendments.amend, name="plan_amend"),
    path("<int:pk>/sua-doi/thong-tin/", amendments.details, name="plan_amendment"),
    path("<int:pk>/ket-thuc/", closing.end, name="plan_end"),
    path("<int:pk>/thay-bang/", closing.replace, name="plan_replace"),
    path("<int:pk>/quan-he/", kin.kin, name="plan_kin"),
    path("<int:pk>/quan-he/cap-tren/", kin.parent, name="plan_parent"),
    path("<int:pk>/quan-he/chuong-trinh/", kin.programmes, name="plan_programmes"),
    path("<int:pk>/quan-he/chuong-trinh/<int:programme_pk>/go/", kin.programme_off, name="plan_programme_off"),
    path("<int:pk>/sao-chep/", kin.copy, name="plan_copy"),
]
