from django.urls import path

from nscl.accounts.views import signing_in as views

urlpatterns = [
    path("dang-nhap/", views.login, name="account_login"),
    path("dang-xuat/", views.logout, name="account_logout"),
    path("mat-khau/", views.change_password, name="account_change_password"),
    path("tam-khoa/", views.inactive, name="account_inactive"),
]
