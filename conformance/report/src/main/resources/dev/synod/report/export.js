const PICTURE_STYLE = "text{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#1c2330}.head{font-weight:600}"
  + ".lane{stroke:#9aa4b2;stroke-width:1.2}.message line{stroke:#3b6fd4;stroke-width:1.3}.message path{fill:#3b6fd4}"
  + ".late line{stroke:#b35c00;stroke-dasharray:6 3}.late path{fill:#b35c00}.again line{stroke:#3b6fd4;stroke-dasharray:2 3}"
  + ".message.bad line{stroke:#c0232c;stroke-width:2}.message.bad path{fill:#c0232c}.event{fill:#1c2330}.event.bad{fill:#c0232c}"
  + ".ring{fill:none;stroke:#c0232c;stroke-width:1.6}.crash{stroke:#c0232c;stroke-width:2.2;fill:none}"
  + ".unheard line,.unheard path{stroke:#7b8594;stroke-width:1.3;fill:none}.beyond{opacity:.4}.end{stroke:#c0232c;stroke-dasharray:4 4}";

/** A picture of some events as a file of its own, for a paper or a slide. */
async function picture(view, first, last) {
  const { events } = view;
  const logged = [];
  for (let row = first; row <= last; row++) {
    logged.push(await events.load(row));
  }
  const left = lanesWidth(events.index.nodes.length);
  const labels = logged.map((l, i) => {
    const row = first + i;
    return events.action(row) + "  " + brief(events.action(row), events.node(row), l.args);
  });
  const width = left + 20 + Math.max(...labels.map((l) => l.length)) * 7.3;
  const height = (last - first + 1) * ROW + 40;
  const holder = document.createElement("div");
  render(h("svg", { xmlns: "http://www.w3.org/2000/svg", width: Math.ceil(width), height, viewBox: "0 0 " + Math.ceil(width) + " " + height },
    h("title", null, view.trace.name + ", events " + events.number(first) + " to " + events.number(last)),
    h("style", null, PICTURE_STYLE),
    h("defs", null, h("clipPath", { id: "rows" }, h("rect", { x: 0, y: 0, width: Math.ceil(width), height: height - 40 }))),
    events.index.nodes.map((n, lane) => h("text", { class: "head", x: laneX(lane), y: 18, "text-anchor": "middle" }, n)),
    h("g", { transform: "translate(0 28)" },
      h("g", { "clip-path": "url(#rows)" }, drawing(view, first, last, -1)),
      labels.map((l, i) => h(Fragment, null,
        h("text", { x: MARGIN - 16, y: i * ROW + ROW / 2 + 4, "text-anchor": "end" }, events.number(first + i)),
        h("text", { x: left + 10, y: i * ROW + ROW / 2 + 4 }, l))))), holder);
  return new XMLSerializer().serializeToString(holder.firstChild);
}

function save(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** Saves a picture of the events around the cursor, or of others. */
function SavePicture({ view, selected }) {
  const { events } = view;
  const [range, setRange] = useState(null);
  const from = range ? range[0] : Math.max(events.number(0), events.number(selected) - 15);
  const to = range ? range[1] : Math.min(events.number(events.size - 1), events.number(selected) + 5);
  const good = from >= events.number(0) && to <= events.number(events.size - 1) && from <= to && to - from < 2000;
  const submit = async (e) => {
    e.preventDefault();
    if (good) {
      save(view.trace.id + "-" + from + "-" + to + ".svg", "image/svg+xml", await picture(view, events.row(from), events.row(to)));
    }
  };
  const field = (label, value, at) => h("label", null, label, " ", h("input", { type: "number", value, min: events.number(0),
    max: events.number(events.size - 1), "aria-invalid": !good, onInput: (e) => {
      const next = [from, to];
      next[at] = e.currentTarget.valueAsNumber;
      setRange(next);
    } }));
  return h("form", { class: "save", onSubmit: submit },
    field("Picture of events", from, 0), field("to", to, 1),
    h("button", { type: "submit", disabled: !good }, "Save SVG"));
}
