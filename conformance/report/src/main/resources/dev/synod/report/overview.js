function Overview() {
  return h("main", null, h("h1", null, "Overview"), h("ul", null, DATA.traces.map((t) => h("li", { key: t.id }, h(Link, { to: "trace/" + t.id }, t.name), " ", verdictOf(t).text))));
}
