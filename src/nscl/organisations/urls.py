from django.urls import path

from nscl.organisations.views import aliases, changes, entities, provinces, register

urlpatterns = [
    path("co-quan/", register.agencies, name="agencies"),
    path("co-quan/xuat/", register.export, name="agencies_export"),
    path("co-quan/xuat/phia-sau/", register.export_later, name="agencies_export_later"),
    path("co-quan/them/", changes.add, name="agency_add"),
    path("co-quan/thay-doi/", changes.changes, name="agency_changes"),
    path("co-quan/thay-doi/<int:pk>/hoan-tac/", changes.undo, name="agency_undo"),
    path("co-quan/ten-khac/", aliases.aliases, name="agency_aliases"),
    path("co-quan/ten-khac/<int:pk>/bo/", aliases.forget, name="agency_alias_forget"),
    path("co-quan/<int:pk>/", register.agency, name="agency"),
    path("co-quan/<int:pk>/ket-thuc/", changes.end, name="agency_end"),
    path("co-quan/<int:pk>/doi-ten/", changes.rename, name="agency_rename"),
    path("co-quan/<int:pk>/hop-nhat/", changes.merge, name="agency_merge"),
    path("co-quan/<int:pk>/chia-tach/", changes.split, name="agency_split"),
    path("co-quan/<int:pk>/sua/", changes.correct, name="agency_correct"),
    path("co-quan/<int:pk>/ten-khac/", aliases.add, name="agency_alias_add"),
    path("phap-nhan/tim/", entities.lookup, name="entity_lookup"),
    path("tinh/", provinces.provinces, name="provinces"),
    path("tinh/<int:pk>/", provinces.province, name="province"),
]
