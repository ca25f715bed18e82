"""Verbs of the register of enterprises."""

from nscl.enterprises.actions.certificates import add_certificate, void_certificate, withdraw_certificate
from nscl.enterprises.actions.common import Changed, Known
from nscl.enterprises.actions.edit import change_status, edit_enterprise
from nscl.enterprises.actions.figures import record_figures, void_figures
from nscl.enterprises.actions.groups import add_group, edit_group, end_group
from nscl.enterprises.actions.products import add_product, edit_product, end_product
from nscl.enterprises.actions.record import record_enterprise

__all__ = [
    "Changed",
    "Known",
    "add_certificate",
    "add_group",
    "add_product",
    "change_status",
    "edit_enterprise",
    "edit_group",
    "edit_product",
    "end_group",
    "end_product",
    "record_enterprise",
    "record_figures",
    "void_certificate",
    "void_figures",
    "withdraw_certificate",
]
