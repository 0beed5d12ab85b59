"""The one static style sheet: numbers and token colours only, never a user's text."""

from __future__ import annotations

from segcore.colours import SEGMENT_TOKEN, mix, palette

RFM_AREAS = {
    "recent": "1 / 2 / 2 / 3",
    "potential_loyalist": "1 / 3 / 3 / 5",
    "champions": "1 / 5 / 2 / 7",
    "promising": "2 / 2 / 3 / 3",
    "loyal": "2 / 5 / 4 / 7",
    "about_to_sleep": "3 / 2 / 4 / 4",
    "need_attention": "3 / 4 / 4 / 5",
    "hibernating": "4 / 2 / 6 / 4",
    "at_risk": "4 / 4 / 6 / 6",
    "cant_lose": "4 / 6 / 6 / 7",
}
READING_ORDER = tuple(SEGMENT_TOKEN)


def css(dark: bool) -> str:
    """The whole style sheet of one theme, with its <style> tags."""
    colours = palette(dark)
    question = mix(colours.tokens["watch"], colours.page, 0.10 if dark else 0.06)
    question_line = mix(colours.tokens["watch"], colours.page, 0.45)
    refusal = mix(colours.tokens["call"], colours.page, 0.05)
    refusal_line = mix(colours.tokens["call"], colours.page, 0.40)
    primary = "[data-testid^=stBaseButton-primary]{color:#10151C}" if dark else ""
    areas = "".join(f".st-key-rf > .st-key-seg_{name}{{grid-area:{area}}}" for name, area in RFM_AREAS.items())
    rows = "".join(_area(f"rr_{row}", f"{row} / 1 / {row + 1} / 2") for row in range(1, 6))
    feet = "".join(_area(f"rc_{col}", f"6 / {col + 1} / 7 / {col + 2}") for col in range(1, 6))
    return f"""<style>
html{{font-variant-numeric:tabular-nums lining-nums}}
.stMainBlockContainer{{max-width:1500px;padding-left:2.5rem;padding-right:2.5rem}}
.stSidebar{{width:14.5rem !important;min-width:14.5rem !important}}
h1{{letter-spacing:-.012em;text-wrap:balance;padding:.1rem 0 .35rem !important}}
[data-testid=stCaptionContainer],[data-testid=stCaptionContainer] p{{color:{colours.muted};opacity:1}}
[class*=st-key-tight_] p{{margin:0}}
[class*=st-key-tight_] [data-testid=stMarkdownContainer]{{margin-bottom:0}}
[class*=st-key-sec_]{{min-height:2.5rem}}
[class*=st-key-sec_] h3{{padding:0}}
[class*=st-key-box_]{{border:1px solid {colours.border};border-radius:.6rem;padding:.35rem 1.25rem;gap:0}}
[class*=st-key-box_] > div:not(:last-child){{border-bottom:1px solid {colours.border}}}
[class*=st-key-question_]{{border:1px solid {question_line};background:{question};border-radius:.6rem;padding:1rem 1.25rem}}
[class*=st-key-refusal_]{{border:1px solid {refusal_line};background:{refusal};border-radius:.6rem;padding:1rem 1.25rem}}
{primary}
[class*=st-key-go_] button{{min-height:3.75rem;width:100%;justify-content:flex-start;text-align:left;padding:.3rem 0;border:0;
 background:transparent;white-space:normal}}
[class*=st-key-go_] button:hover{{background:{colours.side}}}
[class*=st-key-go_] button > div,[class*=st-key-go_] button > div > span{{width:100%;justify-content:flex-start}}
[class*=st-key-go_] button [data-testid=stMarkdownContainer]{{flex:1 1 auto;min-width:0}}
[class*=st-key-go_] button p{{font-size:.9375rem;line-height:1.45;text-align:left;overflow:visible}}
[class*=st-key-go_] button em{{float:right;font-style:normal;color:{colours.ink}}}
[class*=st-key-go_] button [data-testid=stIconMaterial]{{margin-left:auto;color:{colours.muted}}}
.st-key-mx{{display:grid;grid-template-columns:9rem repeat(3,minmax(0,1fr));gap:.5rem}}
.st-key-rf{{display:grid;grid-template-columns:9rem repeat(5,minmax(0,1fr));grid-template-rows:repeat(5,5.7rem) auto;gap:.4rem}}
{areas}{rows}{feet}
.st-key-mx > div,.st-key-rf > div{{width:auto;height:auto;align-self:stretch;min-width:0}}
[class*=st-key-cell_] div:has(> button),[class*=st-key-seg_] div:has(> button){{height:100%;width:100%}}
[class*=st-key-cell_] button,[class*=st-key-seg_] button{{position:relative;width:100%;height:100%;min-height:6.9rem;
 align-items:flex-start;justify-content:flex-start;text-align:left;padding:.8rem 1rem 1.1rem;border:1px solid transparent;
 color:{colours.ink};white-space:normal}}
[class*=st-key-seg_] button{{min-height:0;padding:.6rem .8rem .9rem}}
[class*=st-key-cell_] button:hover,[class*=st-key-seg_] button:hover{{box-shadow:inset 0 0 0 1.5px {colours.muted};
 border-color:transparent;color:{colours.ink}}}
[class*=st-key-cell_] button > div,[class*=st-key-seg_] button > div,
[class*=st-key-cell_] button > div > span,[class*=st-key-seg_] button > div > span{{width:100%;justify-content:flex-start;
 align-items:flex-start}}
[class*=st-key-cell_] button [data-testid=stMarkdownContainer],[class*=st-key-seg_] button [data-testid=stMarkdownContainer]{{width:100%;
 min-width:0}}
[class*=st-key-cell_] button p,[class*=st-key-seg_] button p{{font-size:.9375rem;line-height:1.42;text-align:left;margin:0}}
[class*=st-key-cell_] button p > strong:first-of-type{{font-size:1.75rem;font-weight:650;line-height:1.2}}
[class*=st-key-cell_] button em{{float:right;font-style:normal;font-size:.875rem;font-weight:600;color:{colours.muted};line-height:2.1}}
[class*=st-key-seg_] button p > strong:first-of-type{{font-size:1rem;font-weight:600}}
[class*=st-key-cell_] button::after,[class*=st-key-seg_] button::after{{content:"";position:absolute;left:1rem;bottom:.6rem;height:4px;
 border-radius:1px;width:calc((100% - 2rem) * var(--bar,0));background:var(--hue)}}
[class*=st-key-seg_] button::after{{left:.8rem;width:calc((100% - 1.6rem) * var(--bar,0));bottom:.5rem}}
.st-key-strip [class*=st-key-cell_] button{{min-height:2.75rem;padding:.5rem 1rem}}
.st-key-strip [class*=st-key-cell_] button p > strong:first-of-type{{font-size:.9375rem;font-weight:600}}
.st-key-strip [class*=st-key-cell_] button::after{{display:none}}
@media (min-width:1700px){{html{{font-size:18px}}.stMainBlockContainer{{max-width:1640px}}}}
@media (max-width:640px){{.stMainBlockContainer{{padding-left:1rem;padding-right:1rem}}h1{{font-size:1.375rem !important}}
 .st-key-mx{{grid-template-columns:repeat(3,minmax(0,1fr))}}.st-key-mx > div:has(> [class*=st-key-rl_]){{grid-column:1 / -1}}
 .st-key-mx > div:has(> .st-key-rl_0){{display:none}}.st-key-rf{{display:flex;flex-flow:row wrap}}
 .st-key-rf > [class*=st-key-seg_]{{flex:1 1 45%}}.st-key-rf > div:has(> [class*=st-key-rr_]),
 .st-key-rf > div:has(> [class*=st-key-rc_]){{display:none}}}}
</style>"""


def _area(key: str, area: str) -> str:
    return f".st-key-rf > div:has(> .st-key-{key}){{grid-area:{area}}}"


def cell_css(key: str, ground: str, hue: str, part: float, ring: str, page: str) -> str:
    """One cell's ground, bar (part of the largest, at least 1.2 % where there is money) and ring if it is picked."""
    picked = f"box-shadow:0 0 0 2px {page},0 0 0 4.5px {ring} !important;" if ring else ""
    bar = max(part, 0.012) if part > 0 else 0.0
    return f".st-key-{key} button{{background:{ground};--hue:{hue};--bar:{bar:.4f};{picked}}}"
