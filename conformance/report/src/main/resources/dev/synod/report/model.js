const MODEL_WORDS = { AS_EXPECTED: "ok", UNEXPECTED: "bad", UNUSABLE: "bad", UNDECIDED: "open", UNSUPPORTED: "open", SKIPPED: "none" };

/** What the last run of a model means. */
function modelStatus(model) {
  if (!model.run) {
    return { kind: "none", text: "not run" };
  }
  const report = model.run.report;
  const outcome = report.outcome;
  const found = !outcome ? report.reasons.join("; ") : outcome.properties.length ? "violates " + outcome.properties.join(", ")
    : words(outcome.kind);
  const kind = MODEL_WORDS[report.verdict] || "open";
  const text = (kind === "ok" ? "" : words(report.verdict) + ": ") + found;
  return model.run.current ? { kind, text } : { kind: kind === "bad" ? "bad" : "open", text: text + ", changed since" };
}

function words(name) {
  return name.toLowerCase().replace(/_/g, " ");
}

function expectation(expected) {
  return expected.result + (expected.violates ? " of " + expected.violates : "");
}

/** The names that a configuration lists under some keywords. */
function configured(config, keywords) {
  const text = config.replace(/\\\*.*$/gm, "").replace(/\(\*[^]*?\*\)/g, "");
  const names = [];
  let on = false;
  for (const token of text.split(/\s+/).filter(Boolean)) {
    if (/^(SPECIFICATION|INIT|NEXT|CONSTANTS?|INVARIANTS?|PROPERT(Y|IES)|CONSTRAINTS?|ACTION_CONSTRAINTS?|SYMMETRY|VIEW|CHECK_DEADLOCK|ALIAS|POSTCONDITION)$/.test(token)) {
      on = keywords.includes(token);
    } else if (on) {
      names.push(token);
    }
  }
  return names;
}

/** A function as TLC writes it, argument by argument; null for any other value. */
function functionCells(text) {
  const record = /^\[(.*)\]$/.exec(text);
  const split = record ? [topLevel(record[1]), " |-> "] : /^\(.*\)$/.test(text) ? [topLevel(text.slice(1, -1), " @@ "), " :> "] : null;
  if (!split || !split[0].every((e) => e.includes(split[1]))) {
    return null;
  }
  return split[0].map((e) => {
    const at = topLevel(e, split[1])[0];
    return [record ? '"' + at + '"' : at, e.slice(e.indexOf(split[1], at.length) + split[1].length).trim()];
  });
}

/** The states of a counterexample, in the form that a state is shown in; see States. */
class Behaviour {
  constructor(states) {
    this.cells = [];
    this.numbers = new Map();
    this.all = states.map((s) => this.read(s.variables));
    this.rows = states;
    this.content = new Map();
    const keys = new Map();
    this.cells.filter((c) => c.length === 2).forEach((c) => keys.set(c[1], (keys.get(c[1]) || 0) + 1));
    const most = Math.max(0, ...keys.values());
    this.nodes = [...keys].filter(([, n]) => n >= most / 2).map(([k]) => k.replace(/^"|"$/g, "")).sort(naturally);
  }

  read(variables) {
    const content = new Map();
    const put = (path, value) => {
      const id = JSON.stringify(path);
      if (!this.numbers.has(id)) {
        this.numbers.set(id, this.cells.length);
        this.cells.push(path);
      }
      content.set(this.numbers.get(id), /^\{.*\}$/.test(value) ? new Map(value === "{}" ? [] : topLevel(value.slice(1, -1)).map((e) => [e, 0]))
        : value);
    };
    Object.entries(variables).forEach(([name, value]) => {
      const cells = functionCells(value);
      if (cells) {
        cells.forEach(([key, v]) => put([name, key], v));
      } else {
        put([name], value);
      }
    });
    return content;
  }

  /** Shows the state of that number, from 0. */
  show(i) {
    this.content = this.all[i];
    return this;
  }

  changed(i) {
    const found = new Map();
    const before = this.all[i - 1];
    if (!before) {
      return found;
    }
    const now = this.all[i];
    for (const cell of new Set([...before.keys(), ...now.keys()])) {
      const a = before.get(cell);
      const b = now.get(cell);
      if (a instanceof Map && b instanceof Map) {
        const added = new Set([...b.keys()].filter((e) => !a.has(e)));
        const removed = new Set([...a.keys()].filter((e) => !b.has(e)));
        if (added.size || removed.size) {
          found.set(cell, { added, removed });
        }
      } else if (a !== b) {
        found.set(cell, { added: new Set(), removed: new Set(), whole: true });
      }
    }
    return found;
  }

