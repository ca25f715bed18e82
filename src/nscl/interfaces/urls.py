from django.urls import include, path

from nscl.interfaces.views import gallery, home, language, membership, saved_views, search

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
    path("suc-khoe/", home.health, name="health"),
]
