from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "nscl.documents"
    label = "documents"
    verbose_name = "Văn bản"
