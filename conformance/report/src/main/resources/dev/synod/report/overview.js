const WORST = { bad: 0, open: 1, none: 2, ok: 3 };

function auditRow(algorithm, pattern) {
  return algorithm.audit ? algorithm.audit.facts.rows.find((r) => pattern.test(r.what)) || null : null;
}

const STANDING = { good: "ok", wrong: "bad", undecided: "open", "not run": "none", none: "none" };

/** What is known of an algorithm, column by column: a kind, a text, a number to sort by. */
function facts(algorithm) {
  const statuses = algorithm.models.map(modelStatus);
  const by = (kind) => statuses.filter((s) => s.kind === kind).length;
  const recorded = DATA.traces.filter((t) => !t.given && !t.explored && t.algorithm === algorithm.name);
  const wrong = recorded.filter((t) => verdictOf(t).kind === "bad").length;
  const coverage = algorithm.module ? coverageOf(algorithm.module) : null;
  const schedules = auditRow(algorithm, /schedules$/);
  const mutants = auditRow(algorithm, /mutants$/);
  const own = algorithm.explorations.find((e) => !e.facts.mutant);
  const stale = algorithm.audit && !algorithm.audit.current ? ", changed since" : "";
  const fromAudit = (row, text) => row ? { kind: stale && STANDING[row.standing] === "ok" ? "open" : STANDING[row.standing], text: text(row) + stale }
    : { kind: "none", text: "not run" };
  return {
    models: { kind: by("bad") ? "bad" : by("open") ? "open" : by("none") === statuses.length ? "none" : "ok", sort: statuses.length,
      text: (by("bad") ? by("bad") + " wrong, " : "") + by("ok") + " of " + statuses.length + " as expected" + (by("open") ? ", " + by("open") + " open" : "")
        + (by("none") ? ", " + by("none") + " not run" : "") },
    schedules: !algorithm.machine ? { kind: "none", text: "no machine at hand" }
      : fromAudit(schedules, (r) => r.standing === "good" ? r.what.replace(" simulated schedules", "") + " ok" : r.verdict),
    explorer: own ? { kind: own.current ? EXPLORED[own.facts.outcome] : "open", text: own.facts.outcome === "equal" ? count(own.facts.specStates) + " states on both sides"
      + (own.current ? "" : ", changed since") : words(own.facts.outcome), sort: own.facts.specStates }
      : { kind: "none", text: algorithm.pinned ? "not run; " + count(algorithm.pinned) + " pinned" : "not run", sort: algorithm.pinned || 0 },
    mutants: algorithm.mutants.length === 0 ? { kind: "none", text: "none" }
      : fromAudit(mutants, (r) => r.standing === "good" ? algorithm.mutants.length + " of " + algorithm.mutants.length + " rejected" : r.verdict),
    bugs: mutationFact(algorithm),
    traces: recorded.length === 0 ? { kind: "none", text: "none" } : { kind: wrong ? "bad" : "ok", sort: recorded.length,
      text: wrong ? wrong + " of " + recorded.length + " wrong" : recorded.length + " as expected" },
    coverage: coverage ? { kind: coverage.taken === coverage.places ? "ok" : "open", text: coverage.taken + " of " + coverage.places, sort: coverage.percent,
      to: "coverage/" + algorithm.module } : { kind: "none", text: "no trace" },
    proof: algorithm.proof ? { kind: "ok", text: "yes" } : { kind: "none", text: "none" },
  };
}

/** Whether a mutant is as it must be: noticed by something, or known to be harmless. */
function mutantKind(m) {
  return m.status === "caught" ? "ok" : m.status === "undecided" ? "open" : !m.explanation ? "bad" : m.explanation.kind === "gap" ? "open" : "none";
}

/** What came of the mutants of an algorithm's specification. */
function mutationFact(algorithm) {
  const mutation = algorithm.mutation;
  if (!mutation) {
    return { kind: "none", text: "not run" };
  }
  const all = mutation.facts.mutants.filter((m) => m.side === "spec");
  const of = (kind) => all.filter((m) => mutantKind(m) === kind).length;
  const gaps = all.filter((m) => m.explanation && m.explanation.kind === "gap").length;
  const text = [of("ok") + " of " + all.length + " noticed", of("bad") && of("bad") + " survive", of("open") - gaps && of("open") - gaps + " undecided",
    gaps && plural(gaps, "gap"), of("none") && of("none") + " explained", !mutation.facts.good && !of("bad") && "explanations of none", !mutation.current && "changed since"];
  return { kind: !mutation.facts.good ? "bad" : of("open") || !mutation.current ? "open" : "ok", text: text.filter(Boolean).join(", "), sort: all.length };
}

