"""How offices abbreviate: `KH&CN`, `KHCN`, `LĐ-TB&XH`, `UBND`; written out, folded, for comparing names."""

from __future__ import annotations

import re
from typing import Final

# Letters between which a document may put blanks, dashes, commas or `&`, and what they stand for.
_LETTERS: Final = (
    ("ub mttq vn", "uy ban mat tran to quoc"),
    ("mttq vn", "mat tran to quoc"),
    ("ub mttq", "uy ban mat tran to quoc"),
    ("mttq", "mat tran to quoc"),
    ("ubnd", "uy ban nhan dan"),
    ("hdnd", "hoi dong nhan dan"),
    ("dbqh", "dai bieu quoc hoi"),
    ("bch qs", "bo chi huy quan su"),
    ("chqs", "chi huy quan su"),
    ("bql", "ban quan ly"),
    ("ban ql", "ban quan ly"),
    ("tc dl cl", "tieu chuan do luong chat luong"),
    ("kh dt", "ke hoach dau tu"),
    ("kh cn", "khoa hoc cong nghe"),
    ("kh kt", "khoa hoc ky thuat"),
    ("nn pt nt", "nong nghiep phat trien nong thon"),
    ("pt nt", "phat trien nong thon"),
    ("nn mt", "nong nghiep moi truong"),
    ("tn mt", "tai nguyen moi truong"),
    ("tt tt", "thong tin truyen thong"),
    ("ld tb xh", "lao dong thuong binh xa hoi"),
    ("tb xh", "thuong binh xa hoi"),
    ("ldld", "lien doan lao dong"),
    ("gd dt", "giao duc dao tao"),
    ("gtvt", "giao thong van tai"),
    ("vh tt dl", "van hoa the thao du lich"),
    ("vh tt", "van hoa the thao"),
    ("tt dl", "the thao du lich"),
    ("dt tg", "dan toc ton giao"),
    ("kt xh", "kinh te xa hoi"),
    ("pt th", "phat thanh truyen hinh"),
    ("tt dt", "thong tin dien tu"),
    ("cnvc", "cong nhan vien chuc"),
    ("lhpn", "lien hiep phu nu"),
    ("tncs", "thanh nien cong san"),
    ("hcm", "ho chi minh"),
    ("ccb", "cuu chien binh"),
    ("bhxh", "bao hiem xa hoi"),
    ("nhnn", "ngan hang nha nuoc"),
    ("kbnn", "kho bac nha nuoc"),
    ("qltt", "quan ly thi truong"),
    ("dnnvv", "doanh nghiep nho vua"),
    ("dnvvn", "doanh nghiep nho vua"),
    ("nvv", "nho vua"),
    ("dn", "doanh nghiep"),
    ("htx", "hop tac xa"),
    ("kkt", "khu kinh te"),
    ("kcn", "khu cong nghiep"),
    ("kcx", "khu che xuat"),
    ("cntt", "cong nghe thong tin"),
    ("nlts", "nong lam san thuy san"),
    ("attp", "an toan thuc pham"),
    ("cttdt", "cong thong tin dien tu"),
    ("xtdt", "xuc tien dau tu"),
    ("xttm", "xuc tien thuong mai"),
    ("tm", "thuong mai"),
    ("tw", "trung uong"),
    ("ttr", "thanh tra"),
    ("dttg", "dan toc ton giao"),
)
# One or two letters that mean something only after `Sở`.
_AFTER_DEPARTMENT: Final = {
    "tc": "tai chinh",
    "ct": "cong thuong",
    "xd": "xay dung",
    "nv": "noi vu",
    "tp": "tu phap",
    "yt": "y te",
    "ngv": "ngoai vu",
    "dl": "du lich",
}
# What may follow the `S` of a department's sign: `SKHCN`, `SNN&MT`, `SCT`.
_OF_DEPARTMENTS: Final = (
    "kh dt", "kh cn", "nn pt nt", "nn mt", "tn mt", "tt tt", "ld tb xh", "gd dt", "gtvt", "vh tt dl", "vh tt", "dt tg",
    *_AFTER_DEPARTMENT,
)  # fmt: skip
_BETWEEN: Final = r"\s?(?:[-–&,.+]|\bva\b)?\s?"


def _pattern(letters: str) -> str:
    """`kh cn` matches kh&cn, khcn, kh-cn, kh và cn; a single word matches only itself."""
    return _BETWEEN.join(re.escape(part) for part in letters.split())


_MEANING: Final = {letters.replace(" ", ""): words for letters, words in _LETTERS}
_ALL: Final = re.compile(
    r"(?<!\w)(?:" + "|".join(_pattern(x) for x, _ in sorted(_LETTERS, key=lambda p: -len(p[0]))) + r")(?!\w)"
)
_DEPARTMENT: Final = re.compile(r"(?<!\w)(so) (" + "|".join(_AFTER_DEPARTMENT) + r")(?!\w)(?!\s?&)")
_SIGN: Final = re.compile(r"(?<!\w)s(?=(?:" + "|".join(map(_pattern, _OF_DEPARTMENTS)) + r")(?!\w))")
_SUB_DEPARTMENT: Final = re.compile(r"(?<!\w)(chi cuc|cc) tdc(?!\w)")
_JOIN: Final = re.compile(r"[^a-z]|\bva\b")


def written_out(folded: str) -> str:
    """`so kh&cn`, `skhcn` → `so khoa hoc cong nghe`; `folded` is lower case without diacritics."""
    folded = _SUB_DEPARTMENT.sub("chi cuc tieu chuan do luong chat luong", _SIGN.sub("so ", folded))
    out = _ALL.sub(lambda m: _MEANING[_JOIN.sub("", m[0])], folded)
    return _DEPARTMENT.sub(lambda m: f"{m[1]} {_AFTER_DEPARTMENT[m[2]]}", out)
