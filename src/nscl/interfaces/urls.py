from django.urls import include, path

from nscl.interfaces.views import gallery, health, home, jobs, language, letters, membership, saved_views, search

urlpatterns = [
    path("", home.home, name="home"),
    path("tai-khoan/", include("nscl.accounts.urls")),
    path("tai-khoan/noi-lam-viec/", membership.switch, name="membership_switch"),
    path("vai-tro/", membership.roles, name="roles"),
    path("thanh-phan/", gallery.gallery, name="gallery"),
    path("ngon-ngu/", language.choose, name="language"),
    path("bo-loc/", saved_views.keep, name="saved_view_keep"),
    path("bo-loc/<int:pk>/bo/", saved_views.forget, name="saved_view_forget"),
    path("tim/", search.results, name="search"),
    path("phim-tat/", home.keys, name="keys"),
    path("viec-nen/", jobs.jobs, name="jobs"),
    path("viec-nen/<int:pk>/", jobs.job, name="job"),
    path("viec-nen/<int:pk>/tien-do/", jobs.progress, name="job_progress"),
    path("viec-nen/<int:pk>/ket-qua/", jobs.result, name="job_result"),
    path("viec-nen/<int:pk>/dung/", jobs.cancel, name="job_cancel"),
    path("viec-nen/<int:pk>/lam-lai/", jobs.retry, name="job_retry"),
    path("thu-di/", letters.letters, name="letters"),
    path("thu-di/<int:pk>/", letters.letter, name="letter"),
    path("thu-di/<int:pk>/gui-lai/", letters.resend, name="letter_resend"),
    path("thu-di/<int:pk>/ket-luan/", letters.settle, name="letter_settle"),
    path("suc-khoe/", health.alive, name="health"),
    path("suc-khoe/san-sang/", health.ready, name="health_ready"),
]
