/** The coverage of a specification by all traces that were accepted, or null. */
function coverageOf(module) {
  return DATA.coverage.find((c) => c.module === module) || null;
}

function CoveragePage({ module, line }) {
  const coverage = coverageOf(module);
  useEffect(() => {
    const at = line && document.getElementById("L" + line);
    if (at) {
      at.scrollIntoView({ block: "center" });
    }
  }, [module, line]);
  if (!coverage) {
    return h(Missing, { what: "coverage of " + module });
  }
  const files = [...new Set([module, ...coverage.all.map((p) => p.location.file).filter(Boolean)])];
  const never = coverage.all.filter((p) => p.taken === 0);
  return h("main", null,
    h("p", { class: "kicker" }, "Coverage by traces"),
    h("h1", null, DATA.modules[module].name, " ", h(Badge, { kind: never.length ? "open" : "ok" }, coverage.taken + " of " + coverage.places + " places")),
    h("p", null, "The places are the actions of the next-state relation, and within them the alternatives of disjunctions and the arms of IF and CASE. ",
      "Counted are the steps of all traces of this report that the specification explains as a whole."),
    never.length === 0 ? h("p", null, "Every place was taken by some trace.") : h("section", null, h("h2", null, "Never taken"),
      h("ul", null, never.map((p, i) => h("li", { key: i }, h(Link, { to: "coverage/" + module + "/line/" + p.location.line }, p.action), p.kind === "action" ? "" : ": " + p.kind + " ",
        p.kind === "action" ? null : h("code", null, p.text), h("small", null, " line " + p.location.line))))),
    files.map((file) => h("section", { key: file }, h("h2", null, DATA.modules[file].path),
      h(ModuleText, { module: file, marks: coverageMarks(file, coverage) }))));
}

/** What is painted on the text: each place at its line, and the whole of an action that was never taken. */
function coverageMarks(file, coverage) {
  const marks = new Map();
  const of = (p) => (p.kind === "action" ? p.action : p.kind) + ": " + (p.taken === 0 ? "never" : "\u00d7 " + count(p.taken));
  for (const place of coverage.all.filter((p) => p.location.file === file)) {
    const line = place.location.line;
    const kind = place.taken === 0 ? "never" : "taken";
    const before = marks.get(line);
    marks.set(line, { kind: before && before.kind === "never" ? "never" : kind, sign: kind === "never" || (before && before.kind === "never") ? "\u25cb" : "\u25cf",
      title: (before && before.title ? before.title + ", " : "") + of(place), from: place.kind === "action" ? undefined : place.location.column });
    if (place.kind === "action" && kind === "never") {
      const found = definition(file, place.action);
      for (let n = found && found.module === file ? found.start : line; found && n <= found.end; n++) {
        if (!marks.has(n)) {
          marks.set(n, { kind: "never", sign: "\u25cb", title: "" });
        }
      }
    }
  }
  return marks;
}