const COLUMNS = [["models", "Models"], ["schedules", "Schedules"], ["explorer", "Explorer"], ["mutants", "Mutants"], ["bugs", "Spec mutants"], ["traces", "Recorded traces"],
  ["coverage", "Coverage"], ["proof", "Proof"]];

function Overview() {
  const [filter, setFilter] = useState("");
  const [sort, setSort] = useState({ by: "worst", down: false });
  const given = DATA.traces.filter((t) => t.given).sort((a, b) => WORST[verdictOf(a).kind] - WORST[verdictOf(b).kind]);
  const rows = useMemo(() => DATA.algorithms.map((a) => ({ algorithm: a, facts: facts(a) })), []);
  const value = (r) => sort.by === "worst" ? Math.min(...COLUMNS.map(([c]) => r.facts[c].kind === "bad" ? 0 : 1)) * 10 + Math.min(...COLUMNS.map(([c]) => WORST[r.facts[c].kind]))
    : sort.by === "name" ? r.algorithm.name : r.facts[sort.by].sort === undefined ? WORST[r.facts[sort.by].kind] : r.facts[sort.by].sort;
  const shown = rows.filter((r) => (r.algorithm.name + " " + COLUMNS.map(([c]) => r.facts[c].text).join(" ")).toLowerCase().includes(filter.trim().toLowerCase()));
  shown.sort((a, b) => {
    const x = value(a), y = value(b);
    return (x < y ? -1 : x > y ? 1 : naturally(a.algorithm.name, b.algorithm.name)) * (sort.down ? -1 : 1);
  });
  const wrong = problems();
  const notRun = DATA.algorithms.flatMap((a) => a.models).filter((m) => !m.run).length;
  const head = (by, text) => h("th", { scope: "col", key: by, "aria-sort": sort.by !== by ? "none" : sort.down ? "descending" : "ascending" },
    h("button", { type: "button", class: "quiet", onClick: () => setSort({ by, down: sort.by === by && !sort.down }) }, text, sort.by === by ? (sort.down ? " \u2193" : " \u2191") : ""));
  return h("main", null,
    h("h1", null, wrong.length ? plural(wrong.length, "thing") + (wrong.length === 1 ? " is" : " are") + " not as they must be".replace("they", wrong.length === 1 ? "it" : "they")
      : "All that is known is as it must be"),
    h("p", { class: "facts" }, plural(DATA.algorithms.length, "algorithm") + ", " + plural(DATA.algorithms.flatMap((a) => a.models).length, "model")
      + (notRun ? " of which " + notRun + " have not been run here" : "") + ", " + plural(DATA.traces.length, "trace")),
    wrong.length === 0 ? null : h("section", { class: "verdict bad" }, h("h2", null, "Look at these first"), h("ul", { class: "first" },
      wrong.slice(0, 20).map((p, i) => h("li", { key: i }, h(Link, { to: p.to }, p.what), " ", p.why)), wrong.length > 20 ? h("li", null, "and " + (wrong.length - 20) + " more") : null)),
    given.length === 0 ? null : h("section", null, h("h2", null, "Traces"), h(TraceList, { traces: given })),
    DATA.algorithms.length === 0 ? null : h("section", null,
      h("div", { class: "bar" }, h("h2", null, "Algorithms"), h("label", null, h("span", { class: "hidden" }, "Filter algorithms"),
        h("input", { type: "search", placeholder: "Filter", value: filter, onInput: (e) => setFilter(e.currentTarget.value) })),
        h("output", { class: "note", "aria-live": "polite" }, filter ? shown.length + " of " + rows.length : "")),
      h("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": "Algorithms" }, h("table", { class: "list overview" },
        h("thead", null, h("tr", null, head("name", "Algorithm"), COLUMNS.map(([by, text]) => head(by, text)))),
        h("tbody", null, shown.map((r) => h("tr", { key: r.algorithm.name }, h("th", { scope: "row" }, h(Link, { to: "algorithm/" + r.algorithm.name }, r.algorithm.name)),
          COLUMNS.map(([c]) => h("td", { key: c }, h(Fact, { fact: r.facts[c] }))))))))));
}

function Fact({ fact }) {
  const badge = h(Badge, { kind: fact.kind }, fact.text);
  return fact.to ? h(Link, { to: fact.to }, badge) : badge;
}

