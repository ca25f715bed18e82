"""Addresses under /dinh-muc/."""

from django.urls import path

from nscl.catalogue.views import changes, imports, norms, regulations

urlpatterns = [
    path("", norms.norms, name="norms"),
    path("xuat/<slug:ending>/", norms.export, name="norms_export"),
    path("them/", changes.add, name="norm_add"),
    path("nhap-tu-tep/", imports.import_norms, name="norms_import"),
    path("nhap-tu-tep/mau.xlsx", imports.template, name="norms_import_template"),
    path("<int:pk>/", norms.norm, name="norm"),
    path("<int:pk>/sua-doi/", changes.amend, name="norm_amend"),
    path("<int:pk>/ket-thuc/", changes.end, name="norm_end"),
    path("<int:pk>/huy/", changes.void, name="norm_void"),
    path("quy-dinh/", regulations.regulations, name="regulations"),
    path("quy-dinh/them/", regulations.add, name="regulation_add"),
    path("quy-dinh/<int:pk>/", regulations.regulation, name="regulation"),
    path("quy-dinh/<int:pk>/ket-thuc/", regulations.end, name="regulation_end"),
    path("quy-dinh/<int:pk>/huy/", regulations.void, name="regulation_void"),
    path("quy-dinh/<int:pk>/mau/them/", regulations.form_add, name="regulation_form_add"),
    path("quy-dinh/<int:pk>/mau/<int:form_pk>/thoi-dung/", regulations.form_end, name="regulation_form_end"),
    path("quy-dinh/<int:pk>/mau/<int:form_pk>/tep/", regulations.form_file, name="regulation_form_file"),
]
