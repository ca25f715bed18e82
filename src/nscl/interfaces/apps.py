from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InterfacesConfig(AppConfig):
    name = "nscl.interfaces"
    label = "interfaces"
    verbose_name = "Giao diện"
    audit_words = {
        "audit.exported": _("Xuất nhật ký ra tệp"),
    }
    papers_later = {
        "plans.compare": "nscl.interfaces.compare_papers.made",
        "plans.official": "nscl.interfaces.plan_official.made",
        "plans.rollup": "nscl.interfaces.compare_papers.made_rollup",
    }
    navigation = [
        {
            "label": _("Nhật ký"),
            "icon": "history",
            "url": "audit_trail",
            "permission": "audit.view",
            "order": 40,
            "gear": True,
        }
    ]

    def ready(self) -> None:
        from nscl.enterprises import sections
        from nscl.interfaces import enterprise_story
        from nscl.interfaces.enterprises_today import profile_address
        from nscl.organisations import profiles

        sections.provide(*enterprise_story.PARTS)
        sections.tell(*enterprise_story.NOTES)
        profiles.provide(profile_address)
