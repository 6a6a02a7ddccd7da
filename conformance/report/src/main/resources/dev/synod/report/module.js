/**
 * A stretch of a module's text with line numbers.
 *
 * marks: by line, { kind, title, from } where from is the column, from 1, at which the marked part begins.
 */
function ModuleText({ module, first, last, marks, label }) {
  const lines = moduleLines(module);
  const from = Math.max(1, first || 1);
  const to = Math.min(lines.length, last || lines.length);
  const rows = [];
  for (let n = from; n <= to; n++) {
    const line = lines[n - 1];
    const mark = marks && marks.get(n);
    rows.push(h("div", { key: n, class: classes("line", mark && mark.kind), id: last ? null : "L" + n },
      h("span", { class: "no", "aria-hidden": "true" }, n),
      h("span", { class: "sign", "aria-hidden": "true" }, mark ? mark.sign : ""),
      h("code", null,
        mark && mark.from > 1 ? [highlighted(line.text.slice(0, mark.from - 1), line.comment),
          h("mark", { class: mark.kind }, highlighted(line.text.slice(mark.from - 1), line.comment))]
          : mark && mark.from ? h("mark", { class: mark.kind }, highlighted(line.text, line.comment))
          : highlighted(line.text, line.comment)),
      mark && mark.title ? h("span", { class: "title" }, mark.title) : null));
  }
  return h("div", { class: "module scroll", tabIndex: 0, role: "region", "aria-label": label || "Text of " + DATA.modules[module].name }, rows);
}

/** The text of an action with its comment. */
function ActionText({ module, action, marks }) {
  const found = definition(module, action);
  if (!found) {
    return h("p", { class: "note" }, "The text of " + action + " was not found in the specification's modules.");
  }
  return h(Fragment, null,
    h("p", { class: "where" }, h("a", { href: "#module/" + found.module + "/line/" + found.start },
      DATA.modules[found.module].path + ":" + found.start)),
    h(ModuleText, { module: found.module, first: found.comment, last: found.end, marks, label: "Text of " + action }));
}

/** A whole module. */
function ModulePage({ module, line }) {
  useEffect(() => {
    const at = line && document.getElementById("L" + line);
    if (at) {
      at.scrollIntoView({ block: "center" });
    }
  }, [module, line]);
  if (!DATA.modules[module]) {
    return h(Missing, { what: "module " + module });
  }
  const marks = line ? new Map([[line, { kind: "here", sign: "\u25b8", from: 1 }]]) : null;
  return h("main", null,
    h("h1", null, DATA.modules[module].name), h("p", { class: "where" }, DATA.modules[module].path),
    h(ModuleText, { module, marks }));
}

function Missing({ what }) {
  return h("main", null, h("h1", null, "Not in this report"), h("p", null, "There is no " + what + " in this report. ",
    h(Link, { to: "" }, "Back to the overview")));
}
