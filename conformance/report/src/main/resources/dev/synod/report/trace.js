/** What a result of a trace means, in the colours of the page. */
function verdictOf(trace) {
  const word = trace.result.verdict;
  const incomplete = word === "ok" && !trace.result.complete;
  const text = incomplete ? "ok, incomplete" : word;
  if (trace.expected) {
    return trace.expected.difference ? { kind: "bad", text: text + ", not as expected" }
      : { kind: "ok", text: word === "ok" ? text : "as expected: " + text };
  }
  return { kind: word === "ok" || word === "known" ? (incomplete ? "open" : "ok") : word === "unknown" ? "open" : "bad", text };
}

/** The row at which a trace's result points: where it leaves the specification, violates a property or was given up. */
function rowOfResult(trace) {
  const r = trace.result;
  const event = r.divergence ? r.divergence.event : r.violations ? r.violations[0].event : null;
  const row = event ? event.n - trace.first : null;
  return row !== null && row >= 0 && row < trace.rows ? row : null;
}

function TracePage({ trace, event }) {
  const [view, setView] = useState(null);
  const [error, setError] = useState(null);
  useEffect(() => {
    setView(null);
    if (trace.rows > 0) {
      openTrace(trace).then(setView, (e) => setError(String(e)));
    }
  }, [trace]);
  return h("main", { class: "trace" },
    h(TraceHead, { trace }),
    h(Verdict, { trace, view }),
    trace.rows === 0 ? null
      : error ? h("p", { class: "note" }, "The trace's data could not be read: " + error)
      : view && view.trace === trace ? h(Steps, { view, event }) : h("p", { class: "note", role: "status" }, "Reading the trace\u2026"));
}

const opened = new Map();

async function openTrace(trace) {
  if (!opened.has(trace.id)) {
    const index = ordered(await part("trace." + trace.id + ".index"));
    const events = new Events(trace, index);
    opened.set(trace.id, { trace, events, states: new States(trace), arrows: new Arrows(index, events.size),
      bad: trace.result.divergence || trace.result.violations ? rowOfResult(trace) : null,
      badWords: trace.result.divergence ? "not allowed by the specification" : "violates a property",
      crashes: new Set((trace.crashes || []).map((a) => index.actions.indexOf(a)).filter((i) => i >= 0)),
      lookedAt: trace.lookedAt });
  }
  return opened.get(trace.id);
}

/** The nodes in the order of their names, rather than that in which they come. */
function ordered(index) {
  const names = [...index.nodes].sort(naturally);
  const lane = index.nodes.map((n) => names.indexOf(n));
  return { ...index, nodes: names, node: index.node.map((n) => lane[n]) };
}

function TraceHead({ trace }) {
  const v = verdictOf(trace);
  const source = trace.header ? trace.header.source : {};
  return h("header", { class: "head" },
    h("p", { class: "kicker" }, "Trace", trace.algorithm ? [" of ", h(Link, { to: "algorithm/" + trace.algorithm }, trace.algorithm)] : null),
    h("h1", null, trace.name, " ", h(Badge, { kind: v.kind }, v.text)),
    h("p", { class: "facts" }, [
      trace.rows ? plural(trace.result.events, "event") + " explained by the specification" : null,
      trace.spec ? h("span", null, "held to ", trace.module ? h(Link, { to: "module/" + trace.module }, DATA.modules[trace.module].path) : trace.spec) : null,
      ...Object.entries(source).filter(([k]) => ["seed", "faults", "policy", "mutant", "runtime"].includes(k))
        .map(([k, value]) => k + " " + value.replace(/^"|"$/g, "")),
    ].filter(Boolean).map((fact, i) => [i > 0 ? " \u00b7 " : null, fact])),
    trace.expected ? h("p", { class: "about" }, trace.expected.about,
      trace.expected.difference ? h("strong", { class: "bad" }, " But " + trace.expected.difference + ".") : null) : null,
    trace.result.warnings.map((w) => h("p", { class: "note", key: w }, "Mind: " + w + ".")));
}

// -- the verdict -------------------------------------------------------------------------------------------------------

