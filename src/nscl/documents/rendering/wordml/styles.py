"""The styles part: each style of `measures.STYLES` under a Vietnamese name, so that it can be used on in Word."""

from __future__ import annotations

from nscl.documents.rendering.measures import FONT, INDENT_MM, STYLES, Style
from nscl.documents.rendering.wordml.xml import HEAD, MAIN, attribute, points, twips

NAMES = {
    "parent": "Cơ quan chủ quản",
    "issuer": "Cơ quan ban hành",
    "country": "Quốc hiệu",
    "motto": "Tiêu ngữ",
    "number": "Số, ký hiệu",
    "mark": "Dự thảo",
    "about": "Trích yếu công văn",
    "place": "Địa danh, thời gian",
    "kind": "Tên loại",
    "subject": "Trích yếu",
    "authority": "Thẩm quyền ban hành",
    "addressee": "Kính gửi",
    "addressees": "Kính gửi nhiều nơi",
    "addressee_item": "Nơi được kính gửi",
    "basis": "Căn cứ",
    "resolves": "Quyết định",
    "text": "Nội dung",
    "part": "Phần, chương",
    "part_title": "Tên phần, chương",
    "section": "Mục",
    "section_title": "Tên mục",
    "roman": "Đề mục La Mã",
    "article": "Điều",
    "clause": "Khoản có tên",
    "role": "Chức vụ người ký",
    "note": "Chỉ dẫn ký",
    "name": "Họ tên người ký",
    "recipients": "Nơi nhận",
    "recipient": "Từng nơi nhận",
    "annex": "Phụ lục",
    "annex_title": "Tên phụ lục",
    "annex_of": "Kèm theo văn bản",
    "unit": "Đơn vị tính",
    "table_name": "Tên bảng",
    "head_cell": "Đầu bảng",
    "cell": "Ô bảng",
}
ALIGNS = {"left": "left", "center": "center", "right": "right", "justify": "both"}


def styles() -> str:
    face = attribute(FONT)
    fonts = f"<w:rFonts w:ascii={face} w:hAnsi={face} w:eastAsia={face} w:cs={face}/>"
    return (
        f'{HEAD}<w:styles xmlns:w="{MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:color w:val="000000"/>'
        '<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
        + "".join(_style(key, style) for key, style in STYLES.items())
        + "</w:styles>"
    )


def _style(key: str, style: Style) -> str:
    keep = "<w:keepNext/>" if style.keep else ""
    spacing = (
        f'<w:spacing w:before="{points(style.before)}" w:after="{points(style.after)}" '
        f'w:line="{round(240 * style.line)}" w:lineRule="auto"/>'
    )
    first = f' w:firstLine="{twips(INDENT_MM)}"' if style.indent else ""
    left = f' w:left="{twips(style.left_mm)}"' if style.left_mm else ""
    indent = f"<w:ind{left}{first}/>" if left or first else ""
    outline = "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>'
    look = f"{'<w:b/><w:bCs/>' if style.bold else ''}{'<w:i/><w:iCs/>' if style.italic else ''}"
    size = round(style.size * 2)
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{key}"><w:name w:val={attribute(NAMES[key])}/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{keep}{spacing}{indent}<w:jc w:val="{ALIGNS[style.align]}"/>'
        f'{outline}</w:pPr><w:rPr>{look}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )
