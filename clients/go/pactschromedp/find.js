(kind, value, frame) => {
  const roots = (document) => {
    const all = [document];
    for (const root of all) {
      for (const element of root.querySelectorAll("*")) if (element.shadowRoot) all.push(element.shadowRoot);
    }
    return all;
  };
  const shownIn = (element) => {
    try {
      return element.contentDocument;
    } catch {
      return null;
    }
  };
  const named = (document) => {
    for (const root of roots(document)) {
      for (const element of root.querySelectorAll("iframe, frame")) {
        const inner = shownIn(element);
        if (!inner) continue;
        if (element.name === frame || inner.defaultView.name === frame || inner.URL === frame) return inner;
        const deeper = named(inner);
        if (deeper) return deeper;
      }
    }
    return null;
  };
  const within = frame ? named(document) : document;
  if (!within) return null;
  if (kind === "xpath") return within.evaluate(value, within, null, XPathResult.FIRST_ORDERED_NODE_TYPE, null).singleNodeValue;
  for (const root of roots(within)) {
    const found = root.querySelector(value);
    if (found) return found;
  }
  return null;
}
