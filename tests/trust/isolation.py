"""Nobody sees what is not his: twenty people at once, each with a name that only he may ever be sent."""

from __future__ import annotations

import re
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from google.protobuf.message import Message
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.conftest import Server
from tests.trust.figures import Figures
from tests.trust.served import ledger, log, opened
from tests.trust.tab import Tab

CUSTOMERS = 12
MARKS = re.compile(rb"[0-9a-f]{8,}|[\w-]{20,}|\d\d:\d\d")


@dataclass
class Person:
    """One of the people: his mark stands in his customers' names and his file's name."""

    tab: Tab
    mark: str

    @property
    def received(self) -> bytes:
        return b"\n".join([*self.tab.frames, *self.tab.downloads])


def work(server: Server) -> Person:
    """Open the app, drop a ledger, look at every page, take every download away."""
    mark = f"Kanarek{secrets.token_hex(5)}"
    tab = Tab(server.url).run()
    tab.upload(f"{mark}.csv", ledger([f"{mark} {number}" for number in range(CUSTOMERS)]))
    for page in tab.pages:
        tab.run(page=page)
        tab.take_all()
    return Person(tab, mark)


def foreign(people: list[Person], whole_log: bytes) -> list[str]:
    """Every place where somebody was sent another's mark, or the log holds one."""
    found = []
    for person in people:
        for other in people:
            if other is not person and other.mark.encode() in person.received:
                found.append(f"{person.mark} was sent {other.mark}")
    return found + [f"the log holds {person.mark}" for person in people if person.mark.encode() in whole_log]


def isolation(server: Server, users: int = 20) -> Figures:
    """0 foreign bytes. The control: a person who opens another's link is sent his mark, and the search sees it."""
    with ThreadPoolExecutor(users) as pool:
        people = list(pool.map(lambda _: work(server), range(users)))
    found = foreign(people, log(server).encode())
    blind = [person.mark for person in people if person.mark.encode() not in person.received]
    size = sum(len(person.received) for person in people)
    downloads = sum(len(person.tab.downloads) for person in people)
    guest = Tab(server.url, people[0].tab.query).run().run(page="matrix")
    control = foreign([Person(guest, "nobody"), people[0]], b"")
    for tab in (guest, *(person.tab for person in people)):
        tab.close()
    return Figures(
        "isolation: nobody is sent another's names",
        f"{users} people at once, {size / 1e6:.1f} MB of frames and downloads, {downloads} downloads",
        (*found, *(f"{mark} never saw his own" for mark in blind)),
        "a guest opens a link",
        bool(control),
        enough=downloads >= users,
    )


def said(tab: Tab) -> list[tuple[str, bytes]]:
    """What a tab was shown, without marks, ids and times."""
    found = []
    for content in tab.frames:
        message = ForwardMsg.FromString(content)
        if message.WhichOneof("type") == "delta":
            found.append((str(list(message.metadata.delta_path)), MARKS.sub(b"", _body(message.delta))))
    return found


def _body(delta: Any) -> bytes:
    kind = delta.WhichOneof("type")
    inner: Message = getattr(delta, kind)
    return inner.SerializeToString(deterministic=True)


def alike(server: Server) -> Figures:
    """Links to nothing: unknown, misspelt, deleted and too long ids get the same answer. The control: a real one."""
    owner, gone = dropped(server), dropped(server)
    with opened(server) as store:
        store.delete(gone)
    swapped = owner[:-1] + ("A" if owner[-1] != "A" else "B")
    asked = {"deleted": gone, "one letter off": swapped, "unknown": secrets.token_urlsafe(20)}
    asked |= {"hostile": "' OR 1=1 --", "path": "../../etc/passwd", "long": "A" * 3000}
    answers = {}
    for name, identity in {**asked, "control": owner}.items():
        tab = Tab(server.url, f"w={identity}").run()
        answers[name] = said(tab)
        tab.close()
    first = answers["unknown"]
    return Figures(
        "isolation: unknown, deleted and misspelt links answer alike",
        f"{len(asked)} links, {len(first)} elements each",
        tuple(name for name in asked if answers[name] != first),
        "the owner's link answers otherwise",
        answers["control"] != first,
        enough=len(first) >= 5,
    )


def dropped(server: Server) -> str:
    """The id of a new workspace with a ledger."""
    tab = Tab(server.url).run()
    tab.upload("sales.csv", ledger([f"Customer {number}" for number in range(CUSTOMERS)]))
    tab.close()
    return tab.workspace
