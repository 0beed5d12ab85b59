"""python -m segcore"""

from __future__ import annotations

import sys

from segcore.cli import main

sys.exit(main())
