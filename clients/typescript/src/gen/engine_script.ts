// The check as a selector engine of Playwright. Made by `make gen` from clients/shared/engine.js.
export const ENGINE = `// The check as a selector engine of Playwright. It is asked for the place of a
// selector and, behind it, the check's input. It finds an element where all holds of it, else fails
// with what was said. A locator that is to act itself is asked for what it finds with "noted", and
// judged with "own" in place of the place: it is to find one element, which is the one that the
// selector leads to. A selector without a value is that element's path.
(() => {
  const OTHER = "the locator finds another element than its selector";
  let check;
  let noted = [];
  const pathOf = element => {
  const xpath = [], css = [];
  let isInShadow = false, at = element;
  while (at && at.nodeType === 1) {
    let place = 1, like = 1;
    for (let on = at.previousElementSibling; on; on = on.previousElementSibling) {
      place += 1;
      if (on.localName === at.localName) like += 1;
    }
    const around = at.parentNode, isTop = around === element.ownerDocument;
    xpath.unshift(at.localName + "[" + like + "]");
    css.unshift(isTop ? at.localName : CSS.escape(at.localName) + ":nth-child(" + place + ")");
    const host = around && around.mode === "open" ? around.host : null;
    if (host) isInShadow = true;
    at = host || around;
  }
  if (at !== element.ownerDocument) return "";
  return isInShadow ? css.join(" > ") : "/" + xpath.join("/");
};
  const judged = (input, elements) => {
    const [element] = elements;
    const [selector] = input.selectors;
    const isPath = !selector.value;
    if (elements.length !== 1) return [JSON.stringify({ matches: elements.length })];
    if (isPath) selector.value = pathOf(element);
    if (isPath && !selector.value.startsWith("/")) selector.strategy = "SELECTOR_STRATEGY_CSS";
    if (!selector.value) return ["", element]; // only its runner can judge it
    let [led, right] = [null, null];
    const said = check(input, (one, _, holds) => {
      led = one;
      if (holds) right = one;
    });
    if (led && led !== element)
      return [JSON.stringify({ matches: 1, isSame: false, detail: OTHER })];
    return [said, isPath && !led ? element : right];
  };
  const found = (asked) => {
    const at = asked.indexOf("{");
    const [place, these] = [asked.slice(0, at), noted];
    let [said, element] = ["", null];
    noted = [];
    try {
      check = check || (SCRIPT)(null, true);
      if (place === "own") [said, element] = judged(JSON.parse(asked.slice(at)), these);
      else
        said = check(asked.slice(at), (one, tried, holds) => {
          if (holds && String(tried) === place) element = one;
        });
    } catch {}
    if (!element) throw new Error("SAID" + said);
    return element;
  };
  const all = (root, asked) => {
    if (asked !== "noted") return [found(asked)];
    noted.push(root);
    return [root];
  };
  return { query: (root, asked) => all(root, asked)[0], queryAll: all };
})()`;
