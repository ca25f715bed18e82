from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "nscl.plans"
    label = "plans"
    verbose_name = "Kế hoạch"
