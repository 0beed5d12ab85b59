"""Vote: what a phone shows in a workshop; one segment and criterion at a time, big buttons, nobody else's scores."""

from __future__ import annotations

from pages.ui import voting
from pages.ui.frame import open_page

voting.show(open_page())
