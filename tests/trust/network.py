"""The server's process asks nobody outside: every connection it and its children open is written down."""

from __future__ import annotations

import ipaddress
import re
import time
from pathlib import Path

from tests.trust.durability import can_trace
from tests.trust.figures import Figures
from tests.trust.served import ledger, serving
from tests.trust.tab import Tab

PLANTED = """
import socket, sys
if "streamlit" in " ".join(getattr(sys, "orig_argv", [])):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        out.connect(("198.51.100.7", 9))
"""
HOOK = """
import sys
def seen(event, arguments):
    if event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):
        with open("{folder}/connects.txt", "a") as file:
            file.write(f'inet_addr("{arguments[1][0]}")\n')
sys.addaudithook(seen)
"""
ADDRESS = re.compile(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"')


def outside(text: str) -> tuple[int, list[str]]:
    """How many connections a trace holds, and those that lead off this machine."""
    found = ["".join(pair) for pair in ADDRESS.findall(text)]
    return len(found), [address for address in found if not _here(address)]


def _here(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def connects() -> Figures:
    """0 outside connections while every page is used. The control: a planted one is written down."""
    tracing = not can_trace()
    results = []
    for planted in (False, True):
        hook = (PLANTED if planted else "") if tracing else HOOK + (PLANTED if planted else "")
        results.append(_used(hook, tracing, not planted))
    (opened, found, messages), (_, control, _) = results
    return Figures(
        "network: the server's process connects to nobody outside",
        f"{opened} connections by {'strace' if tracing else 'audit hook'}, {messages} messages of all pages",
        tuple(found),
        "a planted connection",
        "198.51.100.7" in control,
        enough=messages > 100,
    )


def _used(hook: str, tracing: bool, walked: bool) -> tuple[int, list[str], int]:
    before = ("strace", "-f", "-e", "trace=connect,sendto", "-o", "{folder}/connects.txt") if tracing else ()
    with serving(hook=hook, before=before, target="serve") as server:
        tab = Tab(server.url).run()
        if walked:
            tab.upload("sales.csv", ledger([f"Firm {number}" for number in range(12)]))
            for page in tab.pages:
                tab.run(page=page).take_all()
        tab.close()
        time.sleep(0.5)
        trace: Path = server.data.parent / "connects.txt"
        opened, found = outside(trace.read_text("utf-8", "replace") if trace.exists() else "")
    return opened, found, len(tab.frames)
