from django.urls import path

from nscl.interfaces.views import home

urlpatterns = [
    path("", home.home, name="home"),
    path("suc-khoe/", home.health, name="health"),
]
