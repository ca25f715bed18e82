"""Addresses of the province's own templates."""

from django.urls import path

from nscl.documents.templating import views

urlpatterns = [
    path("", views.template_list, name="template_list"),
    path("phien-ban/<int:pk>/", views.template_version, name="template_version"),
    path("phien-ban/<int:pk>/xem-thu/", views.template_preview, name="template_preview"),
    path("phien-ban/<int:pk>/tep/", views.template_file, name="template_file"),
    path("phien-ban/<int:pk>/dien-thu/", views.template_sample, name="template_sample"),
    path("phien-ban/<int:pk>/dung/", views.template_use, name="template_use"),
    path("phien-ban/<int:pk>/thoi-dung/", views.template_retire, name="template_retire"),
    path("phien-ban/<int:pk>/bo/", views.template_discard, name="template_discard"),
    path("phien-ban/<int:pk>/dung-lai/", views.template_restore, name="template_restore"),
    path("<slug:code>/", views.template_form, name="template_form"),
    path("<slug:code>/mau-co-san/", views.template_standard, name="template_standard"),
]
