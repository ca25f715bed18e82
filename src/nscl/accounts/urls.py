"""One's own account. Route names are allauth's where it looks for them."""

from django.urls import path, re_path

from nscl.accounts.views import factors, sessions, sign_on
from nscl.accounts.views import signing_in as views

urlpatterns = [
    path("dang-nhap/", views.login, name="account_login"),
    path("dang-nhap/lop-hai/", factors.authenticate, name="mfa_authenticate"),
    path("dang-nhap/khoa-truy-cap/", factors.login_passkey, name="mfa_login_webauthn"),
    path("dang-nhap/mot-lan/", sign_on.begin, name="openid_connect_login"),
    path("dang-nhap/mot-lan/tra-ve/", sign_on.come_back, name="openid_connect_callback"),
    path("dang-nhap/mot-lan/da-thoi/", sign_on.cancelled, name="socialaccount_login_cancelled"),
    path("dang-xuat/", views.logout, name="account_logout"),
    path("tam-khoa/", views.inactive, name="account_inactive"),
    path("quen-mat-khau/", views.forgotten_password, name="account_reset_password"),
    path("quen-mat-khau/da-gui/", views.forgotten_password_sent, name="account_reset_password_done"),
    re_path(
        r"^quen-mat-khau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        views.new_password,
        name="account_reset_password_from_key",
    ),
    path("mat-khau/", views.change_password, name="account_change_password"),
    path("mat-khau/dat/", views.set_password, name="account_set_password"),
    path("thu-dien-tu/", views.change_email, name="account_email"),
    path("thu-dien-tu/xac-nhan/<str:key>/", views.confirm_email, name="account_confirm_email"),
    path("xac-nhan-lai/", views.reauthenticate, name="account_reauthenticate"),
    path("xac-nhan-lai/ma/", factors.reauthenticate_code, name="mfa_reauthenticate"),
    path("xac-nhan-lai/khoa-truy-cap/", factors.reauthenticate_passkey, name="mfa_reauthenticate_webauthn"),
    path("bao-mat/", sessions.security, name="account_security"),
    path("bao-mat/ung-dung/", factors.add_application, name="mfa_activate_totp"),
    path("bao-mat/ung-dung/ma-vuong.svg", factors.picture, name="totp_picture"),
    path("bao-mat/ung-dung/bo/", factors.remove_application, name="mfa_deactivate_totp"),
    path("bao-mat/khoa/", factors.add_passkey, name="mfa_add_webauthn"),
    path("bao-mat/khoa/<int:pk>/ten/", factors.rename_passkey, name="mfa_edit_webauthn"),
    path("bao-mat/khoa/<int:pk>/bo/", factors.remove_passkey, name="mfa_remove_webauthn"),
    path("bao-mat/ma-du-phong/", factors.codes, name="mfa_view_recovery_codes"),
    path("bao-mat/ma-du-phong/tao/", factors.generate_codes, name="mfa_generate_recovery_codes"),
    path("bao-mat/ma-du-phong/tai-ve/", factors.codes_file, name="mfa_download_recovery_codes"),
    path("bao-mat/mot-lan/bo/", sign_on.unlink, name="sign_on_unlink"),
    path("bao-mat/phien/ket-thuc/", sessions.end_everywhere, name="sessions_end_everywhere"),
    path("bao-mat/phien/<uuid:handle>/ket-thuc/", sessions.end, name="session_end"),
    path("con-day/", sessions.ping, name="session_ping"),
    path("gui-lai/", sessions.send_again, name="account_resend"),
]
