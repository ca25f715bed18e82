"""Addresses of lists that are brought in and of profiles that may be duplicates, under /doanh-nghiep/."""

from django.urls import path

from nscl.enterprises.views import duplicates, lists, taking_back

urlpatterns = [
    path("nhap/", lists.lists, name="enterprise_lists"),
    path("nhap/mau/", lists.sample, name="enterprise_list_sample"),
    path("nhap/<int:pk>/", lists.one, name="enterprise_list"),
    path("nhap/<int:pk>/trang-tinh/", lists.sheet, name="enterprise_list_sheet"),
    path("nhap/<int:pk>/cot/", lists.columns, name="enterprise_list_columns"),
    path("nhap/<int:pk>/kiem-tra/", lists.check, name="enterprise_list_check"),
    path("nhap/<int:pk>/ghi/", lists.start, name="enterprise_list_start"),
    path("nhap/<int:pk>/dong-can-sua/", lists.wrong, name="enterprise_list_wrong"),
    path("nhap/<int:pk>/tung-dong/", lists.fates, name="enterprise_list_fates"),
    path("nhap/<int:pk>/lay-lai/", taking_back.take_back, name="enterprise_list_take_back"),
    path("nhap/<int:pk>/lay-lai/tinh-truoc/", taking_back.weigh, name="enterprise_list_weigh"),
    path("nhap/<int:pk>/khong-lay-lai-duoc/", taking_back.kept, name="enterprise_list_kept"),
    path("trung/", duplicates.pairs, name="enterprise_duplicates"),
    path("trung/tim/", duplicates.find, name="enterprise_duplicates_find"),
    path("trung/<int:pk>/", duplicates.pair, name="enterprise_duplicate"),
    path("trung/<int:pk>/khac-nhau/", duplicates.different, name="enterprise_duplicate_different"),
    path("trung/<int:pk>/neu-lai/", duplicates.reopen, name="enterprise_duplicate_reopen"),
    path("trung/<int:pk>/gop/", duplicates.merge, name="enterprise_duplicate_merge"),
    path("trung/<int:pk>/tach-lai/", duplicates.undo, name="enterprise_duplicate_undo"),
]