function Verdict({ trace, view }) {
  const r = trace.result;
  if (r.divergence) {
    return h(Divergence, { trace, view, divergence: r.divergence });
  } else if (r.violations) {
    return r.violations.map((v) => h(Violated, { key: v.property, trace, view, violation: v }));
  } else if (r.known) {
    return h("section", { class: "verdict open" }, h("h2", null, "It leaves the specification where it is known to"),
      r.known.map((k) => h("p", null, h(EventLink, { trace, n: k.divergence.event.n }), " ", k.divergence.event.text, ": ",
        h("code", null, k.divergence.attempts[0].conjunct), " is false. Let pass: ", k.reason)),
      r.stopped ? h("p", null, "The trace does not log every variable, so that the events after it were not looked at.") : null,
      h(Command, { text: trace.again }));
  } else if (r.verdict === "unknown") {
    return h("section", { class: "verdict open" }, h("h2", null, "Undecided after " + plural(r.events, "event")),
      h("p", null, r.reason), r.toBlame.length ? h("p", null, "The trace does not log " + r.toBlame.join(", ") + ".") : null,
      h(Command, { text: trace.again }));
  } else if (r.verdict === "malformed") {
    return h("section", { class: "verdict bad" }, h("h2", null, "The trace cannot be used"),
      h("pre", { class: "scroll", tabIndex: 0 }, r.error), h(Command, { text: trace.again }));
  }
  return null;
}

function EventLink({ trace, n, children }) {
  return h(Link, { to: "trace/" + trace.id + "/event/" + n }, children || "event " + n);
}

/** A value's text; a record's fields one beside the other. */
function Value({ text }) {
  return h("code", { class: "value" }, text);
}

/** The variable and argument of which an operand like nextBal[p] speaks, by the values of the other operands. */
function cellOf(expression, operands) {
  const m = /^(\w+)\[(\w+)\]$/.exec(expression);
  if (!m) {
    return /^\w+$/.test(expression) ? [expression] : null;
  }
  const key = operands.find((o) => o.expression === m[2]);
  return key ? [m[1], key.value] : null;
}

/** Since when the parts of the state that a false conjunct speaks of have been what they are. */
function useOrigins(view, row, operands) {
  const [origins, setOrigins] = useState(new Map());
  useEffect(() => {
    let stale = false;
    const look = async () => {
      const found = new Map();
      if (view && row !== null) {
        await view.states.at(row);
        for (const o of operands) {
          const cell = cellOf(o.expression, operands);
          const since = cell ? view.states.lastChange(cell, row - 1) : null;
          if (since !== null) {
            found.set(o.expression, since < 0 ? null : { row: since, logged: await view.events.load(since) });
          }
        }
      }
      if (!stale) {
        setOrigins(found);
      }
    };
    look();
    return () => {
      stale = true;
    };
  }, [view, row, operands]);
  return origins;
}

function Operands({ trace, view, row, operands }) {
  const origins = useOrigins(view, row, operands);
  return h("table", { class: "operands" },
    h("caption", null, "with these values"),
    h("tbody", null, operands.map((o) => {
      const origin = origins.get(o.expression);
      return h("tr", { key: o.expression }, h("th", { scope: "row" }, h("code", null, o.expression)),
        h("td", null, h(Value, { text: o.value }),
          origins.has(o.expression) ? h("small", null, " ", origin === null ? "since the beginning"
            : ["since ", h(EventLink, { trace, n: view.events.number(origin.row) }), ": ", view.events.action(origin.row), " ",
              brief(view.events.action(origin.row), view.events.node(origin.row), origin.logged.args), " at ", view.events.node(origin.row)]) : null));
    })));
}

/** Which lines of an action's text hold, and which is false. */
function falseMarks(module, action, location) {
  const marks = new Map();
  const found = definition(module, action);
  if (location.file && found && location.file === found.module && location.line >= found.start && location.line <= found.end) {
    const lines = moduleLines(found.module);
    for (let n = found.start; n < location.line; n++) {
      if (/^\s*\/\\/.test(lines[n - 1].text)) {
        marks.set(n, { kind: "holds", sign: "\u2713", title: "" });
      }
    }
  }
  marks.set(location.line, { kind: "false", sign: "\u2717", from: location.column, title: "false" });
  return marks;
}

