"""URL × role: who gets what from every address, with an object of the own province and one of another.

How to add your routes, in ten lines:

1. Open (or make) `tests/matrix/<your room>.py` with a list `ROUTES`; it is found by itself.
2. Write factories `def thing(side: Side) -> Thing`: make it by your actions, `with side.acting() as officer:`.
   The engine calls each once for Quảng Ngãi (51) and once for Nghệ An (40); `side.kept(other)` gives another's.
3. A page of an object: `get("thing_page", thing, may=READERS)`. Whoever is not in `may` gets `refused` (403), the
   stranger and nobody 404, a visitor the sign-in page; one who differs is told: `others={"cooperating": 404}`.
4. A list: `listing("thing_list", thing, shows=lambda t: t.name, may=READERS)`: seen in the own province alone.
5. A change: `post("thing_end", thing, send=lambda t: {"reason": "…", "version": t.version}, may=EDITORS,
   changes="room.thing")`. The body must really do it: the engine sees that table change for those who may, and no
   table change for those who may not.
6. No object in it? `alone(…, because="why")`. Open to visitors? `public="why"`. Read by every province?
   `national="why"`. Reasons are sentences; a method that no entry names must answer 405.
7. Run `.venv/bin/python -m pytest -q tests/matrix -k thing_`; a wrong cell prints who, whose, wanted, got.
"""
