const VALUE = 0, SET = 1, ADDED = 2, REMOVED = 3, GONE = 4, OPEN = 5;

/**
 * The specification's state after each event. It is kept once and moved forwards and backwards by what changed; so any
 * event can be reached, and a long trace costs what happens in it.
 *
 * A cell is a part of the state: a variable, or the value of a function at an argument. Its content is a text, or for a
 * set a Map of the elements' texts.
 */
class States {
  constructor(trace) {
    this.trace = trace;
    this.cells = [];
    this.texts = [];
    this.rows = [];
    this.content = new Map();
    this.changes = new Map();
    this.undo = [];
    this.position = 0;
    this.queue = Promise.resolve();
    this.partsRead = 0;
  }

  /** The state before a row's event (row 0: the initial state) and after it: moves there and tells what changed. */
  at(row) {
    this.queue = this.queue.then(() => this.move(row + 2));
    return this.queue;
  }

  async move(target) {
    while (this.partsRead < this.trace.parts && this.rows.length < target) {
      const read = await part("trace." + this.trace.id + ".changes." + this.partsRead);
      this.partsRead++;
      this.cells.push(...read.cells);
      for (const text of read.texts) {
        this.texts.push(text);
      }
      for (const row of read.rows) {
        this.rows.push(row);
      }
    }
    const end = Math.min(target, this.rows.length);
    while (this.position < end) {
      this.forwards();
    }
    while (this.position > end) {
      this.backwards();
    }
    return this;
  }

  forwards() {
    const ops = this.rows[this.position];
    const undo = [];
    for (let i = 0; i < ops.length; i += 3) {
      const cell = ops[i + 1];
      const text = this.texts[ops[i + 2]];
      const before = this.content.get(cell);
      if (ops[i] === ADDED) {
        before.set(text, this.position);
        undo.push(() => before.delete(text));
      } else if (ops[i] === REMOVED) {
        const since = before.get(text);
        before.delete(text);
        undo.push(() => before.set(text, since));
      } else {
        if (ops[i] === GONE) {
          this.content.delete(cell);
        } else {
          this.content.set(cell, ops[i] === SET ? new Map() : ops[i] === OPEN ? null : text);
        }
        undo.push(() => before === undefined ? this.content.delete(cell) : this.content.set(cell, before));
      }
      const rows = this.changes.get(cell) || [];
      if (rows[rows.length - 1] === undefined || rows[rows.length - 1] < this.position) {
        rows.push(this.position);
        this.changes.set(cell, rows);
      }
    }
    this.undo.push(undo);
    this.position++;
  }

  backwards() {
    this.undo.pop().reverse().forEach((step) => step());
    this.position--;
  }

  /** What a row's event changed: for each cell what it was before, and the elements that came and went. */
  changed(row) {
    const found = new Map();
    const ops = this.rows[row + 1] || [];
    for (let i = 0; i < ops.length; i += 3) {
      const change = found.get(ops[i + 1]) || { added: new Set(), removed: new Set() };
      if (ops[i] === ADDED) {
        change.added.add(this.texts[ops[i + 2]]);
      } else if (ops[i] === REMOVED) {
        change.removed.add(this.texts[ops[i + 2]]);
      } else {
        change.whole = true;
      }
      found.set(ops[i + 1], change);
    }
    return found;
  }

  /** The row of the event that changed a cell last, up to a row; -1 for the state at the beginning, null for none. */
  lastChange(path, row) {
    const wanted = JSON.stringify(path);
    const cell = this.cells.findIndex((c) => JSON.stringify(c) === wanted);
    const rows = (this.changes.get(cell) || []).filter((r) => r <= row + 1);
    return rows.length === 0 ? null : rows[rows.length - 1] - 1;
  }

  /** What a cell held before a row's event. */
  before(cell, row) {
    const rows = (this.changes.get(cell) || []).filter((r) => r < row + 1);
    if (rows.length === 0) {
      return null;
    }
    const ops = this.rows[rows[rows.length - 1]];
    for (let i = ops.length - 3; i >= 0; i -= 3) {
      if (ops[i + 1] === cell) {
        return ops[i] === VALUE ? this.texts[ops[i + 2]] : null;
      }
    }
    return null;
  }

  /** The cells that there are now, by variable. */
  variables() {
    const all = new Map();
    this.cells.forEach((path, cell) => {
      if (this.content.has(cell)) {
        if (!all.has(path[0])) {
          all.set(path[0], []);
        }
        all.get(path[0]).push({ cell, keys: path.slice(1), content: this.content.get(cell) });
      }
    });
    return all;
  }
}

/** How often a set that the page shows in a line is listed; the rest is counted. */
const MANY = 12;
/** And so many at most where all are asked for: a page of text more would help nobody. */
const MOST = 1000;