function Rule({ module, action, location }) {
  if (!location.file) {
    return null;
  }
  const found = definition(module, action);
  const inside = found && found.module === location.file && location.line >= found.start && location.line <= found.end;
  const marks = falseMarks(module, action, location);
  return inside ? h(Fragment, null,
      found.comment < found.start ? h("blockquote", null, prose(found)) : null,
      h("p", { class: "where" }, h(Link, { to: "module/" + found.module + "/line/" + location.line },
        DATA.modules[found.module].path + ":" + location.line + ":" + location.column)),
      h(ModuleText, { module: found.module, first: found.start, last: found.end, marks, label: "Text of " + action }))
    : h(Fragment, null,
      h("p", { class: "where" }, h(Link, { to: "module/" + location.file + "/line/" + location.line },
        DATA.modules[location.file].path + ":" + location.line + ":" + location.column)),
      h(ModuleText, { module: location.file, first: location.line - 6, last: location.line + 4, marks, label: "Where the rule stands" }));
}

function Divergence({ trace, view, divergence }) {
  const event = divergence.event;
  const attempt = divergence.attempts[0];
  const row = rowOfResult(trace);
  const [more, setMore] = useState(false);
  if (!event || event.n < 1) {
    return h("section", { class: "verdict bad", "aria-labelledby": "verdict" },
      h("h2", { id: "verdict" }, "The initial state is not one of the specification"),
      h("p", { class: "rule" }, h("code", null, attempt.conjunct)), h("p", null, attempt.reason),
      h(Differences, { differences: attempt.differences }), h(Command, { text: trace.again }));
  }
  const from = view && row !== null ? view.events.index.from[row] : -1;
  const logged = Object.entries(event.state);
  const enabled = divergence.enabled;
  const shown = more ? enabled.here : enabled.here.slice(0, 5);
  const others = divergence.attempts.slice(1);
  return h("section", { class: "verdict bad", "aria-labelledby": "verdict" },
    h("h2", { id: "verdict" }, "Event " + event.n + " is a step that the specification does not allow"),
    h("ol", { class: "story" },
      h("li", null, h("h3", null, "What happened"),
        h("p", null, h("strong", null, event.node), " took the step ",
          h("strong", null, event.action || "(action not logged)"),
          from >= 0 ? [", on a message that ", h("strong", null, view.events.node(from)), " sent in ",
            h(EventLink, { trace, n: view.events.number(from) })] : null, ":"),
        h("p", { class: "event-text" }, h("code", null, event.text)),
        logged.length ? h("p", null, "It logged ", logged.map(([k, value], i) => [i ? ", " : null, h("code", null, k + " = " + value)]), ".") : null),
      h("li", null, h("h3", null, "The rule that it breaks"),
        h("p", { class: "rule" }, h("code", null, attempt.conjunct)),
        attempt.reason === attempt.conjunct + " is false" ? null : h("p", { class: "reason" }, h("code", null, attempt.reason)),
        attempt.operands.length ? h(Operands, { trace, view, row, operands: attempt.operands }) : null,
        h(Differences, { differences: attempt.differences })),
      h("li", null, h("h3", null, "Where the rule stands: ", h("code", null, attempt.action)),
        h(Rule, { module: trace.module, action: attempt.action, location: attempt.location }),
        others.length ? h("details", null, h("summary", null, plural(others.length, "other way") + " to explain the event, none of which fits either"),
          h("ul", null, others.map((o, i) => h("li", { key: i }, h("strong", null, o.action), " ",
            Object.entries(o.bindings).map(([k, value]) => k + " = " + value).join(", "), ": ", h("code", null, o.reason),
            o.location.file ? " (line " + o.location.line + ")" : "")))) : null),
      h("li", null, h("h3", null, "What the specification allowed instead"),
        shown.length ? h("ul", { class: "enabled" }, shown.map((e) => h("li", { key: e }, h("code", null, e))))
          : h("p", null, "Nothing at " + event.node + "."),
        enabled.here.length > 5 ? h("button", { type: "button", "aria-expanded": more, onClick: () => setMore(!more) },
          more ? "fewer" : "all " + enabled.here.length + " at " + event.node) : null,
        enabled.elsewhere ? h("p", { class: "note" }, "And " + count(enabled.elsewhere) + (enabled.cut ? " or more" : "") + " at other nodes.") : null)),
    divergence.candidates > 1 ? h("p", { class: "note" }, count(divergence.candidates)
      + " states explain the trace up to here; this is about the one that comes closest.") : null,
    row === null ? h("p", { class: "note" }, "The event is not among those that this page shows. To see it: synod report --first "
      + Math.max(1, event.n - 1000) + " " + trace.path) : null,
    h(Command, { text: trace.again }));
}

