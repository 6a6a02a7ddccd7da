const EXPLORED = { equal: "ok", less: "bad", more: "bad", tlc_differs: "bad", not_as_pinned: "bad", beyond_the_model: "open", undecided: "open" };

/** What an exploration came to: whether code and specification reach the same states, and what only one of them does. */
function ExplorationStory({ exploration, name }) {
  const e = exploration.facts;
  const mutant = e.mutant;
  const figure = (label, n, most) => h("tr", { key: label }, h("th", { scope: "row" }, label), h("td", { class: "number" }, count(n)),
    h("td", { class: "barcell", "aria-hidden": "true" }, h("span", { class: "amount", style: { width: 12 * n / most + "rem" } })));
  const most = Math.max(e.specStates, e.codeStates, e.tlcStates || 0, 1);
  return h("section", { class: classes("exploration", "verdict", mutant ? "none" : EXPLORED[e.outcome]) },
    h("h2", null, mutant ? "With the mutant " + mutant + " planted: " : "", words(e.outcome), " ", exploration.current ? null : h(Badge, { kind: "open" }, "the specification has changed since")),
    h("p", null, e.reason, "."),
    h("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": "States" }, h("table", { class: "list" }, h("caption", null, "States"),
      h("tbody", null, figure("of the specification", e.specStates, most), figure("of these reached by the code", e.codeStates, most),
        e.tlcStates === undefined ? null : figure("found by TLC", e.tlcStates, most)))),
    h("p", { class: "note" }, count(e.transitions) + " transitions of the code were held to the specification; " + e.model.nodes + " nodes"
      + Object.entries(e.model.bounds).map(([k, v]) => ", " + k + " <- " + v).join("") + "; on " + when(exploration.when) + "."),
    e.refusal ? h(Fragment, null, h("h3", null, "The shortest behaviour that only the specification has"),
      h("p", null, count(e.refusal.missing) + " states of the specification are not reached by the code. This leads to one of them:"),
      h("ol", { class: "refusal" }, e.refusal.steps.map((s, i) => h("li", { key: i, class: i === e.refusal.steps.length - 1 ? "stop" : null }, h("code", null, s),
        i === e.refusal.steps.length - 1 ? h("strong", null, " the code does not do this") : null)))) : null,
    e.departure ? h(Fragment, null, h("h3", null, "The shortest behaviour that only the code has"),
      e.departure.replay.divergence ? h("p", null, "It leaves the specification with event " + e.departure.replay.divergence.event.n + ", ",
        h("code", null, e.departure.replay.divergence.event.text), ": ", h("code", null, e.departure.replay.divergence.attempts[0].reason)) : null,
      exploration.trace ? h("p", null, h(Link, { to: "trace/" + exploration.trace }, "Follow it event by event")) : null) : null);
}