function Content({ content, change, before, all, list }) {
  if (content === null) {
    return h("em", null, "several are possible");
  }
  if (!(content instanceof Map)) {
    const old = change && before !== null && before !== content ? before : null;
    return h(Fragment, null,
      old === null ? null : h(Fragment, null, h("del", null, old), " ", h("span", { class: "arrow" }, "\u2192"), " "),
      h(change ? "ins" : "span", null, content));
  }
  const added = change ? change.added : new Set();
  const removed = change ? [...change.removed] : [];
  const elements = [...content.keys()];
  const rest = elements.filter((e) => !added.has(e));
  const room = (all ? MOST : MANY) - added.size;
  const shown = room > 0 ? rest.slice(-room) : [];
  const items = [
    ...removed.map((e) => h("del", { key: "-" + e }, e)),
    ...[...added].map((e) => h("ins", { key: "+" + e }, e)),
    ...shown.map((e) => h("span", { key: e }, e))];
  if (list) {
    return h("ul", { class: "set" }, items.map((item, i) => h("li", { key: i }, item)),
      rest.length > shown.length ? h("li", null, "and " + count(rest.length - shown.length) + " more") : null, items.length === 0 ? h("li", null, "{}") : null);
  }
  return h("span", { class: "set" }, "{", items.map((item, i) => [i > 0 ? ", " : null, item]),
    rest.length > shown.length ? ", and " + count(rest.length - shown.length) + " more" : null, "}");
}

/** The state after an event: the variables that are functions of the node side by side, then the others. */
function StateTable({ states, row, nodes, focus }) {
  const [wide, setWide] = useState(new Set());
  const variables = states.variables();
  const changed = states.changed(row);
  const quoted = nodes.map((n) => '"' + n + '"');
  const ofNodes = [];
  const others = [];
  variables.forEach((cells, name) => {
    const keys = cells.map((c) => c.keys[0]);
    (cells.every((c) => c.keys.length === 1) && cells.length > 0 && keys.every((k) => quoted.includes(k) || nodes.includes(k))
      ? ofNodes : others).push([name, cells]);
  });
  const isChanged = (cells) => cells.some((c) => changed.has(c.cell));
  const goneCells = [...changed.keys()].filter((c) => !states.content.has(c));
  others.sort((a, b) => isChanged(b[1]) - isChanged(a[1]));
  return h("div", { class: "state" },
    ofNodes.length === 0 ? null : h("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": "The state of each node" },
      h("table", { class: "matrix" },
        h("thead", null, h("tr", null, h("th", { scope: "col" }, "variable"),
          nodes.map((n) => h("th", { scope: "col", key: n, class: n === focus ? "focus" : null }, n)))),
        h("tbody", null, ofNodes.map(([name, cells]) => h("tr", { key: name, class: isChanged(cells) ? "changed" : null },
          h("th", { scope: "row" }, name),
          nodes.map((n) => {
            const c = cells.find((x) => x.keys[0] === '"' + n + '"' || x.keys[0] === n);
            const change = c && changed.get(c.cell);
            return h("td", { key: n, class: classes(change && "changed", n === focus && "focus") },
              c ? h(Content, { content: c.content, change, before: change ? states.before(c.cell, row) : null }) : null);
          })))))),
    others.map(([name, cells]) => {
      const gone = goneCells.filter((c) => states.cells[c][0] === name);
      const single = cells.length === 1 && cells[0].keys.length === 0 ? cells[0] : null;
      const size = single && single.content instanceof Map ? single.content.size : null;
      const order = [...cells].sort((a, b) => changed.has(b.cell) - changed.has(a.cell) || naturally(keys(a.keys), keys(b.keys)));
      const shown = order.slice(0, wide.has(name) ? MOST : Math.max(MANY, order.filter((c) => changed.has(c.cell)).length));
      const more = size !== null ? size > MANY : order.length > shown.length;
      return h("section", { key: name, class: classes("variable", isChanged(cells) && "changed") },
        h("h4", null, name, size === null ? null : h("small", null, " ", plural(size, "element")),
          more ? h("button", { type: "button", class: "quiet", "aria-expanded": wide.has(name), onClick: () => {
            const next = new Set(wide);
            if (!next.delete(name)) {
              next.add(name);
            }
            setWide(next);
          } }, wide.has(name) ? "fewer" : "all") : null),
        single ? h(Content, { list: true, content: single.content, change: changed.get(single.cell), all: wide.has(name),
          before: changed.has(single.cell) ? states.before(single.cell, row) : null })
        : h("dl", null,
          gone.map((cell) => h(Fragment, { key: cell }, h("dt", null, h("del", null, keys(states.cells[cell].slice(1)))),
            h("dd", null, h("del", null, states.before(cell, row) || "")))),
          shown.map((c) => h(Fragment, { key: c.cell }, h("dt", null, keys(c.keys)),
            h("dd", null, h(Content, { content: c.content, change: changed.get(c.cell), all: wide.has(name),
              before: changed.has(c.cell) ? states.before(c.cell, row) : null }))))));
    }));
}

function keys(names) {
  return names.map((k) => "[" + k + "]").join("");
}