function Differences({ differences }) {
  return differences.length === 0 ? null : h("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": "Expected and logged values" },
    h("table", { class: "differences" },
      h("thead", null, h("tr", null, ["", "before", "the specification expects", "the trace logs"].map((t) => h("th", { scope: "col", key: t }, t)))),
      h("tbody", null, differences.map((d) => h("tr", { key: d.variable }, h("th", { scope: "row" }, h("code", null, d.variable)),
        h("td", null, h(Value, { text: d.before })), h("td", { class: "expected" }, h(Value, { text: d.expected })),
        h("td", { class: "logged" }, h(Value, { text: d.logged })))))));
}

function Violated({ trace, view, violation: v }) {
  const row = v.event ? v.event.n - trace.first : null;
  const changed = v.reads.filter((name) => v.before[name] !== v.after[name]);
  return h("section", { class: "verdict bad" },
    h("h2", null, "The " + v.kind + " " + v.property + " is violated"),
    h("ol", { class: "story" },
      h("li", null, h("h3", null, "When"), v.event ? h("p", null, v.hidden ? "With a step that is not logged, before " : "With ",
        h(EventLink, { trace, n: v.event.n }), " at ", h("strong", null, v.event.node), ": ", h("code", null, v.event.text))
        : h("p", null, "In the initial state.")),
      h("li", null, h("h3", null, "What is false"), h("p", { class: "rule" }, h("code", null, v.conjunct)),
        v.reason === v.conjunct + " is false" ? null : h("p", { class: "reason" }, h("code", null, v.reason)),
        v.operands.length ? h(Operands, { trace, view, row, operands: v.operands }) : null,
        changed.length ? h(Differences, { differences: [] }) : null),
      h("li", null, h("h3", null, "Where it stands"), h(Rule, { module: trace.module, action: v.property, location: v.location }))),
    h(Command, { text: trace.again }));
}

// -- the events, one by one ----------------------------------------------------------------------------------------------

