"""Work that nobody opens for LABRADOR_RETENTION_DAYS is deleted: when the server starts, and each day after."""

from __future__ import annotations

import asyncio
import logging

from pages.ui import cached
from segcore.errors import LabradorError
from segcore.store import retention

LOG = logging.getLogger("labrador")
DAY = 24 * 3600.0


async def daily() -> None:
    """Delete what is due, now and once a day, until cancelled."""
    while True:
        await asyncio.to_thread(once)
        await asyncio.sleep(DAY)


def once() -> int:
    """Delete what is due; how many workspaces that were. Where it cannot be done, the log gets the code."""
    try:
        days = retention()
        gone = cached.store().shelf.expire(days) if days is not None else 0
    except LabradorError as problem:
        LOG.error("retention: %s", problem.code)
        return 0
    if gone:
        LOG.warning("retention: %s workspaces deleted", gone)
    return gone
