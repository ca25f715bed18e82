"""A backup holds everything, is whole or no backup, and comes back as it was."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import psycopg
import pytest

from nscl.foundation import clock
from nscl.interfaces.ops import backup
from nscl.interfaces.ops.backup import Folder, Manifest, checking, database, manifest
from nscl.shared.errors import DomainError

from .conftest import KEYS, Site

pytestmark = pytest.mark.slow
KEY = KEYS["NSCL_AUDIT_KEY"]


@pytest.fixture(scope="module")
def kept(demo: Site, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A place with one backup of the demo."""
    place = Folder(tmp_path_factory.mktemp("sao lưu"))
    backup.make(of=demo.installed(), to=place)
    return place


@pytest.fixture
def place(kept: Folder, tmp_path: Path) -> Folder:
    """A copy of it, to be spoiled."""
    shutil.copytree(kept.path, tmp_path / "place")
    return Folder(tmp_path / "place")


def bring(place: backup.Place, into: Site, name: str | None = None, **changes: object) -> Manifest:
    known = frozenset(changes.pop("known", None) or database_migrations(into))  # type: ignore[call-overload]
    other_keys = bool(changes.pop("other_keys", False))
    chosen = name or place.names()[-1]
    return backup.restore(place, chosen, into=into.installed(**changes), known=known, other_keys=other_keys)


def database_migrations(site: Site) -> list[str]:
    with psycopg.connect(site.databases.cluster.url("postgres", site.databases.name)) as connection:
        return [row[0] for row in connection.execute("SELECT app || '.' || name FROM django_migrations")]


def rights(site: Site) -> list[tuple[object, ...]]:
    with psycopg.connect(site.owner_url) as connection:
        found = []
        for statement in (
            "SELECT tablename, policyname, roles::text, cmd, qual, with_check FROM pg_policies",
            "SELECT relname, relrowsecurity, relforcerowsecurity, "
            "coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::\"char\", relowner))::text "
            "FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S')",
            "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
            "SELECT conrelid::regclass::text, conname, contype FROM pg_constraint WHERE conrelid <> 0",
            "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
            "SELECT sequencename, last_value FROM pg_sequences",
        ):
            found += connection.execute(statement).fetchall()
        return sorted(found, key=str)


def test_what_was_backed_up_comes_back_row_by_row(demo: Site, empty: Site, tmp_path: Path) -> None:
    told = json.loads(demo.run("backup", "--to", str(tmp_path / "place"), "--json").stdout)
    outcome = empty.run("restore", told["place"])
    assert "khớp hết" in outcome.stdout
    assert "kiểm chứng được cả" in outcome.stdout
    before, after = demo.rows(), empty.rows()
    assert before == after
    assert {name: len(rows) for name, rows in before.items()} == {n: t["rows"] for n, t in told["tables"].items()}
    assert len(before["plans_plan"]) > 0
    assert demo.files() == empty.files() != {}
    assert rights(demo) == rights(empty)
    empty.run("migrate")
    assert empty.rows() == before


def test_a_database_with_tables_is_not_overwritten(demo: Site, copy: Site, kept: Folder) -> None:
    before = copy.rows()
    told = copy.run("restore", kept.describe(kept.names()[0]), code=2).stderr
    assert "cơ sở dữ liệu trống" in told
    assert copy.rows() == before


PARTS = ("database.dump", "files.jsonl", "manifest.json", "files")


def part(place: Folder, name: str) -> Path:
    path = place.path / place.names()[0] / name
    return path if path.is_file() else next(p for p in sorted(path.rglob("*")) if p.is_file())


@pytest.mark.parametrize("name", PARTS)
def test_one_altered_byte_is_refused_by_the_name_of_its_part(name: str, place: Folder, empty: Site) -> None:
    path = part(place, name)
    content = bytearray(path.read_bytes())
    # In the manifest and the list a figure, so that the text stays well-formed and only its digest can tell.
    at = len(content) // 2 if name in ("database.dump", "files") else content.index(b'"size_bytes": ') + 14
    content[at] = content[at] + 1 if content[at] != ord("9") else ord("1")
    path.write_bytes(content)
    with pytest.raises(DomainError) as refusal:
        bring(place, empty)
    assert refusal.value.code == "backup_damaged"
    assert str(path.relative_to(place.path / place.names()[0])) in refusal.value.message
    assert empty.rows() == {}
    assert empty.files() == {}


@pytest.mark.parametrize("name", PARTS)
def test_a_missing_part_is_refused_by_its_name(name: str, place: Folder, empty: Site) -> None:
    chosen = place.names()[0]
    path = part(place, name)
    path.unlink()
    with pytest.raises(DomainError) as refusal:
        bring(place, empty, chosen)
    assert path.name in refusal.value.message
    assert empty.rows() == {}
    assert empty.files() == {}


