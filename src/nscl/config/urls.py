"""The addresses of every room. Unaccented Vietnamese paths, English route names, no verb on GET."""

from allauth.account import views as account
from django.urls import include, path

urlpatterns = [
    path("", include("nscl.interfaces.urls")),
    path("ke-hoach/", include("nscl.plans.urls")),
    path("tai-khoan/dang-nhap/", account.login, name="account_login"),
    path("tai-khoan/dang-xuat/", account.logout, name="account_logout"),
]
handler403 = "nscl.interfaces.views.errors.forbidden"
handler404 = "nscl.interfaces.views.errors.not_found"
handler500 = "nscl.interfaces.views.errors.server_error"
