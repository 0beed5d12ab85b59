"""Charts for shapes: how the money is spread, and how one customer buys. Tables and words in, Altair charts out.

Every text comes from the words, every colour from the token table; numbers on axes are written by the words too, so
that no chart follows the browser's language.
"""

from __future__ import annotations

from segcore.charts.curves import lorenz, pareto
from segcore.charts.groups import groups
from segcore.charts.lift import lift
from segcore.charts.series import series

__all__ = ["groups", "lift", "lorenz", "pareto", "series"]
