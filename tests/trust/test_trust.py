"""A fixed share of `make trust`, each claim with its control; the browser has its share in tests/browser.

The connections of the server itself, traced for a minute, are looked at by `make trust` alone.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import Server
from tests.trust import __main__ as trust
from tests.trust import configuration, durability, exports, isolation, lint, privacy, supply
from tests.trust.figures import Figures
from tests.trust.served import serving


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One server for all that need no other."""
    with serving() as started:
        yield started


def hold(figures: Figures) -> None:
    assert figures.held and not figures.missing, "\n".join(figures.lines)


def test_nobody_is_sent_the_names_of_another(server: Server) -> None:
    hold(isolation.isolation(server, 2))


def test_links_to_nothing_answer_alike(server: Server) -> None:
    hold(isolation.alike(server))


def test_no_download_runs_or_leads_away(server: Server) -> None:
    hold(exports.exports(server))


def test_of_two_tabs_one_wins_and_the_other_keeps_his_text(server: Server) -> None:
    hold(durability.two_tabs(server))


def test_no_temporary_file_is_left(server: Server) -> None:
    hold(privacy.leftovers(server))


def test_no_name_stands_in_a_log() -> None:
    hold(privacy.logs())


def test_deleted_means_deleted() -> None:
    hold(privacy.deleted())


def test_an_answer_comes_after_the_disk_has_it() -> None:
    figures = durability.synced(30)
    if figures.missing:
        pytest.skip(figures.missing)
    hold(figures)


def test_a_full_disk_keeps_the_old_version() -> None:
    hold(durability.full_disk())


def test_the_configuration_is_as_served() -> None:
    hold(configuration.configuration(("run",)))


def test_the_code_keeps_nothing_in_modules_and_runs_nothing_that_was_stored() -> None:
    hold(lint.lint())


def test_every_version_is_exact() -> None:
    hold(supply.pins())


def test_an_audit_that_skips_is_no_clean_audit(monkeypatch: pytest.MonkeyPatch) -> None:
    told, count = supply.judged(supply.CONTROL, {"sound", "skip-ped", "bad", "unseen"})
    assert (told, count) == (["bad: PYSEC-1", "skip-ped: not audited", "unseen: not audited"], 2)
    monkeypatch.setenv(supply.OFFLINE, "1")
    figures = supply.audit()
    assert figures.line.startswith("NOT CHECKED") and "not audited" in figures.line


def test_a_claim_that_found_something_or_whose_control_was_not_caught_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> Figures:
        raise RuntimeError("no server")

    good = Figures("a", "1 page", (), "a fault", True)
    bad = {
        "found": Figures("b", "1 page", ("x",), "a fault", True),
        "blind": Figures("c", "1 page", (), "a fault", False),
        "few": Figures("d", "0 pages", (), "a fault", True, enough=False),
    }
    claims = {"good": lambda: good, **{name: (lambda each=each: each) for name, each in bad.items()}, "broken": broken}
    monkeypatch.setattr(trust, "CLAIMS", claims)
    statuses = {}
    for name in claims:
        monkeypatch.setattr("sys.argv", ["trust", name])
        statuses[name] = trust.main()
    assert statuses == {"good": 0, "found": 1, "blind": 1, "few": 1, "broken": 1}
    assert "held    a: 1 page; 0 found; control: a fault: caught" in capsys.readouterr().out
