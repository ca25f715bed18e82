from django.apps import AppConfig


class InterfacesConfig(AppConfig):
    name = "nscl.interfaces"
    label = "interfaces"
    verbose_name = "Giao diện"
