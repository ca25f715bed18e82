from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "nscl.plans"
    label = "plans"
    verbose_name = "Kế hoạch"
    navigation = [
        {
            "label": "Kế hoạch",
            "icon": "clipboard-text",
            "url": "plan_list",
            "permission": "plans.view",
            "order": 20,
        }
    ]