def resealed(place: Folder, change: dict[str, object], key: str = KEY) -> None:
    name = place.names()[0]
    found = checking.opened(place, name, keys=[KEY])
    for field, value in change.items():
        setattr(found, field, value)
    (place.path / name / "manifest.json").write_bytes(manifest.written(found, key=key))


def test_a_manifest_sealed_with_another_key_is_refused(place: Folder, empty: Site) -> None:
    resealed(place, {"files": 0}, key="other")
    with pytest.raises(DomainError, match="niêm phong"):
        bring(place, empty)


def test_a_backup_of_a_newer_version_is_refused(place: Folder, empty: Site) -> None:
    resealed(place, {"migrations": [*database_migrations(empty), "plans.9999_later"], "application": "9.0"})
    with pytest.raises(DomainError, match=r"9\.0.*plans\.9999_later"):
        bring(place, empty)
    resealed(place, {"migrations": database_migrations(empty), "server": 990000})
    with pytest.raises(DomainError, match="PostgreSQL 99"):
        bring(place, empty)
    resealed(place, {"server": 150000, "format": 99})
    with pytest.raises(DomainError, match="phiên bản mới hơn"):
        bring(place, empty)
    assert empty.rows() == {}


def test_a_backup_of_an_older_version_is_migrated(copy: Site, empty: Site, tmp_path: Path) -> None:
    copy.run("django", "migrate", "--database", "owner", "--verbosity", "0", "plans", "zero")
    copy.run("backup", "--to", str(tmp_path / "place"))
    [name] = Folder(tmp_path / "place").names()
    empty.run("restore", str(tmp_path / "place" / name))
    rows = empty.rows()
    assert rows["plans_plan"] == []
    assert rows["accounts_user"] == copy.rows()["accounts_user"] != []


def test_other_keys_are_named_and_may_be_accepted(kept: Folder, empty: Site) -> None:
    with pytest.raises(DomainError, match="NSCL_AUDIT_KEY") as refusal:
        bring(kept, empty, audit_key="another key")
    assert "SECRET_KEY" not in refusal.value.message
    bring(kept, empty, audit_key="another key", older_audit_keys=(KEY,))
    empty.databases.cluster.drop_database(empty.name)
    empty.databases.cluster.create_database(empty.name)
    told = empty.run("restore", kept.describe(kept.names()[0]), "--other-keys", code=3, NSCL_AUDIT_KEY="another key")
    assert "không kiểm chứng được" in told.stderr


def test_other_roles_get_the_same_rights(demo: Site, kept: Folder, empty: Site) -> None:
    """Restored by an owner of another name, for an application of another name."""
    cluster = empty.databases.cluster
    owner, app = "other owner", "other_app"
    with cluster.administer() as connection:
        for role in (owner, app):
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                connection.execute(f"CREATE ROLE \"{role}\" LOGIN PASSWORD 'x'")
        connection.execute(f'ALTER DATABASE "{empty.name}" OWNER TO "{owner}"')
    with psycopg.connect(cluster.url("postgres", empty.name)) as inside:
        inside.execute(f'ALTER SCHEMA public OWNER TO "{owner}"; GRANT USAGE ON SCHEMA public TO {app}')
    url = f"postgresql://other%20owner:x@/{empty.name}?host={cluster.place.socket}"
    bring(kept, empty, owner_url=url, application_role=app)
    assert empty.rows() == demo.rows()

    def policies(site: Site) -> list[str]:
        statement = "SELECT tablename || policyname || roles::text || cmd || coalesce(qual, '') FROM pg_policies"
        with psycopg.connect(site.owner_url) as connection:
            return sorted(row[0] for row in connection.execute(statement))

    expected = [line.replace("nscl_owner", '"other owner"').replace("nscl_app", app) for line in policies(demo)]
    with psycopg.connect(url) as connection:
        statement = "SELECT tablename || policyname || roles::text || cmd || coalesce(qual, '') FROM pg_policies"
        assert sorted(row[0] for row in connection.execute(statement)) == sorted(expected)
        granted = connection.execute("SELECT has_table_privilege('other_app', 'plans_plan', 'UPDATE')").fetchone()
        assert granted == (True,)


def test_rows_that_a_policy_hides_from_the_owner_stop_the_backup(copy: Site, tmp_path: Path) -> None:
    with psycopg.connect(copy.databases.cluster.url("postgres", copy.name)) as connection:
        connection.execute("CREATE TABLE a_table_of_somebody_else (x int)")
        connection.execute("DROP POLICY owner_all ON plans_target")
        connection.execute("CREATE POLICY taken ON plans_task AS RESTRICTIVE TO nscl_owner USING (id % 2 = 0)")
    place = Folder(tmp_path / "place")
    with pytest.raises(DomainError, match="a_table_of_somebody_else, plans_target, plans_task"):
        backup.make(of=copy.installed(), to=place)
    assert place.names() == place.unfinished() == []


