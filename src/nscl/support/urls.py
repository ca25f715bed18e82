from django.urls import path

from nscl.support.views import calculator, policies

urlpatterns = [
    path("muc-ho-tro/", policies.policies, name="support_policies"),
    path("muc-ho-tro/them/", policies.add, name="support_policy_add"),
    path("muc-ho-tro/ke-hoach/<int:pk>/", policies.take_over, name="support_take_over"),
    path("muc-ho-tro/<int:pk>/", policies.policy, name="support_policy"),
    path("muc-ho-tro/<int:pk>/sua/", policies.amend, name="support_policy_amend"),
    path("muc-ho-tro/<int:pk>/ket-thuc/", policies.end, name="support_policy_end"),
    path("duoc-ho-tro-gi/", calculator.calculator, name="what_may_i_get"),
]
