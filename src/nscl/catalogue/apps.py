from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "nscl.catalogue"
    label = "catalogue"
    verbose_name = "Danh mục"
