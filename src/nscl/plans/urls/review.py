"""Addresses of uploading and reviewing, under /ke-hoach/."""

from django.urls import path

from nscl.plans.views import (
    review,
    review_add,
    review_agencies,
    review_confirm,
    review_edit,
    review_shape,
    upload,
)

urlpatterns = [
    path("tai-len/", upload.upload, name="plan_upload"),
    path("viet-tay/", upload.by_hand, name="plan_new"),
    path("<int:pk>/xac-nhan/", review_confirm.confirm, name="plan_confirm"),
    path("<int:pk>/bo/", review_confirm.discard, name="plan_discard"),
    path("<int:pk>/ra-soat/", review.review, name="plan_review"),
    path("<int:pk>/ra-soat/thong-tin-chung/", review_edit.head, name="plan_head"),
    path("<int:pk>/ra-soat/thong-tin-chung/da-xem/", review_edit.settle_head, name="plan_head_settle"),
    path("<int:pk>/ra-soat/them/", review_add.choose, name="plan_add"),
    path("<int:pk>/ra-soat/co-quan/<int:mention_pk>/", review_agencies.agency, name="plan_mention"),
    path("<int:pk>/ra-soat/co-quan/<int:mention_pk>/them/", review_agencies.add, name="plan_mention_add"),
    path("<int:pk>/ra-soat/<slug:kind>/them/", review_add.add, name="plan_item_add"),
    path("<int:pk>/ra-soat/<slug:kind>/<int:item_pk>/", review_edit.item, name="plan_item"),
    path("<int:pk>/ra-soat/<slug:kind>/<int:item_pk>/da-xem/", review_edit.settle, name="plan_item_settle"),
    path("<int:pk>/ra-soat/<slug:kind>/<int:item_pk>/tach/", review_shape.split, name="plan_item_split"),
    path("<int:pk>/ra-soat/<slug:kind>/<int:item_pk>/gop/", review_shape.join, name="plan_item_join"),
    path("<int:pk>/ra-soat/<slug:kind>/<int:item_pk>/bo/", review_shape.discard, name="plan_item_discard"),
    path("<int:pk>/ra-soat/<slug:kind>/<int:item_pk>/khoi-phuc/", review_shape.restore, name="plan_item_restore"),
]
