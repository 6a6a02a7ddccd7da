const { h, render, Fragment } = window.preact;
const { useState, useEffect, useLayoutEffect, useMemo, useRef, useCallback } = window.preactHooks;

const grouped = new Intl.NumberFormat("en");

function count(n) {
  return grouped.format(n);
}

/** The order of names for people: p2 before p10. */
function naturally(a, b) {
  return a.localeCompare(b, "en", { numeric: true });
}

function plural(n, word) {
  return count(n) + " " + word + (n === 1 ? "" : "s");
}

function classes(...names) {
  return names.filter(Boolean).join(" ");
}

function when(iso) {
  return iso.replace("T", " ").replace("Z", " UTC");
}

/** A word in a coloured field; the word itself says what the colour does. */
function Badge({ kind, children }) {
  return h("span", { class: "badge " + kind }, children);
}

function Link({ to, children, ...more }) {
  return h("a", { href: "#" + to, ...more }, children);
}

/** A text with a button that copies it. */
function Command({ text }) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    setCopied(document.execCommand("copy"));
    area.remove();
  };
  return h("p", { class: "command" },
    h("code", null, text),
    h("button", { type: "button", onClick: copy, "aria-live": "polite" }, copied ? "copied" : "copy"));
}
