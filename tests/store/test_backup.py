"""A backup holds everything that was acknowledged before it, also while others write; the bare file does not."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import postgres
import pytest
from sqlalchemy.engine import URL

from segcore import cli
from segcore.errors import LabradorError
from segcore.ledger import Ledger
from segcore.store import Score, Store, backup, file_url, postgres_url
from segcore.workspace import Document


def restored(url: URL, copy: Path, tmp_path: Path, cluster: Callable[[], postgres.Cluster]) -> URL:
    """The database made of a backup, as docs/security.md says."""
    if url.get_backend_name() == "sqlite":
        again = tmp_path / "restored" / "labrador.sqlite3"
        again.parent.mkdir()
        shutil.copy(copy, again)
        return file_url(again)
    fresh = cluster().fresh()
    subprocess.run(["pg_restore", "--no-owner", "--exit-on-error", f"--dbname={fresh}", copy], check=True)
    return postgres_url(fresh)


@pytest.fixture
def pg(request: pytest.FixtureRequest) -> Callable[[], postgres.Cluster]:
    return lambda: request.getfixturevalue("cluster")


def test_what_was_acknowledged_before_is_there_while_others_write(
    store: Store, url: URL, tmp_path: Path, pg: Callable[[], postgres.Cluster], make_ledger: Callable[..., Ledger]
) -> None:
    here = store.create(Document(ledger_name="0"), name="Plan").workspace
    store.keep_ledger(here, make_ledger([("Żółć", "2025-01-31", 10)]))
    stop, written = threading.Event(), [0]

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            store.scores.put(here, [Score(f"S{number}", "value", "Ann", 3.0), Score(f"S{number}", "risk", "Ann", 1.0)])
            written[0] = number

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while written[0] < 5:
            time.sleep(0.01)
        before = written[0]
        size = backup(url, tmp_path / "copy")
        after = written[0] + 1
    finally:
        stop.set()
        writer.join()
    assert size == (tmp_path / "copy").stat().st_size > 10_000
    assert [path.name for path in tmp_path.glob(".copy*")] == []
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == 0o600
    again = Store.open(restored(url, tmp_path / "copy", tmp_path, pg))
    found = again.scores.of(here)
    segments = {score.segment for score in found}
    assert {f"S{number}" for number in range(1, before + 1)} <= segments
    assert len(segments) <= after
    assert len(found) == 2 * len(segments), "each save is there whole or not at all"
    assert (again.load(here).name, again.ledger(here).digest) == ("Plan", store.ledger(here).digest)
    again.close()


def test_the_control_a_copy_of_the_bare_file_loses_what_is_in_the_log(tmp_path: Path) -> None:
    path = tmp_path / "labrador.sqlite3"
    store = Store.open(file_url(path))
    here = store.create(Document()).workspace
    shutil.copy(path, tmp_path / "bare.sqlite3")
    backup(file_url(path), tmp_path / "whole.sqlite3")
    assert Store.open(file_url(tmp_path / "bare.sqlite3")).load(here) is None
    assert Store.open(file_url(tmp_path / "whole.sqlite3")).load(here) is not None


def test_a_backup_that_fails_leaves_the_older_one(tmp_path: Path) -> None:
    (tmp_path / "copy").write_bytes(b"yesterday's")
    (tmp_path / "broken.sqlite3").write_bytes(b"no database at all" * 100)
    with pytest.raises(LabradorError) as met:
        backup(file_url(tmp_path / "broken.sqlite3"), tmp_path / "copy")
    assert met.value.code == "store.unusable"
    assert (tmp_path / "copy").read_bytes() == b"yesterday's"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.sqlite3", "copy"]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = cli.main(["backup", *arguments])
    return (status, *capsys.readouterr())


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("LABRADOR_DATA", str(tmp_path / "data"))
    database, copy = tmp_path / "data" / "labrador.sqlite3", tmp_path / "copy.sqlite3"
    status, out, err = run(capsys, str(copy))
    assert (status, out, "Nothing is saved in" in err, copy.exists()) == (3, "", True, False)
    here = Store.open(file_url(database)).create(Document()).workspace
    status, out, err = run(capsys, str(copy), "--json")
    told = {"backup": {"file": str(copy), "bytes": copy.stat().st_size}}
    assert (status, json.loads(out), err) == (0, told, "")
    assert Store.open(file_url(copy)).load(here) is not None
    status, out, err = run(capsys, str(copy))
    assert (status, out.startswith(f"All saved work is copied to {copy} ("), err) == (0, True, "")
    assert run(capsys, str(database))[0] == 2
    assert run(capsys, str(tmp_path / "nowhere" / "copy"))[0] == 2
    assert run(capsys)[0] == 2
    assert Store.open(file_url(database)).load(here) is not None


@pytest.mark.parametrize("how", ["unreachable", "address", "no pg_dump"])
def test_no_message_holds_the_password(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    scheme = "mysql" if how == "address" else "postgresql"
    monkeypatch.setenv("LABRADOR_DATABASE_URL", f"{scheme}://labrador:s3cret-word@127.0.0.1:1/sales")
    if how == "no pg_dump":
        monkeypatch.setenv("PATH", str(tmp_path))
    status, out, err = run(capsys, str(tmp_path / "copy"))
    assert (status, out) == (3, "")
    said = {"unreachable": "127.0.0.1/sales", "address": "LABRADOR_DATABASE_URL", "no pg_dump": "pg_dump is missing"}
    assert said[how] in err
    assert "s3cret" not in err
    assert list(tmp_path.iterdir()) == []
