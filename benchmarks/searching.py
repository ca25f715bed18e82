"""Searching a million names, as the application's role, beside the bare index asked by the owner."""

from __future__ import annotations

from benchmarks.harness import Result, median, site, times

NAMES = 1_000_000
ASKED = ("765432", "ca phe hoang 7", "cong ty ca phe", "cong ty", "c")
SLIP = "cong ty cafe hoangg minh"
FILL = """
INSERT INTO foundation_searchentry (kind, object_id, parent_kind, title, detail, folded, document)
SELECT 'bench', n, '', name, '', folded, array_to_tsvector(string_to_array(folded, ' ') || ARRAY['@0', '#bench'])
FROM (SELECT n, name, search_folded(name) AS folded FROM (
    SELECT n,
        (ARRAY['Công ty TNHH', 'Công ty Cổ phần', 'Hợp tác xã', 'Doanh nghiệp tư nhân', 'Cơ sở'])[1 + mod(n, 5)]
        || ' ' ||
        (ARRAY['Cà phê', 'Gạo', 'Thủy sản', 'Chè', 'Dược liệu', 'Cơ khí', 'Bao bì'])[1 + mod(n, 7)]
        || ' ' ||
        (ARRAY['Hoàng', 'Minh', 'Phát', 'Đại', 'Tân', 'Thành', 'An', 'Phú', 'Quý'])[1 + mod(n, 9)]
        || ' ' || n AS name
    FROM generate_series(1, %s) n) named) folded_names
"""
BARE = """
SELECT title FROM foundation_searchentry WHERE document @@ %s::tsquery LIMIT 3000
"""


def searching() -> list[Result]:
    """Milliseconds of one question over a million names."""
    with site():
        from django.db import connections

        from nscl.foundation import tenancy
        from nscl.foundation.search import find, slips
        from nscl.foundation.search.find import tsquery
        from nscl.foundation.search.kinds import SearchKind

        kinds = [SearchKind("bench", "", "", "", "plan_overview")]
        with connections["owner"].cursor() as owner:
            owner.execute(FILL, [NAMES])
            owner.execute("ANALYZE foundation_searchentry")
            results = []
            with tenancy.scope(tenancy.Scope.of(write=[1])):
                for words in ASKED:
                    asked = f"{tsquery(words)} & '#bench'"

                    def floor(asked: str = asked) -> object:
                        owner.execute(BARE, [asked])
                        return owner.fetchall()

                    samples = times(lambda words=words: find(words, among=kinds))  # type: ignore[misc]
                    results.append(Result(f"search: {words}", samples, floor=median(floor), rows=NAMES))
                results.append(Result(f"search: slip, {SLIP}", times(lambda: slips(SLIP, among=kinds)), rows=NAMES))
    return results
