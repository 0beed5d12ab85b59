/* The grid of scores. A digit 0 to 3 fills a cell and moves on to the next one; what was typed is kept here, in
   `open`, and told again until the server says that it is saved: no key waits for the server or is lost to it, and
   the tab keeps it where the page is loaded anew in between. */

const PAUSE = 150; // milliseconds without a key until the server is told
const AGAIN = 4000; // milliseconds until it is told again what it has not confirmed; twice as long each time
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0] };

export default function ({ data, parentElement, setTriggerValue }) {
  let grid = parentElement.scoreGrid;
  const names = JSON.stringify([data.key, data.label, data.rows.map(({ name }) => name)]);
  if (grid?.names !== names) {
    grid?.leave();
    grid = parentElement.scoreGrid = new Grid(parentElement, data, names);
  }
  grid.tell = (told) => setTriggerValue("told", told); // a trigger: it also arrives where the next page is asked for
  grid.show(data);
  const turn = ++grid.turn; // an earlier turn may be ended after a later one has begun
  return () => grid.turn === turn && grid.leave();
}

function element(tag, text, fields = {}) {
  return Object.assign(document.createElement(tag), { textContent: text }, fields);
}

function kept(key) {
  return JSON.parse(sessionStorage.getItem(key) ?? "[]");
}

class Grid {
  constructor(parent, data, names) {
    this.key = data.key;
    this.names = names;
    this.parent = parent;
    this.open = new Map(); // by cell: [row, column, value, number]; of what the server has not confirmed yet
    this.number = 0; // of the last key; a clock, so that it also grows when the page is loaded anew
    this.at = null; // row and column of the cursor
    this.turn = 0;
    this.again = AGAIN;
    this.heads = data.columns.map(({ title, help }) => element("th", title, { scope: "col", title: help }));
    this.rows = data.rows.map(({ name }, row) => this.row(name, row, data.columns));
    this.table = element("table", "");
    this.table.setAttribute("aria-label", data.label);
    const head = element("tr", "");
    const [first, ...last] = data.ends.map((title) => element("th", title, { scope: "col" }));
    head.append(first, ...this.heads, ...last);
    const [top, body] = [element("thead", ""), element("tbody", "")];
    top.append(head);
    body.append(...this.rows.map(({ line }) => line));
    this.table.append(top, body);
    this.listen();
    parent.append(this.table);
    for (const [row, column, value, number] of kept(this.key)) {
      if (number > data.seen) this.put(this.rows[row].cells[column], value);
    }
  }

  row(name, row, columns) {
    const line = element("tr", "");
    const cells = columns.map(({ title }, column) => {
      const cell = element("input", "", { inputMode: "numeric", autocomplete: "off", place: [row, column] });
      cell.setAttribute("aria-label", `${name}, ${title}`);
      return cell;
    });
    const [total, rank] = [element("td", ""), element("td", "")];
    const boxes = cells.map((cell) => element("td", ""));
    boxes.forEach((box, column) => box.append(cells[column]));
    line.append(element("th", name, { scope: "row" }), ...boxes, total, rank);
    return { line, cells, total, rank };
  }

  listen() {
    const on = (name, act) => this.table.addEventListener(name, (event) => event.target.place && act(event, event.target));
    on("input", (event, cell) => (cell.value ? this.fill(cell, [...(event.data ?? cell.value)]) : this.put(cell, null)));
    on("keydown", (event, cell) => this.pressed(event, cell));
    on("paste", (event, cell) => this.pasted(event, cell));
    on("focusin", (_, cell) => this.arrived(cell));
    on("focusout", (event) => event.relatedTarget?.place || this.send());
    this.hidden = () => this.send();
    window.addEventListener("pagehide", this.hidden);
  }

  /* One sign a cell, from this one on: a digit is a score, - and a space empty the cell, any other sign is not taken. */
  fill(cell, signs) {
    let here = cell;
    for (const sign of signs) {
      if (!here) break;
      if (/^[0-3]$/.test(sign)) this.put(here, Number(sign));
      else if (/^[- ]$/.test(sign)) this.put(here, null);
      else if (sign) continue;
      here = this.after(here, 0, 1);
    }
    cell.value = cell.shown;
    (here ?? cell).focus();
    (here ?? cell).select();
  }

  /* Rows of a sheet, or nine digits a line: each line from this column on. */
  pasted(event, cell) {
    event.preventDefault();
    for (const [number, line] of event.clipboardData.getData("text").trimEnd().split(/\r?\n/).entries()) {
      const start = this.after(cell, number, 0);
      if (start) this.fill(start, line.includes("\t") ? line.split("\t").map((text) => text.trim()) : [...line]);
    }
  }

  pressed(event, cell) {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.after(cell, ...(event.key === "Enter" && event.shiftKey ? [-1, 0] : step))?.focus();
  }

  /* The cell so many rows and columns on; behind the last column comes the next row. */
  after(cell, down, right) {
    const width = this.heads.length;
    const place = (cell.place[0] + down) * width + cell.place[1] + right;
    return this.rows[Math.floor(place / width)]?.cells[place % width];
  }

  put(cell, value) {
    this.number = Math.max(this.number + 1, Date.now());
    this.open.set(String(cell.place), [...cell.place, value, this.number]);
    this.write(cell, value === null ? "" : String(value));
    this.again = AGAIN;
    this.keep();
    this.soon();
  }

  keep() {
    if (this.open.size) sessionStorage.setItem(this.key, JSON.stringify([...this.open.values()]));
    else sessionStorage.removeItem(this.key);
  }

  write(cell, text) {
    cell.shown = text;
    if (cell.value !== text) cell.value = text;
  }

  arrived(cell) {
    cell.select();
    this.heads.forEach((head, column) => head.classList.toggle("on", column === cell.place[1]));
    this.at = cell.place;
    this.soon();
  }

  soon(pause = PAUSE) {
    this.news = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  send() {
    clearTimeout(this.timer);
    if (!this.news) return;
    this.news = false;
    this.tell({ at: this.at, upto: this.number, edits: [...this.open.values()].map((edit) => edit.slice(0, 3)) });
    this.timer = setTimeout(() => this.open.size && this.soon(0), this.again);
    this.again *= 2;
  }

  /* What the server knows; keys it has not confirmed stay as they were typed. */
  show({ rows, seen }) {
    for (const [place, edit] of this.open) if (edit[3] <= seen) this.open.delete(place);
    this.keep();
    rows.forEach(({ scores, total, rank }, row) => {
      const mine = this.rows[row];
      mine.total.textContent = total;
      mine.rank.textContent = rank;
      scores.forEach((text, column) => this.open.has(`${row},${column}`) || this.write(mine.cells[column], text));
    });
  }

  leave() {
    this.send();
    window.removeEventListener("pagehide", this.hidden);
    this.table.remove();
    this.parent.scoreGrid = undefined;
  }
}