function Steps({ view, event }) {
  const { trace, events } = view;
  const start = event !== null ? events.row(event) : view.bad !== null ? view.bad : 0;
  const [selected, setSelected] = useState(Math.min(Math.max(start, 0), events.size - 1));
  const [search, setSearch] = useState({ text: "", hits: null, list: [] });
  const root = useRef(null);
  const field = useRef(null);

  useEffect(() => {
    if (event !== null) {
      setSelected(Math.min(Math.max(events.row(event), 0), events.size - 1));
    }
  }, [event, events]);

  // Keys may come faster than the page is drawn: each goes on from where the last one led.
  const cursor = useRef(selected);
  cursor.current = selected;
  const select = useCallback((row) => {
    const to = Math.min(Math.max(row, 0), events.size - 1);
    cursor.current = to;
    setSelected(to);
    history.replaceState(null, "", "#trace/" + trace.id + "/event/" + events.number(to));
  }, [events, trace]);

  const sameNode = (from, step) => {
    for (let r = from + step; r >= 0 && r < events.size; r += step) {
      if (events.index.node[r] === events.index.node[from]) {
        return r;
      }
    }
    return from;
  };
  const nextHit = (step) => {
    const list = search.list;
    const to = step > 0 ? list.find((r) => r > cursor.current) : [...list].reverse().find((r) => r < cursor.current);
    if (to !== undefined) {
      select(to);
    } else if (list.length) {
      select(step > 0 ? list[0] : list[list.length - 1]);
    }
  };

  useEffect(() => {
    const page = 20;
    const onKey = (e) => {
      if (e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)) {
        return;
      }
      const inList = root.current.contains(e.target) && e.target.closest(".events");
      if (!inList && e.target !== document.body && !"jkmn/dNhl[]".includes(e.key)) {
        return;
      }
      const now = cursor.current;
      const sent = (view.arrows.outOf.get(now) || [])[0];
      const to = { ArrowDown: now + 1, j: now + 1, ArrowUp: now - 1, k: now - 1, PageDown: now + page,
        PageUp: now - page, Home: 0, End: events.size - 1, ArrowRight: sameNode(now, 1), l: sameNode(now, 1),
        ArrowLeft: sameNode(now, -1), h: sameNode(now, -1), d: view.bad === null ? undefined : view.bad,
        "[": events.index.from[now] < 0 ? undefined : events.index.from[now], "]": sent ? sent.to : undefined }[e.key];
      if (to !== undefined) {
        e.preventDefault();
        select(to);
      } else if (e.key === "/") {
        e.preventDefault();
        field.current.focus();
      } else if (e.key === "n" || e.key === "N") {
        nextHit(e.key === "n" ? 1 : -1);
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [select, search, view]);

  return h("section", { class: "steps", ref: root, "aria-label": "The trace, event by event" },
    h("div", { class: "bar" },
      h("h2", null, "Event by event"),
      h(Search, { view, field, search, setSearch, onNext: nextHit, onFound: select, selected }),
      view.bad === null ? null : h("button", { type: "button", onClick: () => select(view.bad) }, "Go to event " + events.number(view.bad))),
    h("div", { class: "columns" },
      h("div", { class: "left" },
        h(Diagram, { view, selected, onSelect: select, hits: search.hits }),
        h(Legend, { view }),
        h("p", { class: "note keys" }, h("kbd", null, "\u2191"), h("kbd", null, "\u2193"), " event, ", h("kbd", null, "\u2190"),
          h("kbd", null, "\u2192"), " at the same node, ", h("kbd", null, "["), h("kbd", null, "]"), " to the sender, the receiver",
          view.bad === null ? null : [", ", h("kbd", null, "d"), " the event that is not allowed"], ", ", h("kbd", null, "/"), " search, ",
          h("kbd", null, "n"), " next"),
        trace.lookedAt < trace.rows ? h("p", { class: "note" }, "Below the dashed line: what the run went on to do. These events were not held to the specification.") : null,
        trace.leftOut > 0 || trace.first > 1 ? h("p", { class: "note" }, "Events " + count(events.number(0)) + " to " + count(events.number(events.size - 1))
          + " are shown, " + count(trace.leftOut) + " are not; the verdict is on all. Choose others: synod report --first N --events N " + trace.path) : null,
        h(SavePicture, { view, selected })),
      h(Inspector, { view, row: selected, onSelect: select })),
    h(PrintedPicture, { view, selected }));
}

function Search({ view, field, search, setSearch, onNext, onFound, selected }) {
  const { events } = view;
  const look = async (text) => {
    const wanted = text.trim().toLowerCase();
    setSearch({ text, hits: null, list: [] });
    if (wanted === "") {
      return;
    }
    const list = [];
    const number = /^\d+$/.test(wanted) ? events.row(Number(wanted)) : -1;
    for (let row = 0; row < events.size; row++) {
      const logged = events.get(row) || await events.load(row);
      if (row === number || (number < 0 && (events.node(row) + " " + events.action(row) + " " + logged.args.join(" ") + " " + logged.state.join(" "))
        .toLowerCase().includes(wanted))) {
        list.push(row);
      }
    }
    if (field.current && field.current.value === text) {
      setSearch({ text, hits: new Set(list), list });
      if (list.length && !list.includes(selected)) {
        onFound(list.find((r) => r >= selected) ?? list[0]);
      }
    }
  };
  const place = search.list.indexOf(selected);
  return h("search", null, h("form", { class: "search", role: "search", onSubmit: (e) => {
    e.preventDefault();
    onNext(1);
  } },
    h("label", null, h("span", { class: "hidden" }, "Find events"), h("input", { ref: field, type: "search", placeholder: "Find: action, node, value, number",
      value: search.text, onInput: (e) => look(e.currentTarget.value), onKeyDown: (e) => {
        if (e.key === "Enter") {
          e.preventDefault();
          onNext(e.shiftKey ? -1 : 1);
        } else if (e.key === "Escape") {
          e.currentTarget.blur();
        }
      } })),
    h("output", { "aria-live": "polite" }, search.text.trim() === "" ? "" : search.hits === null ? "\u2026"
      : search.list.length === 0 ? "none" : (place < 0 ? "" : place + 1 + " of ") + plural(search.list.length, "event"))));
}

/** Everything about one event: what was logged, the state after it with what changed, and the action's text. */
function Inspector({ view, row, onSelect }) {
  const { trace, events } = view;
  const [shown, setShown] = useState(null);
  useEffect(() => {
    let stale = false;
    Promise.all([view.states.at(row), events.load(row)]).then(([states, logged]) => {
      if (!stale) {
        setShown({ row, states, logged });
      }
    });
    return () => {
      stale = true;
    };
  }, [view, row]);
  if (!shown) {
    return h("div", { class: "inspector" });
  }
  const at = shown.row;
  const node = events.node(at);
  const action = events.action(at);
  const from = events.index.from[at];
  const to = view.arrows.outOf.get(at) || [];
  const isBad = at === view.bad && trace.result.divergence;
  const beyond = at >= view.lookedAt;
  const go = (r) => h("a", { href: "#trace/" + trace.id + "/event/" + events.number(r), onClick: (e) => {
    e.preventDefault();
    onSelect(r);
  } }, "event " + events.number(r) + " at " + events.node(r));
  const state = pairs(shown.logged.state);
  const attempt = isBad ? trace.result.divergence.attempts[0] : null;
  const location = attempt && attempt.location.file ? attempt.location : null;
  const found = definition(trace.module, action);
  return h("div", { class: "inspector" },
    h("div", { "aria-live": "polite", class: "now" },
      h("h3", null, "Event " + events.number(at), " ", h("small", null, "at ", node, shown.logged.line ? ", line " + shown.logged.line + " of the trace" : "")),
      h("p", { class: "event-text" }, h("strong", null, action), " ", h("code", null, pairs(shown.logged.args).map(([k, value]) => k + " = " + value).join(", "))),
      isBad ? h("p", { class: "stop" }, "Not allowed by the specification: ", h("code", null, attempt.reason)) : null,
      from >= 0 ? h("p", null, "Message from ", go(from), ["", ", overtaken by a later one", ", received again"][events.index.arrival[at]], ".") : null,
      to.length ? h("p", null, "Heard of by ", to.slice(0, 5).map((a, i) => [i ? ", " : null, go(a.to)]), to.length > 5 ? " and " + (to.length - 5) + " more" : null, ".") : null,
      view.arrows.unheard.has(at) ? h("p", null, "What it sent is received by no event of this trace.") : null,
      state.length ? h("p", null, "Logged: ", state.map(([k, value], i) => [i ? ", " : null, h("code", null, k + " = " + value)])) : h("p", { class: "note" }, "It logged no change.")),
    h("h3", null, isBad ? "The specification's state before it" : beyond ? "The last state that is known" : "The specification's state after it"),
    h(StateTable, { states: shown.states, row: isBad || beyond ? shown.states.rows.length : at, nodes: events.index.nodes, focus: node }),
    h("h3", null, "The action in the specification"),
    found && found.comment < found.start ? h("blockquote", null, prose(found)) : null,
    found ? h(ModuleText, { module: found.module, first: found.start, last: found.end, label: "Text of " + action,
      marks: location ? falseMarks(trace.module, action, location) : undefined })
      : h("p", { class: "note" }, "The text of " + action + " was not found in the specification's modules."));
}

/** On paper there is no scrolling: the events around the cursor are drawn at once. */
function PrintedPicture({ view, selected }) {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const before = () => setPrinting(true);
    const after = () => setPrinting(false);
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    return () => {
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
    };
  }, []);
  if (!printing) {
    return null;
  }
  const first = Math.max(0, selected - 24);
  const last = Math.min(view.events.size - 1, selected + 6);
  const left = lanesWidth(view.events.index.nodes.length);
  const height = (last - first + 1) * ROW;
  const rows = [];
  for (let row = first; row <= last; row++) {
    const logged = view.events.get(row);
    rows.push(h("text", { key: row, x: left + 8, y: (row - first) * ROW + ROW / 2 + 4 }, view.events.number(row) + "  " + view.events.action(row) + "  "
      + (logged ? brief(view.events.action(row), view.events.node(row), logged.args) : "")));
  }
  return h("svg", { class: "spacetime printed", width: 700, height: height + 24 },
    view.events.index.nodes.map((n, lane) => h("text", { key: n, x: laneX(lane), y: 14, "text-anchor": "middle" }, n)),
    h("g", { transform: "translate(0 24)" }, drawing(view, first, last, selected), rows));
}