def test_a_missing_and_an_altered_file_are_told(copy: Site, empty: Site, tmp_path: Path) -> None:
    gone, altered = sorted(copy.files())[:2]
    (copy.data / "files" / gone).unlink()
    (copy.data / "files" / altered).write_bytes(b"other")
    told = copy.run("backup", "--to", str(tmp_path / "place"), code=3)
    assert gone in told.stderr
    assert altered in told.stderr
    place = Folder(tmp_path / "place")
    again = empty.run("restore", place.describe(place.names()[0]), code=3)
    assert gone in again.stderr
    assert empty.files() == copy.files()


def test_the_newest_are_kept_also_when_the_clock_jumps_back(demo: Site, tmp_path: Path) -> None:
    place = Folder(tmp_path / "place")
    noon = dt.datetime(2026, 11, 25, 16, 59, 59, tzinfo=dt.UTC)  # a second before midnight in Việt Nam
    made = []
    for moment in (noon, noon + dt.timedelta(seconds=1), noon - dt.timedelta(days=400), noon - dt.timedelta(days=400)):
        with clock.at(moment):
            made.append(backup.make(of=demo.installed(), to=place, keep=3).name)
    assert place.names() == made[1:]
    assert [name[5:11] for name in made] == ["000001", "000002", "000003", "000004"]
    with pytest.raises(DomainError, match="--keep"):
        backup.make(of=demo.installed(), to=place, keep=0)
    assert place.names() == made[1:]


def test_files_are_shared_with_the_backup_before(demo: Site, tmp_path: Path) -> None:
    place = Folder(tmp_path / "place")
    first, second = (backup.make(of=demo.installed(), to=place).name for _ in range(2))
    full = backup.make(of=demo.installed(), to=place, full=True).name
    key = next(iter(demo.files()))
    inodes = [(place.path / name / "files" / key).stat().st_ino for name in (first, second, full)]
    assert inodes[0] == inodes[1] != inodes[2]
    place.remove(first)
    checking.check(place, second, checking.opened(place, second, keys=[KEY]))


def test_what_was_interrupted_is_never_restored_and_goes_with_the_next(place: Folder, demo: Site, empty: Site) -> None:
    whole = place.names()[0]
    shutil.copytree(place.path / whole, place.path / "nscl-000002-20261125T000000Z.dang-do")
    assert place.names() == [whole]
    told = empty.run("restore", str(place.path / "nscl-000002-20261125T000000Z.dang-do"), code=2).stderr
    assert "dở dang" in told
    assert whole in told
    assert empty.rows() == {}
    made = backup.make(of=demo.installed(), to=place).name
    assert made.startswith("nscl-000003")
    assert sorted(p.name for p in place.path.iterdir()) == [".lock", whole, made]


def test_two_backups_at_once_into_one_folder(demo: Site, tmp_path: Path) -> None:
    place = Folder(tmp_path / "place")
    with place.writing(), pytest.raises(DomainError, match="lần sao lưu khác"):
        backup.make(of=demo.installed(), to=Folder(tmp_path / "place"))


def test_a_place_that_cannot_be_written_is_named(demo: Site, tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("")
    told = demo.run("backup", "--to", str(tmp_path / "tệp" / "x"), code=2).stderr
    assert "--to" in told
    assert len(told.strip().splitlines()) == 1


def test_a_place_is_no_backup(kept: Folder, empty: Site, tmp_path: Path) -> None:
    assert kept.names()[-1] in empty.run("restore", str(kept.path), code=2).stderr
    assert "không phải là bản sao lưu" in empty.run("restore", str(tmp_path / "nowhere"), code=2).stderr


def test_checking_alone_touches_nothing(kept: Folder, place: Folder, empty: Site) -> None:
    assert "nguyên vẹn" in empty.run("restore", kept.describe(kept.names()[0]), "--check").stdout
    part(place, "database.dump").write_bytes(b"")
    assert "database.dump" in empty.run("restore", place.describe(place.names()[0]), "--check", code=2).stderr
    assert empty.rows() == {}


def test_a_restore_that_was_interrupted_is_done_again(kept: Folder, demo: Site, empty: Site) -> None:
    """Files came, the database did not: it is still empty, and the second time all is there."""
    key = next(iter(demo.files()))
    target = empty.data / "files" / key
    target.parent.mkdir(parents=True)
    target.write_bytes(b"half")
    bring(kept, empty)
    assert (empty.rows(), empty.files()) == (demo.rows(), demo.files())


def test_counts_are_those_of_one_moment(copy: Site) -> None:
    """Rows written after the snapshot are in neither the counts nor the list of files."""
    with database.snapshot(copy.owner_url) as (connection, _):
        before = database.tables(connection)
        with psycopg.connect(copy.databases.cluster.url("postgres", copy.name)) as other:
            other.execute("UPDATE accounts_user SET full_name = full_name || '!'")
        assert database.tables(connection) == before
    with database.snapshot(copy.owner_url) as (connection, _):
        assert database.tables(connection)["accounts_user"] != before["accounts_user"]