/** All that is wrong, with where to look. */
function problems() {
  const all = [];
  for (const t of DATA.traces.filter((x) => !x.explored && verdictOf(x).kind === "bad")) {
    const d = t.result.divergence;
    all.push({ to: "trace/" + t.id, what: t.name, why: t.expected && t.expected.difference ? t.expected.difference
      : d ? "leaves the specification at event " + d.event.n + ": in " + d.attempts[0].action + ", " + d.attempts[0].conjunct + " is false"
      : t.result.violations ? "violates " + t.result.violations.map((v) => v.property).join(", ") : "cannot be used" });
  }
  for (const a of DATA.algorithms) {
    for (const m of a.models.filter((x) => modelStatus(x).kind === "bad")) {
      all.push({ to: "model/" + m.id, what: "model " + m.name, why: modelStatus(m).text });
    }
    if (a.audit) {
      a.audit.facts.rows.filter((r) => r.standing === "wrong" && !/^(model|trace) /.test(r.what))
        .forEach((r) => all.push({ to: "algorithm/" + a.name, what: a.name + ": " + r.what, why: r.verdict }));
    }
    if (a.mutation && a.mutation.current) {
      a.mutation.facts.mutants.filter((m) => mutantKind(m) === "bad")
        .forEach((m) => all.push({ to: "algorithm/" + a.name, what: a.name + ": a planted bug survives", why: m.mutant }));
      a.mutation.facts.stale.forEach((why) => all.push({ to: "algorithm/" + a.name, what: a.name + ": mutants.json", why }));
    }
    a.explorations.filter((e) => !e.facts.mutant && EXPLORED[e.facts.outcome] === "bad")
      .forEach((e) => all.push({ to: "algorithm/" + a.name, what: a.name + ": explorer", why: e.facts.reason }));
  }
  return all;
}

function TraceList({ traces }) {
  return h("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": "Traces" }, h("table", { class: "list" },
    h("thead", null, h("tr", null, ["trace", "verdict", "events", "about"].map((t) => h("th", { scope: "col", key: t }, t)))),
    h("tbody", null, traces.map((t) => {
      const v = verdictOf(t);
      const d = t.result.divergence;
      return h("tr", { key: t.id }, h("th", { scope: "row" }, h(Link, { to: "trace/" + t.id }, t.name)), h("td", null, h(Badge, { kind: v.kind }, v.text)),
        h("td", { class: "number" }, count(t.result.events)), h("td", { class: "wide" }, t.expected ? h("span", null, t.expected.about) : null,
          d ? h("small", { class: "under" }, "event " + d.event.n + " at " + d.event.node + ", " + d.attempts[0].action + ": ", h("code", null, d.attempts[0].reason)) : null));
    }))));
}

function AlgorithmPage({ algorithm }) {
  const [filter, setFilter] = useState("");
  const recorded = DATA.traces.filter((t) => !t.given && !t.explored && t.algorithm === algorithm.name)
    .sort((a, b) => WORST[verdictOf(a).kind] - WORST[verdictOf(b).kind]);
  const models = algorithm.models.filter((m) => (m.name + " " + modelStatus(m).text).toLowerCase().includes(filter.trim().toLowerCase()))
    .sort((a, b) => WORST[modelStatus(a).kind] % 3 - WORST[modelStatus(b).kind] % 3);
  const all = facts(algorithm);
  const story = algorithm.module ? headline(algorithm.module) : "";
  return h("main", null,
    h("p", { class: "kicker" }, "Algorithm"), h("h1", null, algorithm.name), story ? h("p", { class: "about" }, story) : null,
    h("dl", { class: "figures" }, COLUMNS.map(([c, label]) => h(Fragment, { key: c }, h("dt", null, label), h("dd", null, h(Fact, { fact: all[c] })))),
      algorithm.module ? h(Fragment, null, h("dt", null, "Specification"), h("dd", null, h(Link, { to: "module/" + algorithm.module }, DATA.modules[algorithm.module].path))) : null),
    h("section", null, h("div", { class: "bar" }, h("h2", null, "Models"), h("label", null, h("span", { class: "hidden" }, "Filter models"),
      h("input", { type: "search", placeholder: "Filter", value: filter, onInput: (e) => setFilter(e.currentTarget.value) }))),
    h("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": "Models" }, h("table", { class: "list" },
      h("thead", null, h("tr", null, ["model", "last run", "expected", "distinct states", "time"].map((t) => h("th", { scope: "col", key: t }, t)))),
      h("tbody", null, models.map((m) => {
        const s = modelStatus(m);
        const outcome = m.run && m.run.report.outcome;
        return h("tr", { key: m.id }, h("th", { scope: "row" }, h(Link, { to: "model/" + m.id }, m.name)), h("td", null, h(Badge, { kind: s.kind }, s.text)),
          h("td", null, expectation(m.expected)), h("td", { class: "number" }, outcome && outcome.distinct !== undefined ? count(outcome.distinct)
            : m.expected.distinctStates === undefined ? "" : h("small", null, count(m.expected.distinctStates) + " pinned")),
          h("td", { class: "number" }, outcome ? (outcome.millis / 1000).toFixed(1) + " s" : ""));
      }))))),
    recorded.length ? h("section", null, h("h2", null, "Recorded traces"), h(TraceList, { traces: recorded })) : null,
    algorithm.machine ? h("section", null, h("h2", null, "Explorer"), algorithm.explorations.length
      ? algorithm.explorations.map((e, i) => h(ExplorationStory, { key: i, exploration: e }))
      : h("p", null, "The states of the small model have not been visited here", algorithm.pinned ? "; " + count(algorithm.pinned) + " states are pinned" : "", ". ",
        h("code", null, "synod explore " + algorithm.name))) : null,
    h(LastAudit, { algorithm }), algorithm.machine ? h(LastMutation, { algorithm }) : null);
}

