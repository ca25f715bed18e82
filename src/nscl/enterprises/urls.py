"""Addresses of the register of enterprises, under /doanh-nghiep/."""

from django.urls import path

from nscl.enterprises.views import exporting, facts, groups, profiles, register

urlpatterns = [
    path("", register.enterprises, name="enterprises"),
    path("ghi/", profiles.add, name="enterprise_add"),
    path("xuat/", exporting.export, name="enterprises_export"),
    path("xuat/phia-sau/", exporting.later, name="enterprises_export_later"),
    path("o-dau/", register.where, name="enterprises_where"),
    path("nhom-san-pham/", groups.product_groups, name="product_groups"),
    path("nhom-san-pham/them/", groups.add, name="product_group_add"),
    path("nhom-san-pham/<int:pk>/sua/", groups.edit, name="product_group_edit"),
    path("nhom-san-pham/<int:pk>/ket-thuc/", groups.end, name="product_group_end"),
    path("phap-nhan/<int:pk>/", register.of_entity, name="enterprise_of_entity"),
    path("<int:pk>/", register.enterprise, name="enterprise"),
    path("<int:pk>/sua/", profiles.edit, name="enterprise_edit"),
    path("<int:pk>/tinh-trang/", profiles.change_status, name="enterprise_status"),
    path("<int:pk>/lich-su/", register.past, name="enterprise_history"),
    path("<int:pk>/tep/<int:file_pk>/", register.evidence, name="enterprise_evidence"),
    path("<int:pk>/so-lieu/", facts.add_figures, name="figures_add"),
    path("<int:pk>/san-pham/", facts.add_product, name="enterprise_product_add"),
    path("<int:pk>/chung-nhan/", facts.add_certificate, name="certificate_add"),
    path("so-lieu/<int:pk>/huy/", facts.void_figures, name="figures_void"),
    path("san-pham/<int:pk>/sua/", facts.edit_product, name="product_edit"),
    path("san-pham/<int:pk>/ket-thuc/", facts.end_product, name="product_end"),
    path("chung-nhan/<int:pk>/thu-hoi/", facts.withdraw_certificate, name="certificate_withdraw"),
    path("chung-nhan/<int:pk>/huy/", facts.void_certificate, name="certificate_void"),
]
