"""Addresses of managing people, of absences and of a letter's link; those of signing in are in `urls`."""

from django.urls import path

from nscl.accounts.views import absences, deeds, hand_over, imports, invitations, memberships, people

urlpatterns = [
    path("nguoi-dung/", people.people_list, name="people"),
    path("nguoi-dung/moi/", invitations.invite, name="person_invite"),
    path("nguoi-dung/nhap-danh-sach/", imports.import_people, name="people_import"),
    path("nguoi-dung/loi-moi/<int:pk>/gui-lai/", invitations.resend, name="invitation_resend"),
    path("nguoi-dung/loi-moi/<int:pk>/rut/", invitations.withdraw, name="invitation_withdraw"),
    path("nguoi-dung/<int:pk>/", people.person, name="person"),
    path("nguoi-dung/<int:pk>/ho-ten/", deeds.rename, name="person_rename"),
    path("nguoi-dung/<int:pk>/tam-khoa/", deeds.deactivate, name="person_deactivate"),
    path("nguoi-dung/<int:pk>/mo-lai/", deeds.reactivate, name="person_reactivate"),
    path("nguoi-dung/<int:pk>/dang-xuat/", deeds.sign_out, name="person_sign_out"),
    path("nguoi-dung/<int:pk>/mo-dang-nhap/", deeds.unlock, name="person_unlock"),
    path("nguoi-dung/<int:pk>/dat-lai-mat-khau/", deeds.reset, name="person_reset"),
    path("nguoi-dung/<int:pk>/go-lop-hai/", deeds.reset_factors, name="person_reset_factors"),
    path("nguoi-dung/<int:pk>/ban-giao/", hand_over.hand_over, name="person_hand_over"),
    path("nguoi-dung/<int:pk>/vang-mat/", absences.arrange, name="person_absence"),
    path("nguoi-dung/<int:pk>/vai-tro/", memberships.add, name="membership_add"),
    path("nguoi-dung/<int:pk>/vai-tro/<int:held>/doi/", memberships.change, name="membership_change"),
    path("nguoi-dung/<int:pk>/vai-tro/<int:held>/ket-thuc/", memberships.end, name="membership_end"),
    path("vang-mat/", absences.absences, name="absences"),
    path("vang-mat/<int:pk>/thu-hoi/", absences.withdraw, name="absence_withdraw"),
    path("loi-moi/<str:token>/", invitations.accept, name="invitation_accept"),
]
