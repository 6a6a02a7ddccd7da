const ROW = 26;
const LANE = 46;
const MARGIN = 58;
/** Messages over many rows are looked for among all; the others by the stretch of rows in which they are. */
const STRETCH = 256;
const LONG = 16 * STRETCH;
/** So many lines are drawn that have neither end in view. */
const PASSING = 60;

/** The messages of a trace, found by the rows that they cross. */
class Arrows {
  constructor(index, rows) {
    this.all = [];
    this.stretches = Array.from({ length: Math.ceil(rows / STRETCH) + 1 }, () => []);
    this.long = [];
    this.into = new Map();
    this.outOf = new Map();
    index.from.forEach((from, to) => {
      if (from >= 0) {
        const arrow = { from, to, arrival: index.arrival[to] };
        this.all.push(arrow);
        this.into.set(to, arrow);
        this.outOf.set(from, [...(this.outOf.get(from) || []), arrow]);
        if (to - from > LONG) {
          this.long.push(arrow);
        } else {
          for (let s = Math.floor(from / STRETCH); s <= Math.floor(to / STRETCH); s++) {
            this.stretches[s].push(arrow);
          }
        }
      }
    });
    this.unheard = new Set(index.unheard);
  }

  /** Those that cross the rows from first to last: all that have an end there, and some of the others. */
  crossing(first, last) {
    const found = new Set();
    let passing = 0;
    const take = (a) => {
      if (a.to < first || a.from > last || found.has(a)) {
        return;
      }
      if (a.from >= first || a.to <= last || passing++ < PASSING) {
        found.add(a);
      }
    };
    for (let s = Math.max(0, Math.floor(first / STRETCH)); s <= Math.floor(last / STRETCH) && s < this.stretches.length; s++) {
      this.stretches[s].forEach(take);
    }
    this.long.forEach(take);
    return [...found];
  }
}

function laneX(lane) {
  return MARGIN + LANE / 2 + lane * LANE;
}

function lanesWidth(nodes) {
  return MARGIN + nodes * LANE;
}

/** The drawing of some rows; y is 0 at the first of them. The same for the screen and for pictures to be saved. */
function drawing(view, first, last, selected) {
  const { events, arrows, crashes, bad, lookedAt } = view;
  const index = events.index;
  const y = (row) => (row - first) * ROW + ROW / 2;
  const x = (row) => laneX(index.node[row]);
  const height = (last - first + 1) * ROW;
  const items = [];
  index.nodes.forEach((name, lane) => items.push(h("line", { key: "lane" + lane, class: "lane", x1: laneX(lane), x2: laneX(lane),
    y1: 0, y2: height })));
  if (lookedAt < events.size && last >= lookedAt) {
    items.push(h("line", { key: "end", class: "end", x1: MARGIN - 8, x2: lanesWidth(index.nodes.length), y1: y(lookedAt) - ROW / 2,
      y2: y(lookedAt) - ROW / 2 }));
  }
  const ordered = arrows.crossing(first, last).map((a) => [a, a.from === selected || a.to === selected]);
  ordered.sort((a, b) => a[1] - b[1]);
  for (const [a, hot] of ordered) {
    if (index.node[a.from] === index.node[a.to]) {
      continue;
    }
    const x1 = x(a.from), y1 = y(a.from), x2 = x(a.to), y2 = y(a.to);
    const length = Math.hypot(x2 - x1, y2 - y1);
    const ux = (x2 - x1) / length, uy = (y2 - y1) / length;
    const tip = [x2 - ux * 6, y2 - uy * 6];
    const name = classes("message", a.arrival === 1 && "late", a.arrival === 2 && "again", hot && "hot",
      a.to >= lookedAt && "beyond", a.to === bad && "bad");
    items.push(h("g", { key: "m" + a.to, class: name },
      h("line", { x1: x1 + ux * 5, y1: y1 + uy * 5, x2: tip[0], y2: tip[1] }),
      h("path", { d: "M" + [tip[0] - ux * 7 - uy * 3.5, tip[1] - uy * 7 + ux * 3.5].map(fixed) + "L" + tip.map(fixed) + "L"
        + [tip[0] - ux * 7 + uy * 3.5, tip[1] - uy * 7 - ux * 3.5].map(fixed) + "Z" })));
  }
  for (let row = first; row <= last; row++) {
    const cx = x(row), cy = y(row);
    if (arrows.unheard.has(row)) {
      items.push(h("g", { key: "u" + row, class: "unheard" },
        h("line", { x1: cx + 4, y1: cy + 2, x2: cx + 15, y2: cy + 8 }),
        h("path", { d: "M" + (cx + 12) + " " + (cy + 5) + "l6 6m0 -6l-6 6" })));
    }
    if (crashes.has(index.action[row])) {
      items.push(h("path", { key: "e" + row, class: "crash", d: "M" + (cx - 6) + " " + (cy - 6) + "l12 12m0 -12l-12 12" }));
      continue;
    }
    const name = classes("event", row === selected && "selected", row === bad && "bad", row >= lookedAt && "beyond");
    if (row === bad) {
      items.push(h("circle", { key: "r" + row, class: "ring", cx, cy, r: 9 }));
    }
    items.push(h("circle", { key: "e" + row, class: name, cx, cy, r: row === selected ? 6 : 4.5 }));
  }
  return items;
}

