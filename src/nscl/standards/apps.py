from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "nscl.standards"
    label = "standards"
    verbose_name = "Tiêu chuẩn"