  before(cell, i) {
    const value = this.all[i - 1] && this.all[i - 1].get(cell);
    return typeof value === "string" ? value : null;
  }

  variables() {
    return States.prototype.variables.call(this);
  }
}

function ModelPage({ model, algorithm, state }) {
  const status = modelStatus(model);
  const report = model.run && model.run.report;
  const outcome = report && report.outcome;
  const invariants = configured(model.config, ["INVARIANT", "INVARIANTS"]);
  const properties = configured(model.config, ["PROPERTY", "PROPERTIES"]);
  const violated = new Set(outcome ? outcome.properties : []);
  const fact = (label, value) => value === undefined || value === null ? null : h(Fragment, null, h("dt", null, label), h("dd", null, value));
  return h("main", { class: "model" },
    h("p", { class: "kicker" }, "Model of ", h(Link, { to: "algorithm/" + algorithm.name }, algorithm.name)),
    h("h1", null, model.name, " ", h(Badge, { kind: status.kind }, status.text)),
    !model.run ? h("p", { class: "about" }, model.deep ? "This model takes long and has not been run here: " : "It has not been run here: ",
      h("code", null, "synod check --model " + model.id + (model.deep ? " --deep" : ""))) : null,
    model.run && !model.run.current ? h("p", { class: "about" }, "Since it was run on " + when(model.run.when) + ", the model, something that its result depends on, or the settings of the check have changed.") : null,
    report && report.reasons.length ? h("section", { class: "verdict bad" }, h("h2", null, "Not as expected"), report.reasons.map((r) => h("p", { key: r }, r))) : null,
    h("dl", { class: "figures" },
      fact("expected", expectation(model.expected)),
      outcome ? fact("found", outcome.properties.length ? words(outcome.kind) + " of " + outcome.properties.join(", ") : words(outcome.kind)) : null,
      fact("distinct states", outcome && outcome.distinct !== undefined ? count(outcome.distinct)
        + (model.expected.distinctStates !== undefined ? (model.expected.distinctStates === outcome.distinct ? ", as pinned" : ", pinned are " + count(model.expected.distinctStates)) : "")
        : model.expected.distinctStates === undefined ? null : count(model.expected.distinctStates) + " are pinned"),
      outcome ? fact("states generated", outcome.generated === undefined ? null : count(outcome.generated)) : null,
      outcome ? fact("depth", outcome.depth) : null,
      outcome ? fact("time", (outcome.millis / 1000).toFixed(1) + " s, " + plural(outcome.workers, "worker")) : null,
      outcome ? fact("tool", outcome.toolVersion) : null,
      model.run ? fact("run", when(model.run.when)) : null,
      fact("module", h(Link, { to: "module/" + model.module }, DATA.modules[model.module].path))),
    report ? report.notes.map((n) => h("p", { class: "note", key: n }, n)) : null,
    outcome && outcome.message ? h("pre", { class: "scroll", tabIndex: 0 }, (outcome.place ? outcome.place + ": " : "") + outcome.message) : null,
    invariants.length + properties.length ? h("section", null, h("h2", null, "Properties"),
      h("ul", { class: "properties" }, [...invariants.map((n) => [n, "invariant"]), ...properties.map((n) => [n, "property"])].map(([name, kind]) => {
        const found = definition(model.module, name);
        const text = violated.size > 1 && violated.has(name) ? ["open", "perhaps violated"] : violated.has(name) ? ["bad", "violated"]
          : outcome && outcome.kind === "SUCCESS" ? ["ok", "holds"] : ["none", outcome ? "not decided" : "not run"];
        return h("li", { key: name }, h(Badge, { kind: text[0] }, text[1]), " ", found ? h(Link, { to: "module/" + found.module + "/line/" + found.start }, name) : name,
          h("small", null, " ", kind), found && found.comment < found.start ? h("span", { class: "note" }, " ", prose(found)) : null);
      }))) : null,
    report && report.behaviour && report.behaviour.length ? h(Counterexample, { model, report, state }) : null,
    h(ActionCounts, { model, report }),
    h("details", null, h("summary", null, "Configuration: " + model.configName), h("pre", { class: "scroll", tabIndex: 0 }, model.config)));
}

