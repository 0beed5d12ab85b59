"""`make trust`: every promise of docs/security.md checked at length, a line of figures each; fails where one broke."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.browser.conftest import Server
from tests.trust import (
    accessible,
    configuration,
    durability,
    exports,
    isolation,
    lint,
    load,
    network,
    privacy,
    strangers,
    supply,
)
from tests.trust.figures import Figures
from tests.trust.served import serving


def alone(check: Callable[[Server], Figures]) -> Callable[[], Figures]:
    """This check with a server of its own."""

    def run() -> Figures:
        with serving() as server:
            return check(server)

    return run


CLAIMS: dict[str, Callable[[], Figures]] = {
    "lint": lint.lint,
    "pins": supply.pins,
    "audit": supply.audit,
    "deleted": privacy.deleted,
    "disk": durability.full_disk,
    "synced": durability.synced,
    "kills": durability.kills,
    "tabs": alone(durability.two_tabs),
    "restarts": alone(durability.restarts),
    "logs": privacy.logs,
    "leftovers": alone(privacy.leftovers),
    "isolation": alone(isolation.isolation),
    "links": alone(isolation.alike),
    "exports": alone(exports.exports),
    "names": strangers.strangers,
    "network": network.connects,
    "configuration": configuration.configuration,
    "accessible": accessible.accessible,
    "load": alone(load.load),
}


def checked(names: list[str]) -> Iterator[Figures]:
    """The figures of these claims, all without names; a check that breaks is a claim that does not hold."""
    for name in names or CLAIMS:
        try:
            yield CLAIMS[name]()
        except Exception as problem:
            yield Figures(name, found=(f"the check broke: {type(problem).__name__}: {problem}",))


def main() -> int:
    """Arguments: names of claims, all without. Exit status 1 where one does not hold."""
    found = []
    for figures in checked(sys.argv[1:]):
        print("\n".join(figures.lines), flush=True)
        found.append(figures)
    held = sum(each.held and not each.missing for each in found)
    print(f"{held} of {len(found)} held, {sum(bool(each.missing) for each in found)} not checked")
    return int(not all(each.held for each in found))


if __name__ == "__main__":
    sys.exit(main())
