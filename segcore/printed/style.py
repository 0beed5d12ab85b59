"""The style of the printed page: A4, black on white, the colours of the screen."""

from __future__ import annotations

from typing import Final

from segcore.colours import LIGHT

STYLE: Final = f"""
@page {{ size: A4; margin: 14mm 14mm 16mm; }}
* {{ box-sizing: border-box; }}
html {{ font: 10.5pt/1.4 "Source Sans 3", "Source Sans Pro", "Segoe UI", Arial, sans-serif; color: {LIGHT.ink};
  font-variant-numeric: tabular-nums lining-nums; -webkit-print-color-adjust: exact; print-color-adjust: exact; }}
body {{ margin: 0 auto; max-width: 182mm; padding: 8mm 0; background: {LIGHT.page}; }}
h1 {{ font-size: 21pt; line-height: 1.2; font-weight: 650; letter-spacing: -.012em; margin: 1mm 0 2mm;
  text-wrap: balance; }}
h2 {{ font-size: 13pt; font-weight: 600; margin: 8mm 0 2mm; break-after: avoid; }}
p {{ margin: 0 0 2mm; }}
.muted, .kicker {{ color: {LIGHT.muted}; }}
.kicker {{ font-size: 9pt; font-weight: 600; }}
section.whole {{ break-inside: avoid; }}
.figures {{ display: grid; grid-template-columns: repeat(4, 1fr); gap: 3mm; margin: 4mm 0 0; }}
.figure {{ border: .3mm solid {LIGHT.border}; border-radius: 2mm; padding: 2.5mm 3mm; }}
.figure b {{ display: block; font-size: 17pt; font-weight: 600; line-height: 1.25; }}
.figure span {{ display: block; font-size: 9pt; color: {LIGHT.muted}; }}
table {{ border-collapse: collapse; width: 100%; font-size: 9pt; }}
th {{ text-align: left; font-weight: 600; color: {LIGHT.muted}; background: {LIGHT.side}; }}
th, td {{ padding: 1.2mm 1.8mm; border-bottom: .2mm solid {LIGHT.border}; vertical-align: top;
  overflow-wrap: anywhere; }}
th {{ overflow-wrap: normal; }}
th.right, td.right {{ text-align: right; white-space: nowrap; overflow-wrap: normal; }}
tr {{ break-inside: avoid; }}
thead {{ display: table-header-group; }}
.grid {{ display: grid; grid-template-columns: 30mm repeat(3, 1fr); gap: 1.5mm; }}
.names {{ display: grid; grid-template-columns: repeat(5, 1fr); gap: 1.5mm; }}
.cell {{ border-radius: 1.5mm; padding: 2mm 2.5mm; min-height: 18mm; }}
.cell .share {{ font-size: 15pt; font-weight: 650; line-height: 1.2; }}
.cell .code {{ float: right; font-size: 9pt; font-weight: 600; color: {LIGHT.muted}; }}
.cell div {{ font-size: 8.5pt; line-height: 1.35; }}
.letter {{ font-size: 8.5pt; color: {LIGHT.muted}; align-self: center; }}
.letter b {{ color: {LIGHT.ink}; font-size: 12pt; }}
svg {{ display: block; width: 100%; height: auto; }}
svg text {{ font-size: 11px; fill: {LIGHT.muted}; font-family: inherit; }}
svg text.strong {{ fill: {LIGHT.ink}; font-weight: 600; }}
td svg {{ width: 24mm; height: 5mm; }}
footer {{ margin-top: 8mm; font-size: 8.5pt; color: {LIGHT.muted}; }}
@media screen {{ body {{ padding: 10mm 6mm; }} }}
@media screen and (max-width: 640px) {{
  .figures, .names {{ grid-template-columns: repeat(2, 1fr); }}
  .grid {{ grid-template-columns: repeat(3, 1fr); }}
  .grid .row {{ grid-column: 1 / -1; }}
  .grid .corner {{ display: none; }}
  .scroll {{ overflow-x: auto; }}
}}
"""
