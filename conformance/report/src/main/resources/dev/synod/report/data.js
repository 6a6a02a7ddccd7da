const DATA = JSON.parse(document.getElementById("data").textContent);

const loaded = new Map();

/** A part of the data that is compressed; it is read when it is first asked for. */
function part(id) {
  if (!loaded.has(id)) {
    loaded.set(id, unpacked(document.getElementById(id).textContent));
  }
  return loaded.get(id);
}

async function unpacked(base64) {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

/** What was logged of the events of a trace, read part by part. Rows count from 0, in the order of the trace. */
class Events {
  constructor(trace, index) {
    this.trace = trace;
    this.index = index;
    this.size = trace.rows;
    this.parts = new Map();
    this.listeners = new Set();
  }

  /** What was logged of an event, or null if that has yet to be read; listeners hear when it is. */
  get(row) {
    const number = Math.floor(row / this.trace.part);
    const have = this.parts.get(number);
    if (have === undefined) {
      this.parts.set(number, null);
      this.read(number);
    }
    return have ? Events.at(have, row % this.trace.part) : null;
  }

  async read(number) {
    const events = await part("trace." + this.trace.id + ".events." + number);
    this.parts.set(number, events);
    this.listeners.forEach((listener) => listener());
    return events;
  }

  async load(row) {
    const number = Math.floor(row / this.trace.part);
    return Events.at(this.parts.get(number) || await this.read(number), row % this.trace.part);
  }

  static at(events, i) {
    return { args: events.args[i], state: events.state[i], clock: events.clock[i], line: events.line[i] };
  }

  node(row) {
    return this.index.nodes[this.index.node[row]];
  }

  action(row) {
    return this.index.action[row] < 0 ? "(action not logged)" : this.index.actions[this.index.action[row]];
  }

  number(row) {
    return this.trace.first + row;
  }

  row(number) {
    return number - this.trace.first;
  }
}

function pairs(flat) {
  const all = [];
  for (let i = 0; i < flat.length; i += 2) {
    all.push([flat[i], flat[i + 1]]);
  }
  return all;
}

/**
 * An event's arguments in few words: without the acting node, and without a record's field that the action's name says
 * already.
 */
function brief(action, node, args) {
  return pairs(args)
    .filter(([, value]) => value !== '"' + node + '"')
    .map(([name, value]) => {
      const record = /^\[(.*)\]$/.exec(value);
      const fields = record ? topLevel(record[1]) : null;
      if (!fields || !fields.every((f) => f.includes(" |-> "))) {
        return name + " = " + value;
      }
      return fields.map((f) => [f.slice(0, f.indexOf(" |-> ")), f.slice(f.indexOf(" |-> ") + 5)])
        .filter(([, v]) => !(v.startsWith('"') && action.includes(v.slice(1, -1))))
        .map(([k, v]) => k + " " + v).join(", ") || value;
    }).join(", ");
}

/** The parts of a text between commas, or between others of TLA+'s signs, that stand in no brackets. */
function topLevel(text, sign = ",") {
  const all = [];
  let depth = 0;
  let quoted = false;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      quoted = c !== '"';
    } else if (c === '"') {
      quoted = true;
    } else if ("[{(<".includes(c)) {
      depth++;
    } else if ("]})".includes(c) || (c === ">" && text[i - 1] !== "-" && text[i - 1] !== ":")) {
      depth--;
    } else if (depth === 0 && text.startsWith(sign, i)) {
      all.push(text.slice(from, i).trim());
      from = i + sign.length;
    }
  }
  all.push(text.slice(from).trim());
  return all;
}
