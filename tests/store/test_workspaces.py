"""Saved work: what is acknowledged is there, conflicts are seen, deleted means gone, unknown ids answer alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from postgres import everything
from sqlalchemy.engine import URL

from segcore.errors import LabradorError, notice
from segcore.ledger import Excluded, FileReport, Ledger, PreviewRow
from segcore.store import Store
from segcore.workspace import Document

NAME = "Zażółć gęślą jaźń Sp. z o.o."


def test_a_new_workspace_is_found_again_by_another_process_of_the_server(store: Store, url: URL) -> None:
    saved = store.create(Document(ledger_name="Sales 2025"))
    found = Store.open(url).load(saved.workspace)
    assert found is not None
    assert (found.version, found.document.ledger_name, found.ledger_digest) == (1, "Sales 2025", "")
    assert timedelta() <= datetime.now(UTC) - found.saved_at < timedelta(minutes=1)


def test_ids_hold_at_least_128_random_bits(store: Store) -> None:
    ids = {store.create(Document()).workspace for _ in range(50)}
    assert len(ids) == 50
    assert all(len(workspace) * 6 >= 128 for workspace in ids)


@pytest.mark.parametrize("asked", ["", "nothing-here", "' OR 1=1 --", "a" * 10_000])
def test_unknown_deleted_and_misspelt_ids_answer_alike(store: Store, asked: str) -> None:
    gone = store.create(Document()).workspace
    store.delete(gone)
    assert store.load(asked) is None
    assert store.load(gone) is None
    assert store.ledger(asked) is None
    assert store.ledger(gone) is None


def test_a_patch_lands_on_the_newest_version(store: Store) -> None:
    first = store.create(Document())
    theirs = store.patch(first.workspace, {"settings": {"abc.limits": "0.7,0.9"}}, first.document)
    mine = store.patch(first.workspace, {"settings": {"xyz.often": "0.8"}}, first.document)
    assert (theirs.version, mine.version) == (2, 3)
    assert mine.document.settings == {"abc.limits": "0.7,0.9", "xyz.often": "0.8"}


def test_of_two_conflicting_saves_one_wins_and_the_other_is_told(store: Store) -> None:
    first = store.create(Document())
    store.patch(first.workspace, {"settings": {"abc.limits": "0.7,0.9"}}, first.document)
    with pytest.raises(LabradorError) as met:
        store.patch(first.workspace, {"settings": {"abc.limits": "0.6,0.9"}}, first.document)
    assert met.value.code == "store.conflict"
    kept = store.load(first.workspace)
    assert kept is not None
    assert (kept.version, kept.document.settings) == (2, {"abc.limits": "0.7,0.9"})


def test_a_patch_of_a_deleted_workspace_is_refused(store: Store) -> None:
    first = store.create(Document())
    store.delete(first.workspace)
    with pytest.raises(LabradorError) as met:
        store.patch(first.workspace, {"language": "en"}, first.document)
    assert met.value.code == "store.gone"


def test_a_browser_finds_the_workspace_it_opened_last(store: Store) -> None:
    one, two = store.create(Document()).workspace, store.create(Document()).workspace
    store.remember("browser", one)
    store.remember("browser", two)
    store.remember("", one)
    found = store.last_of("browser")
    assert found is not None
    assert found.workspace == two
    assert store.last_of("other") is None
    assert store.last_of("") is None
    store.delete(two)
    assert store.last_of("browser") == store.load(one)
    store.delete(one)
    assert store.last_of("browser") is None


@pytest.fixture
def ledger(make_ledger: Callable[..., Ledger]) -> Ledger:
    made = make_ledger(
        [(NAME, "2025-01-31", 120.5), ("NA", "2025-02-28", -20.25), ("00123", "2025-03-01", 0.01)],
        documents=["FV/1", "KOR/1", "FV/2"],
        quantity=[1.5, float("nan"), 3],
    )
    preview = (PreviewRow(1, "title", ("Sales",)), PreviewRow(2, "header", ("Customer", "Amount")))
    file = FileReport(
        "sales.csv", "csv", 99, "cp1250", ";", None, (), 2, "f" * 16, (), preview, ",", "%d.%m.%Y", None, None, ()
    )  # fmt: skip
    told = (notice("no_dates", n=3, share=0.5, all=True, names=("a", "b"), text="12"),)
    report = replace(made.report, files=(file,), excluded=(Excluded("zero", 2, 0),), warnings=told)
    return Ledger.of(made.lines, made.parties, report)


def test_a_ledger_comes_back_the_same(store: Store, ledger: Ledger) -> None:
    workspace = store.create(Document()).workspace
    store.keep_ledger(workspace, ledger)
    found = store.ledger(workspace)
    assert found is not None
    assert found.digest == ledger.digest
    assert Ledger.of(found.lines, found.parties, found.report).digest == ledger.digest
    assert found.report == ledger.report
    assert [type(value) for _, value in found.report.warnings[0].facts] == [bool, int, tuple, float, str]
    assert list(found.lines.dtypes) == list(ledger.lines.dtypes)
    assert list(found.parties["customer"]) == ["00123", "NA", NAME]
    loaded = store.load(workspace)
    assert loaded is not None
    assert loaded.ledger_digest == ledger.digest


def test_the_next_ledger_takes_the_place_of_the_first(
    store: Store, ledger: Ledger, make_ledger: Callable[..., Ledger]
) -> None:
    workspace = store.create(Document()).workspace
    other = make_ledger([("Acme", "2025-01-31", 10)])
    store.keep_ledger(workspace, ledger)
    store.keep_ledger(workspace, other)
    found = store.ledger(workspace)
    assert found is not None
    assert found.digest == other.digest != ledger.digest


def test_no_ledger_is_kept_for_a_workspace_that_is_not_there(store: Store, ledger: Ledger) -> None:
    with pytest.raises(LabradorError) as met:
        store.keep_ledger("nothing-here", ledger)
    assert met.value.code == "store.gone"


@pytest.mark.parametrize("how", ["drop_ledger", "delete"])
def test_deleted_means_no_byte_of_the_digest_or_name_stays(store: Store, url: URL, ledger: Ledger, how: str) -> None:
    canary = "Canary Kanarek 4711"
    workspace = store.create(Document(ledger_name=canary if how == "delete" else "")).workspace
    report = replace(ledger.report, joined=((canary, ("other",)),))
    store.keep_ledger(workspace, Ledger.of(ledger.lines, ledger.parties, report))
    sought = (canary.encode(), ledger.digest.encode())
    assert all(text in everything(url) for text in sought), "the control: before, it is there"
    getattr(store, how)(workspace)
    assert not any(text in everything(url) for text in sought)
    assert b"alembic_version" in everything(url), "the control: the tables themselves were looked at"