function ActionCounts({ model, report }) {
  if (!report || !report.coverage) {
    return report ? h("p", { class: "note" }, "How often each action was taken was not counted in this run: ",
      h("code", null, "synod check --coverage --model " + model.id)) : null;
  }
  const most = Math.max(1, ...report.coverage.map((c) => c.generated));
  return h("section", null, h("h2", null, "Actions taken"), h("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": "Actions taken" },
    h("table", { class: "list" }, h("thead", null, h("tr", null, ["action", "states first reached by it", "states generated", ""].map((t) => h("th", { scope: "col", key: t }, t)))),
      h("tbody", null, report.coverage.map((c) => h("tr", { key: c.location, class: c.generated === 0 ? "never" : null },
        h("th", { scope: "row" }, c.action), h("td", { class: "number" }, count(c.distinct)), h("td", { class: "number" }, c.generated === 0 ? "never" : count(c.generated)),
        h("td", { class: "barcell", "aria-hidden": "true" }, h("span", { class: "amount", style: { width: 8 * c.generated / most + "rem" } }))))))));
}

function Counterexample({ model, report, state }) {
  const states = report.behaviour;
  const behaviour = useMemo(() => new Behaviour(states), [states]);
  const [at, setAt] = useState(Math.min(state === null ? states.length : state, states.length) - 1);
  useEffect(() => {
    if (state !== null) {
      setAt(Math.min(Math.max(state, 1), states.length) - 1);
    }
  }, [state, states]);
  const list = useRef(null);
  const cursor = useRef(at);
  cursor.current = at;
  const select = (i) => {
    const to = Math.min(Math.max(i, 0), states.length - 1);
    cursor.current = to;
    setAt(to);
    history.replaceState(null, "", "#model/" + model.id + "/state/" + (to + 1));
    const item = list.current && list.current.children[to];
    if (item) {
      item.scrollIntoView({ block: "nearest" });
    }
  };
  const onKey = (e) => {
    const now = cursor.current;
    const to = { ArrowDown: now + 1, j: now + 1, ArrowUp: now - 1, k: now - 1, Home: 0, End: states.length - 1 }[e.key];
    if (to !== undefined) {
      e.preventDefault();
      select(to);
    }
  };
  const now = states[at];
  const shown = behaviour.show(at);
  const loop = report.loopStart;
  const place = now.location && /^(\w+)\.tla:(\d+)/.exec(now.location);
  const found = definition(model.module, now.action);
  const key = place && [model.module, ...(DATA.modules[model.module].reaches || [])].find((k) => DATA.modules[k].name === place[1]);
  return h("section", { class: "steps" },
    h("div", { class: "bar" }, h("h2", null, "Counterexample: ", plural(states.length, "state"))),
    loop !== undefined ? h("p", null, "After state " + states.length + " it goes on with state ", h(Link, { to: "model/" + model.id + "/state/" + loop }, String(loop)), ", for ever: the states in the bracket are the loop.")
      : report.stuttering ? h("p", null, "After state " + states.length + " nothing happens any more, for ever.") : null,
    h("div", { class: "columns behaviour" },
      h("ol", { class: "states", ref: list, tabIndex: 0, role: "listbox", "aria-label": "States of the counterexample", "aria-activedescendant": "state-" + at, onKeyDown: onKey },
        states.map((s, i) => h("li", { key: i, id: "state-" + i, role: "option", "aria-selected": i === at, onClick: () => select(i),
          class: classes(i === at && "selected", loop !== undefined && i + 1 >= loop && "loop", loop !== undefined && i + 1 === loop && "from",
            loop !== undefined && i === states.length - 1 && "to") },
        h("span", { class: "n" }, i + 1), h("span", null, h("b", null, i === 0 ? "Initial state" : s.action), h("small", null, " ", changedNames(behaviour, i)))))),
      h("div", { class: "inspector" },
        h("h3", { "aria-live": "polite" }, "State " + (at + 1), " ", h("small", null, at === 0 ? "the initial state" : "after " + now.action)),
        h(StateTable, { states: shown, row: at, nodes: behaviour.nodes }),
        at === 0 ? null : h(Fragment, null, h("h3", null, "The action in the specification"),
          found && found.comment < found.start ? h("blockquote", null, prose(found)) : null,
          found ? h(Fragment, null, h("p", { class: "where" }, h(Link, { to: "module/" + found.module + "/line/" + found.start }, DATA.modules[found.module].path + ":" + found.start)),
              h(ModuleText, { module: found.module, first: found.start, last: found.end, label: "Text of " + now.action }))
            : key ? h(ModuleText, { module: key, first: Number(place[2]) - 4, last: Number(place[2]) + 8,
              marks: new Map([[Number(place[2]), { kind: "here", sign: "\u25b8", from: 1 }]]), label: "Text of " + now.action })
            : h("p", { class: "note" }, "TLC does not say where it stands.")))));
}

function changedNames(behaviour, i) {
  return [...new Set([...behaviour.changed(i).keys()].map((c) => behaviour.cells[c][0]))].join(", ");
}
