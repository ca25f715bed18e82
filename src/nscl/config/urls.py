"""The addresses of every room. Unaccented Vietnamese paths, English route names, no verb on GET."""

from django.urls import include, path

urlpatterns = [
    path("", include("nscl.interfaces.urls")),
    path("", include("nscl.organisations.urls")),
    path("", include("nscl.accounts.people_urls")),
    path("", include("nscl.support.urls")),
    path("ke-hoach/", include("nscl.plans.urls")),
    path("doanh-nghiep/", include("nscl.enterprises.urls")),
    path("huong-dan-doanh-nghiep/", include("nscl.plans.urls.guidance")),
    path("kho-khan/", include("nscl.plans.urls.difficulties")),
    path("doanh-nghiep/", include("nscl.enterprises.urls_lists")),
    path("dinh-muc/", include("nscl.catalogue.urls")),
    path("", include("nscl.plans.urls.needs")),
    path("van-ban/mau/", include("nscl.documents.templating.urls")),
    path("van-ban/", include("nscl.documents.urls")),
]
handler400 = "nscl.interfaces.views.errors.bad_request"
handler403 = "nscl.interfaces.views.errors.forbidden"
handler404 = "nscl.interfaces.views.errors.not_found"
handler500 = "nscl.interfaces.views.errors.server_error"
