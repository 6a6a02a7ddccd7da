const TLA_WORDS = new Set(("ACTION ASSUME ASSUMPTION AXIOM BY CASE CHOOSE CONSTANT CONSTANTS COROLLARY DEF DEFINE DEFS DOMAIN "
  + "ELSE ENABLED EXCEPT EXTENDS HAVE HIDE IF IN INSTANCE LAMBDA LEMMA LET LOCAL MODULE NEW OBVIOUS OMITTED ONLY OTHER PICK "
  + "PROOF PROPOSITION PROVE QED RECURSIVE SF_ STATE SUBSET SUFFICES TAKE TEMPORAL THEN THEOREM UNCHANGED UNION USE VARIABLE "
  + "VARIABLES WF_ WITH WITNESS TRUE FALSE BOOLEAN STRING").split(" "));
const TLA_TOKEN = /(\\\*.*$)|("(?:[^"\\]|\\.)*")|([A-Za-z_][A-Za-z0-9_]*|[0-9]+[A-Za-z_][A-Za-z0-9_]*)|([0-9]+)|(\s+)|(.)/g;

/** The spans of one line of TLA+. */
function highlighted(line, inComment) {
  if (inComment) {
    return [h("span", { class: "c" }, line)];
  }
  const spans = [];
  for (const m of line.matchAll(TLA_TOKEN)) {
    if (m[1]) {
      spans.push(h("span", { class: "c" }, m[1]));
    } else if (m[2]) {
      spans.push(h("span", { class: "s" }, m[2]));
    } else if (m[3] && (TLA_WORDS.has(m[3]) || /^[WS]F_/.test(m[3]))) {
      spans.push(h("span", { class: "k" }, m[3]));
    } else {
      const last = spans.length - 1;
      if (typeof spans[last] === "string") {
        spans[last] += m[0];
      } else {
        spans.push(m[0]);
      }
    }
  }
  return spans;
}

/** The lines of a module, each with whether it is within a block comment. */
function moduleLines(key) {
  const module = DATA.modules[key];
  if (!module.lines) {
    let depth = 0;
    module.lines = module.text.replace(/\r/g, "").split("\n").map((text) => {
      const before = depth;
      for (const m of text.replace(/"(?:[^"\\]|\\.)*"/g, "").matchAll(/\(\*|\*\)|\\\*/g)) {
        if (m[0] === "\\*" && depth === 0) {
          break;
        }
        depth = m[0] === "(*" ? depth + 1 : m[0] === "*)" ? Math.max(0, depth - 1) : depth;
      }
      return { text, comment: before > 0 || /^\s*\(\*.*\*\)\s*$/.test(text) };
    });
  }
  return module.lines;
}

/** Where each operator is defined: lines from 1, with the comment above it. */
function definitions(key) {
  const module = DATA.modules[key];
  if (!module.definitions) {
    const lines = moduleLines(key);
    const all = new Map();
    let open = null;
    const close = (at) => {
      if (open) {
        open.end = at;
        while (open.end > open.start && isApart(lines[open.end - 1])) {
          open.end--;
        }
        open = null;
      }
    };
    lines.forEach((line, i) => {
      const m = line.comment ? null : /^([A-Za-z_]\w*)\s*(\([^)]*\)|\[[^\]]*\])?\s*==/.exec(line.text);
      if (m) {
        close(i);
        open = { name: m[1], start: i + 1, end: i + 1 };
        if (!all.has(m[1])) {
          all.set(m[1], open);
        }
      } else if (/^(-{4,}|={4,}|[A-Z]+S?\b)/.test(line.text) && !line.comment) {
        close(i);
      }
    });
    close(lines.length);
    all.forEach((d) => {
      d.comment = d.start;
      while (d.comment > 1 && isComment(lines[d.comment - 2])) {
        d.comment--;
      }
    });
    module.definitions = all;
  }
  return module.definitions;
}

function isComment(line) {
  return line.comment || /^\s*\\\*/.test(line.text);
}

function isApart(line) {
  return isComment(line) || /^\s*$/.test(line.text);
}

/** Where an operator is defined, in a module or one that it reaches: the module's key and the lines. */
function definition(key, name) {
  if (!key || !DATA.modules[key]) {
    return null;
  }
  for (const module of [key, ...(DATA.modules[key].reaches || [])]) {
    const found = definitions(module).get(name);
    if (found) {
      return { module, ...found };
    }
  }
  return null;
}

/** The comment above a definition, as a sentence. */
function prose(found) {
  return moduleLines(found.module).slice(found.comment - 1, found.start - 1)
    .map((line) => line.text.replace(/^\s*(\\\*|\(\*+)?\s?/, "").replace(/\s*\**\)\s*$/, "").replace(/^[-=]{4,}$/, "").trim())
    .join(" ").replace(/\s+/g, " ").trim();
}
