from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    name = "nscl.enterprises"
    label = "enterprises"
    verbose_name = "Doanh nghiệp"
