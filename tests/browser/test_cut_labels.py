"""No label is cut, in any language: every page with the first sample and three scored segments, at 1280 px."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pages.ui.frame import PAGES
from segcore.rules import Is
from segcore.scorecard import CRITERIA
from segcore.segments import Segment
from segcore.store import Score, Store, file_url
from segcore.words import LANGUAGES, load
from tests.browser.hands import menu

ROOT = Path(__file__).resolve().parents[2]
SCORED = {"Healthcare": (2, 2, 2, 3, 1, 3, 3, 2, 1), "Shops": (3, 2, 1, 3, 2, 2, 1, 3, 3), "Food": (1,) * 3 + (2,) * 6}
# texts that lie outside of a box which hides what is outside of it; a box that scrolls cuts nothing, unless it is tight
CUT = """() => {
  const found = new Set();
  let examined = 0;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.data.trim(), parent = walk.currentNode.parentElement;
    const aside = "style, script, canvas, [role=tooltip], [transform*=rotate]";
    if (!text || !parent.checkVisibility() || parent.closest(aside)) continue;
    const range = document.createRange();
    range.selectNodeContents(walk.currentNode);
    const lines = [...range.getClientRects()].filter(line => line.width > 1 && line.height > 1);
    if (lines.length) examined++;
    for (let box = parent; lines.length && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box), edge = box.getBoundingClientRect();
      if (edge.width < 4 || edge.height < 4) break;
      const tight = box.className.includes?.("st-key-tight_") && style.overflowY === "auto";
      const hides = side => ["hidden", "clip"].includes(style[`overflow${side}`]) || (tight && side === "Y");
      const over = line => (hides("X") && (line.right > edge.right + 1.5 || line.left < edge.left - 1.5))
        || (hides("Y") && (line.bottom > edge.bottom + 3 || line.top < edge.top - 3));
      if (lines.some(over)) { found.add(text.slice(0, 70)); break; }
      if (!tight && [style.overflowX, style.overflowY].some(each => ["auto", "scroll"].includes(each))) break;
    }
  }
  return {examined, cut: [...found]};
}"""
# headers of tables are drawn on a canvas: their texts are measured instead
WIDTHS = """texts => {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `14px ${getComputedStyle(document.body).fontFamily}`;
  return texts.map(text => pen.measureText(text).width);
}"""
PADDING = 10


def headers() -> list[tuple[str, int]]:
    """The English header and the width of every column of a table whose width is a number in the source."""
    found = []
    for file in (ROOT / "pages").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not ast.unparse(node.func).endswith("Column") or not node.args:
                continue
            label, given = node.args[0], {each.arg: each.value for each in node.keywords}
            text = label.args[0] if isinstance(label, ast.Call) and label.args else None
            width = given.get("width")
            if isinstance(text, ast.Constant) and isinstance(width, ast.Constant) and isinstance(width.value, int):
                found.append((str(text.value), width.value))
    return found


@pytest.fixture
def worked(visit: Callable[..., Any], idle: Callable[..., None], server: Any) -> Any:
    """A tab with the first sample open, and three segments with scores."""
    page = visit("/ledger")
    page.set_viewport_size({"width": 1280, "height": 1400})
    page.get_by_role("button", name="Open", exact=True).first.click()
    page.get_by_role("button", name="Show the matrix").wait_for()
    idle(page)
    workspace = page.url.partition("w=")[2].partition("&")[0]
    store = Store.open(file_url(server.data / "labrador.sqlite3"))
    saved = store.load(workspace)
    first, *others = SCORED
    segments = [Segment(first, rule=Is(field="industry", values=(first,))), *(Segment(name) for name in others)]
    store.patch(workspace, {"segments": tuple(segments)}, saved.document)
    store.scores.put(
        workspace, [Score(n, c, "", float(v)) for n, vs in SCORED.items() for c, v in zip(CRITERIA, vs, strict=True)]
    )
    return page


def test_no_label_is_cut_in_any_language(worked: Any, server: Any) -> None:
    workspace = worked.url.partition("w=")[2].partition("&")[0]
    cut: dict[str, list[str]] = {}
    for language in LANGUAGES:
        examined = 0
        worked.goto(f"{server.url}/ledger?w={workspace}&language={language}")
        for screen in (screen for screen in PAGES if screen.group):
            menu(worked, load(language)(screen.title))
            seen = worked.evaluate(CUT)
            examined += seen["examined"]
            if seen["cut"]:
                cut[f"{language} {screen.file}"] = seen["cut"]
        assert examined > 500, language
    worked.add_style_tag(
        content="[data-testid=stSidebarContent] a p { width: 9px; overflow: hidden; white-space: nowrap }"
    )
    assert len(worked.evaluate(CUT)["cut"]) >= len(PAGES) - 4  # the control
    assert cut == {}


def test_headers_of_tables_fit_their_columns(visit: Callable[..., Any]) -> None:
    page, columns = visit("/method"), headers()
    assert len(columns) > 40
    wide = {}
    for language in LANGUAGES:
        texts = [load(language)(text) for text, _ in columns]
        for text, (_, width), drawn in zip(texts, columns, page.evaluate(WIDTHS, texts), strict=True):
            if drawn > width - PADDING:
                wide[f"{language} {text}"] = (width, round(drawn))
    assert page.evaluate(WIDTHS, ["Customers of the segment"])[0] > 120  # the control
    assert wide == {}
