"""Names that the system brings with it as files, for pages in another language than Vietnamese.

The names are data; these are their words. A row that is added later shows its own name until it is here.
"""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nscl.support.reference import programmes

PROGRAMME_NAMES = (
    _("Chương trình năng suất chất lượng của tỉnh khác, của bộ"),
    _("Khuyến công"),
    _("Hỗ trợ doanh nghiệp nhỏ và vừa"),
    _("Chương trình mỗi xã một sản phẩm (OCOP)"),
    _("Khuyến nông, phát triển nông nghiệp"),
    _("Xúc tiến thương mại"),
    _("Nhiệm vụ khoa học và công nghệ, đổi mới sáng tạo"),
    _("Phát triển tài sản trí tuệ"),
    _("Chuyển đổi số"),
    _("Nông thôn mới, giảm nghèo, vùng dân tộc thiểu số và miền núi"),
    _("Hỗ trợ hợp tác xã"),
    _("Chương trình khác"),
)


def programme_choices() -> list[tuple[str, str]]:
    """Code and name of the programmes that support comes from, in the reader's language."""
    return [(code, gettext(name)) for code, name in programmes().items()]
