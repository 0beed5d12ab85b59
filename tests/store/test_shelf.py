"""Several workspaces: whose list shows which, copies with all that belongs to them, and how long they are kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from postgres import everything
from sqlalchemy.engine import URL

from segcore.customer_attributes import CustomerList, Described
from segcore.errors import LabradorError
from segcore.ledger import Ledger
from segcore.segments import Segment
from segcore.store import ROLES, By, Role, Score, Store, retention
from segcore.workspace import Document

CANARY = "Kanarek 4711"


@pytest.fixture
def ledger(make_ledger: Callable[..., Ledger]) -> Ledger:
    return make_ledger([(f"{CANARY} sp. z o.o.", "2025-01-31", 120.5), ("Beta", "2025-03-01", 20)])


@pytest.fixture
def full(store: Store, ledger: Ledger) -> str:
    """A workspace with something in every table."""
    document = Document(ledger_name=f"Sales {CANARY}", segments=(Segment(f"IT {CANARY}"),))
    here = store.create(document, By("browser"), f"Plan {CANARY}", "anna", ledger=ledger).workspace
    store.scores.put(here, [Score("IT", "value", CANARY, 3)], By("browser"))
    store.remember("browser", here)
    return here


def test_a_visitor_sees_what_he_opened_last_opened_first(store: Store, full: str) -> None:
    other = store.create(Document(keep_ledger=False)).workspace
    foreign = store.create(Document()).workspace
    store.remember("browser", other)
    store.remember("another browser", foreign)
    first, second = store.shelf.known("browser")
    assert (first.workspace, first.name, first.ledger_name, first.has_ledger, first.keeps) == (
        other,
        "",
        "",
        False,
        False,
    )
    assert (second.workspace, second.name, second.ledger_name) == (full, f"Plan {CANARY}", f"Sales {CANARY}")
    assert (second.first, second.last, second.segments, second.has_ledger) == (
        date(2025, 1, 31), date(2025, 3, 1), 1, True,
    )  # fmt: skip
    assert datetime.now(UTC) - second.saved_at < timedelta(minutes=1)
    store.remember("browser", full)
    assert [entry.workspace for entry in store.shelf.known("browser")] == [full, other]
    assert store.shelf.known("nobody") == store.shelf.known("") == ()


def test_a_person_also_sees_what_is_his_and_no_one_elses(store: Store, full: str) -> None:
    assert [entry.workspace for entry in store.shelf.known("", "anna")] == [full]
    assert [entry.workspace for entry in store.shelf.known("browser", "anna")] == [full]
    assert store.shelf.known("", "ben") == ()


def test_a_copy_holds_all_of_it_and_goes_its_own_way(store: Store, full: str, ledger: Ledger) -> None:
    made = store.shelf.copy(full, "Plan B", "ben")
    before, copied = store.load(full), store.load(made)
    assert (copied.document, copied.name, copied.owner, copied.version) == (before.document, "Plan B", "ben", 1)
    assert store.ledger(made).digest == ledger.digest
    assert store.scores.of(made) == store.scores.of(full) != ()
    assert store.history.next(made, "browser") == (None, None)
    store.patch(made, {"segments": ()}, copied.document)
    store.scores.put(made, [Score("IT", "value", CANARY, None)])
    store.drop_ledger(made)
    assert store.load(full) == before
    assert (len(store.scores.of(full)), store.ledger(full).digest) == (1, ledger.digest)


def test_a_name_is_given_and_changed(store: Store, full: str) -> None:
    version = store.load(full).version
    store.shelf.rename(full, "Зима 2026 \U0001f436")
    assert (store.load(full).name, store.load(full).version) == ("Зима 2026 \U0001f436", version)


@pytest.mark.parametrize("how", ["rename", "copy"])
def test_what_is_gone_is_neither_named_nor_copied(store: Store, full: str, how: str) -> None:
    store.delete(full)
    with pytest.raises(LabradorError) as met:
        getattr(store.shelf, how)(full, "name")
    assert met.value.code == "store.gone"


def test_deleted_means_deleted_in_every_table(store: Store, url: URL, full: str) -> None:
    found = everything(url)
    digest = store.load(full).ledger_digest.encode()
    assert found.count(CANARY.encode()) >= 6, "the control: name, document, score and steps hold it"
    assert digest in found
    store.delete(full)
    left = everything(url)
    assert (CANARY.encode() in left, digest in left, full.encode() in left) == (False, False, False)
    assert b"alembic_version" in left
    assert store.shelf.known("browser", "anna") == ()


def test_no_data_stays_where_none_may(store: Store, url: URL, full: str, ledger: Ledger) -> None:
    digest = store.load(full).ledger_digest
    saved = store.patch(full, {"keep_ledger": False}, store.load(full).document)
    assert (saved.ledger_digest, store.ledger(full)) == ("", None)
    assert digest.encode() not in everything(url)
    assert store.keep_ledger(full, ledger) is None, "nor does one come from a tab that does not know yet"
    assert store.ledger(full) is None
    store.patch(full, {"keep_ledger": True}, store.load(full).document)
    assert store.keep_ledger(full, ledger) is not None, "the control"
    assert store.ledger(full).digest == digest
    assert store.create(Document(keep_ledger=False), ledger=ledger).ledger_digest == ""


def test_a_list_of_customers_stays_only_where_data_may(store: Store, url: URL) -> None:
    listed = CustomerList("list.csv", "d" * 8, (CANARY,), ("",), (Described("city", ("Gdynia",)),))
    here = store.create(Document(keep_ledger=False)).workspace
    before = store.load(here).document
    saved = store.patch(here, {"customer_list": listed}, before, By("browser"))
    assert (saved.document.customer_list, CANARY.encode() in everything(url)) == (None, False)
    in_the_tab = saved.document.model_copy(update={"customer_list": listed})
    kept = store.patch(here, {"keep_ledger": True, "customer_list": listed}, in_the_tab, By("browser"))
    assert (kept.document.customer_list, CANARY.encode() in everything(url)) == (listed, True), "the control"
    store.patch(here, {"keep_ledger": False, "customer_list": listed}, kept.document, By("browser"))
    assert CANARY.encode() not in everything(url)
    assert store.history.next(here, "browser") == (None, None)


def test_what_was_not_opened_for_so_long_is_deleted(store: Store, url: URL, full: str) -> None:
    today = datetime.now(UTC)
    assert store.shelf.expire(30, today + timedelta(days=29)) == 0
    assert store.load(full) is not None
    opened = store.create(Document()).workspace
    assert store.shelf.expire(30, today + timedelta(days=31)) == 2
    assert (store.load(full), store.load(opened)) == (None, None)
    assert CANARY.encode() not in everything(url)


def test_what_was_opened_or_saved_since_stays(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, saved, neither = (store.create(Document()).workspace for _ in range(3))
    later = datetime.now(UTC) + timedelta(days=20)
    monkeypatch.setattr("segcore.store.rows.now", lambda *_, **__: later.isoformat(timespec="microseconds"))
    store.remember("", opened)
    store.patch(saved, {"language": "pl"}, Document())
    assert store.shelf.expire(30, later + timedelta(days=15)) == 1
    assert [store.load(each) is not None for each in (opened, saved, neither)] == [True, True, False]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], datetime]:
    """clock(20): from now on it is 20 days later."""

    def set_to(days: int) -> datetime:
        moment = datetime.now(UTC) + timedelta(days=days)
        monkeypatch.setattr("segcore.store.rows.now", lambda *_, **__: moment.isoformat(timespec="microseconds"))
        return moment

    return set_to


@pytest.mark.parametrize("role", ["own", *ROLES])
def test_what_was_opened_by_any_key_since_stays(store: Store, clock: Callable[[int], datetime], role: Role) -> None:
    work, quiet = (store.create(Document()).workspace for _ in range(2))
    key = work if role == "own" else store.links.make(work, role).token
    later = clock(20)
    store.shelf.touch(key)
    for unknown in ("nobody's", "", "\0"):
        store.shelf.touch(unknown)
    assert store.shelf.expire(30, later + timedelta(days=15)) == 1
    assert [store.load(each) is not None for each in (work, quiet)] == [True, False]
    assert store.shelf.expire(30, later + timedelta(days=31)) == 1, "the control: once it is due, it goes"


USES: dict[str, Callable[[Store, str], object]] = {
    "start": lambda store, work: store.workshops.start(work, ("IT",), ("value",)),
    "state": lambda store, work: store.workshops.set_state(work, "revealed"),
    "join": lambda store, work: store.workshops.join(work, "phone b", "Ben"),
    "vote": lambda store, work: store.workshops.vote(work, "phone a", "IT", "value", 2),
    "look on": lambda store, work: (store.workshops.of(work), store.workshops.given(work)),
}


@pytest.mark.parametrize("use", USES)
def test_a_workshop_that_is_used_keeps_its_workspace(store: Store, clock: Callable[[int], datetime], use: str) -> None:
    work = store.create(Document(segments=(Segment("IT"),))).workspace
    store.workshops.start(work, ("IT",), ("value",))
    store.workshops.join(work, "phone a", "Anna")
    later = clock(20)
    USES[use](store, work)
    gone = store.shelf.expire(30, later + timedelta(days=15))
    assert gone == (use == "look on"), "the control: what only reads keeps nothing"


@pytest.mark.parametrize(("given", "days"), [("", None), (" ", None), ("1", 1), ("365", 365)])
def test_the_days_of_the_retention(monkeypatch: pytest.MonkeyPatch, given: str, days: int | None) -> None:
    monkeypatch.setenv("LABRADOR_RETENTION_DAYS", given)
    assert retention() == days


@pytest.mark.parametrize("given", ["0", "-1", "1.5", "a year", "٣", "999999999"])
def test_a_retention_that_is_no_number_of_days_deletes_nothing(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("LABRADOR_RETENTION_DAYS", given)
    with pytest.raises(LabradorError) as met:
        retention()
    assert met.value.code == "store.retention"
