"""The demo's guidance log stands: past years from a list, this year's one by one, Kon Tum's in Kon Tum's."""

from __future__ import annotations

from nscl.config.testing.cast import Cast
from nscl.interfaces.ops.demo import entities, guidance
from nscl.organisations.rules import tax_codes
from nscl.plans.models import Guidance, GuidanceSheet


def test_a_province_s_log(cast: Cast) -> None:
    with cast.acting(cast.officer) as officer:
        guidance._fill("officer.quangngai", cast.province, officer, 110)
        found = Guidance.objects.all()
        assert found.filter(replaces=None).count() == 110
        assert found.filter(voided_at__isnull=False).count() == 2
        assert found.exclude(province=cast.province).exists(), "what was done in Kon Tum"
        assert set(found.values_list("guided_on__year", flat=True)) == set(range(2021, 2027))
        recorded, _wrong = GuidanceSheet.objects.order_by("id")
        listed = found.filter(sheet=recorded)
        assert listed.exists()
        assert not listed.filter(guided_on__year=2026).exists()
        assert found.filter(guide=None).exists()
        assert set(found.values_list("entity__name", flat=True)) <= {name for name, _ in entities.names("51")}


def test_tax_codes_are_sound_and_nobody_s() -> None:
    codes = [entities.tax_code("51", at) for at in range(0, 42, 7)]
    assert len(set(codes)) == len(codes)
    assert all(code.startswith("0000") and (read := tax_codes.read(code)) and read.sound for code in codes)