/** What a module's header says it is about: its first paragraph. */
function headline(key) {
  const words = moduleLines(key).slice(1).map((l) => l.text.replace(/^\(\*+|\*+\)\s*$|^\\\*+/g, "").replace(/[*()=-]{4,}/g, "").trim());
  const from = words.findIndex((w) => /\w/.test(w));
  const to = words.findIndex((w, i) => i > from && !/\w/.test(w));
  return from < 0 || !moduleLines(key)[from + 1].comment ? "" : words.slice(from, to < 0 ? from + 1 : to).join(" ");
}

function LastAudit({ algorithm }) {
  const audit = algorithm.audit;
  if (!audit) {
    return h("section", null, h("h2", null, "Audit"), h("p", null, "Schedules and mutants have not been run here. ", h("code", null, "synod audit " + algorithm.name)));
  }
  const rows = audit.facts.rows.filter((r) => !/^(model|trace) /.test(r.what));
  return h("section", null, h("h2", null, "Last audit ", h("small", null, when(audit.when), audit.current ? "" : ", the specification has changed since")),
    h("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": "Last audit" }, h("table", { class: "list" },
      h("thead", null, h("tr", null, ["what", "verdict", "states", "events", "actions"].map((t) => h("th", { scope: "col", key: t }, t)))),
      h("tbody", null, rows.map((r) => h("tr", { key: r.what }, h("th", { scope: "row" }, r.what), h("td", null, h(Badge, { kind: STANDING[r.standing] }, r.verdict)),
        h("td", { class: "number" }, r.states === null ? "" : count(r.states)), h("td", { class: "number" }, r.events === null ? "" : count(r.events)), h("td", null, r.actions || "")))))),
    algorithm.mutants.length ? h("p", { class: "note" }, "Mutants of the machine: " + algorithm.mutants.join(", ") + ".") : null,
    audit.facts.stories.length ? h("pre", { class: "scroll", tabIndex: 0 }, audit.facts.stories.join("\n")) : null);
}

/** Every bug that was planted on purpose, and what noticed it. */
function LastMutation({ algorithm }) {
  const [filter, setFilter] = useState("");
  const mutation = algorithm.mutation;
  if (!mutation) {
    return h("section", null, h("h2", null, "Mutation"), h("p", null, "No bugs have been planted in the specification here. ", h("code", null, "synod mutate " + algorithm.name)));
  }
  const status = (m) => m.status !== "survives" ? m.status : m.explanation ? m.explanation.kind : "survives";
  const about = (m) => m.status === "caught" ? m.by + ": " + m.detail : m.explanation ? m.explanation.why : m.detail;
  const shown = mutation.facts.mutants.filter((m) => [m.mutant, m.place, status(m), about(m)].join(" ").toLowerCase().includes(filter.trim().toLowerCase()))
    .sort((a, b) => WORST[mutantKind(a)] - WORST[mutantKind(b)]);
  return h("section", { class: "mutation" },
    h("div", { class: "bar" }, h("h2", null, "Mutation ", h("small", null, when(mutation.when), mutation.current ? "" : ", the specification has changed since")),
      h("label", null, h("span", { class: "hidden" }, "Filter mutants"),
        h("input", { type: "search", placeholder: "Filter", value: filter, onInput: (e) => setFilter(e.currentTarget.value) })),
      h("output", { class: "note", "aria-live": "polite" }, filter ? shown.length + " of " + mutation.facts.mutants.length : "")),
    h("p", { class: "note" }, Object.entries(mutation.facts.figures).map(([what, n]) => count(n) + " " + what).join(", ") + "."),
    mutation.facts.stale.map((s) => h("p", { key: s, class: "stop" }, h(Badge, { kind: "bad" }, "explains nothing"), " ", s)),
    h("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": "Mutants" }, h("table", { class: "list" },
      h("thead", null, h("tr", null, ["planted bug", "where", "verdict", "by what, or why not"].map((t) => h("th", { scope: "col", key: t }, t)))),
      h("tbody", null, shown.map((m) => h("tr", { key: m.side + m.mutant }, h("th", { scope: "row" }, m.mutant),
        h("td", null, m.side === "spec" ? m.place : "machine, " + m.place), h("td", null, h(Badge, { kind: mutantKind(m) }, status(m))),
        h("td", { class: "wide" }, about(m))))))));
}
