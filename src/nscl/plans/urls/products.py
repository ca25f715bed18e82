"""Addresses of products of tasks, under /ke-hoach/."""

from django.urls import path

from nscl.plans.views import products, products_change, products_export

urlpatterns = [
    path("<int:pk>/san-pham/", products.plan_products, name="plan_products"),
    path("<int:pk>/san-pham/bang/", products.plan_product_list, name="plan_product_list"),
    path("<int:pk>/san-pham/xuat.xlsx", products_export.export, name="plan_products_export"),
    path("<int:pk>/san-pham/xuat-nen/", products_export.export_later, name="plan_products_export_later"),
    path("<int:pk>/nhiem-vu/<int:task_pk>/san-pham/them/", products_change.add, name="product_add"),
    path("san-pham/<int:pk>/", products.product, name="product_page"),
    path("san-pham/<int:pk>/sua/", products_change.correct, name="product_correct"),
    path("san-pham/<int:pk>/huy/", products_change.void, name="product_void"),
    path("san-pham/<int:pk>/minh-chung/", products_change.prove, name="product_prove"),
    path("san-pham/<int:pk>/minh-chung/<int:evidence_pk>/bo/", products_change.take_off, name="evidence_void"),
    path("san-pham/<int:pk>/minh-chung/<int:evidence_pk>/tep/", products.product_file, name="product_file"),
]
