function route() {
  let path = location.hash.slice(1);
  try {
    path = decodeURIComponent(path);
  } catch (e) {
    // As it stands, then.
  }
  return path;
}

function Page() {
  const [path, setPath] = useState(route());
  useEffect(() => {
    const listener = () => setPath(route());
    window.addEventListener("hashchange", listener);
    return () => window.removeEventListener("hashchange", listener);
  }, []);
  const first = useRef(true);
  useEffect(() => {
    if (!first.current && !/\/(event|line|state)\/\d+$/.test(path)) {
      window.scrollTo(0, 0);
    }
    first.current = false;
  }, [path]);
  const only = DATA.traces.filter((t) => t.given).length === 1 ? DATA.traces.find((t) => t.given) : null;
  const [, kind, id, , at] = /^([a-z]+)\/(.*?)(\/(?:event|line|state)\/(\d+))?$/.exec(path) || [];
  const number = at === undefined ? null : Number(at);
  let content;
  if (kind === "trace") {
    const trace = DATA.traces.find((t) => t.id === id);
    content = trace ? h(TracePage, { trace, event: number, key: id }) : h(Missing, { what: "trace " + id });
  } else if (kind === "module") {
    content = h(ModulePage, { module: id, line: number, key: id });
  } else if (kind === "coverage") {
    content = h(CoveragePage, { module: id, line: number, key: id });
  } else if (kind === "algorithm") {
    const algorithm = DATA.algorithms.find((a) => a.name === id);
    content = algorithm ? h(AlgorithmPage, { algorithm, key: id }) : h(Missing, { what: "algorithm " + id });
  } else if (kind === "model") {
    const algorithm = DATA.algorithms.find((a) => a.models.some((m) => m.id === id));
    content = algorithm ? h(ModelPage, { algorithm, model: algorithm.models.find((m) => m.id === id), state: number, key: id }) : h(Missing, { what: "model " + id });
  } else if (path === "" && only) {
    content = h(TracePage, { trace: only, event: null });
  } else {
    content = h(Overview, null);
  }
  return h(Fragment, null, h(Top, { path }), content, h(Foot, null));
}

const THEMES = ["auto", "light", "dark"];

function Top({ path }) {
  const [theme, setTheme] = useState("auto");
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return h("nav", { class: "top", "aria-label": "Report" },
    h("a", { class: "brand", href: "#overview" }, h("svg", { width: 22, height: 22, viewBox: "0 0 22 22", "aria-hidden": "true" },
      h("path", { class: "logo", d: "M4 2v18M18 2v18M4 5l14 5M18 12L4 17" })), "Synod"),
    h("a", { href: "#overview", "aria-current": path === "overview" ? "page" : null }, "Overview"),
    h("label", { class: "theme" }, "Theme ", h("select", { value: theme, onChange: (e) => setTheme(e.currentTarget.value) },
      THEMES.map((t) => h("option", { key: t, value: t }, t)))));
}

function Foot() {
  return h("footer", null, "Made " + when(DATA.made) + " by Synod", DATA.version === "null" ? null : " " + DATA.version,
    ". Traces were replayed then; nothing else was run for this page.");
}

render(h(Page), document.getElementById("page"));