function fixed(n) {
  return n.toFixed(1);
}

/**
 * The events of a trace as a list, with the space-time diagram beside it: a line for each node, time going down, an arrow
 * for each message. Only what is in view is drawn.
 */
function Diagram({ view, selected, onSelect, hits }) {
  const { events } = view;
  const index = events.index;
  const box = useRef(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(600);
  const [, redraw] = useState(0);
  const width = lanesWidth(index.nodes.length);

  useEffect(() => {
    const listener = () => redraw((n) => n + 1);
    events.listeners.add(listener);
    return () => events.listeners.delete(listener);
  }, [events]);

  useLayoutEffect(() => {
    const measure = () => setHeight(box.current.clientHeight);
    const observer = new ResizeObserver(measure);
    observer.observe(box.current);
    measure();
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    const y = selected * ROW;
    const element = box.current;
    const visible = element.clientHeight - ROW;
    if (y < element.scrollTop + ROW) {
      element.scrollTop = y - visible / 3;
    } else if (y > element.scrollTop + visible - 2 * ROW) {
      element.scrollTop = y - visible * 2 / 3;
    }
    setTop(element.scrollTop);
  }, [selected]);

  const first = Math.max(0, Math.floor(top / ROW) - 6);
  const last = Math.min(events.size - 1, Math.ceil((top + height) / ROW) + 6);
  const rows = [];
  for (let row = first; row <= last; row++) {
    rows.push(h(EventRow, { key: row, view, row, width, selected: row === selected, hit: hits && hits.has(row), onSelect }));
  }
  return h("div", { class: "diagram" },
    h("div", { class: "lanes", "aria-hidden": "true", style: { width: width + "px" } },
      h("span", { class: "n", style: { width: MARGIN + "px" } }, "event"),
      index.nodes.map((n, lane) => h("span", { key: n, class: lane === index.node[selected] ? "focus" : null, style: { width: LANE + "px" }, title: n }, n))),
    h("div", { class: "events", ref: box, tabIndex: 0, role: "listbox", "aria-label": "Events of the trace, with a space-time diagram",
      "aria-activedescendant": "event-" + selected, onScroll: (e) => setTop(e.currentTarget.scrollTop) },
      h("div", { class: "all", role: "presentation", style: { height: events.size * ROW + "px" } },
        h("svg", { class: "spacetime", "aria-hidden": "true", width, height: (last - first + 1) * ROW,
          style: { top: first * ROW + "px" } }, drawing(view, first, last, selected)),
        rows)));
}

function EventRow({ view, row, width, selected, hit, onSelect }) {
  const { events, bad, lookedAt, crashes } = view;
  const logged = events.get(row);
  const node = events.node(row);
  const action = events.action(row);
  const how = ["", ", overtaken by a later message", ", received again"][events.index.arrival[row]];
  const from = events.index.from[row];
  const spoken = from < 0 ? "" : ", from event " + events.number(from) + " at " + events.node(from) + how;
  return h("div", { id: "event-" + row, role: "option", "aria-selected": selected, "aria-posinset": row + 1, "aria-setsize": events.size,
    "aria-label": "event " + events.number(row) + " at " + node + ": " + action + (logged ? " " + brief(action, node, logged.args) : "")
      + spoken + (row === bad ? ", not allowed by the specification" : ""),
    class: classes("row", selected && "selected", row === bad && "bad", row >= lookedAt && "beyond", hit && "hit",
      crashes.has(events.index.action[row]) && "crashed"),
    style: { top: row * ROW + "px", height: ROW + "px" }, onClick: () => onSelect(row) },
    h("span", { class: "n", style: { width: MARGIN + "px" } }, events.number(row)),
    h("span", { class: "what", style: { left: width + 8 + "px" } },
      h("b", null, action), " ", logged ? brief(action, node, logged.args) : "\u2026"));
}

function Legend({ view }) {
  const arrivals = new Set(view.events.index.arrival);
  const sample = (name, shape, words) => h("li", null, h("svg", { width: 34, height: 14, "aria-hidden": "true" }, h("g", { class: name }, shape)), words);
  const arrow = [h("line", { x1: 2, y1: 7, x2: 28, y2: 7 }), h("path", { d: "M24 3.5L31 7L24 10.5Z" })];
  return h("ul", { class: "legend", "aria-label": "Legend" },
    sample("message", arrow, "message"),
    arrivals.has(1) ? sample("message late", arrow, "overtaken by a later one") : null,
    arrivals.has(2) ? sample("message again", arrow, "received again") : null,
    view.arrows.unheard.size > 0 ? sample("unheard", [h("line", { x1: 6, y1: 4, x2: 17, y2: 8 }), h("path", { d: "M15 5l6 6m0 -6l-6 6" })],
      "received by no event here") : null,
    view.crashes.size > 0 ? sample("", [h("path", { class: "crash", d: "M10 2l10 10m0 -10l-10 10" })], "crash and restart") : null,
    view.bad === null ? null : sample("", [h("circle", { class: "ring", cx: 15, cy: 7, r: 6 }), h("circle", { class: "event bad", cx: 15, cy: 7, r: 3.5 })],
      view.badWords));
}
