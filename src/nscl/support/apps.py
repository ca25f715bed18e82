from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "nscl.support"
    label = "support"
    verbose_name = "Hỗ trợ"
