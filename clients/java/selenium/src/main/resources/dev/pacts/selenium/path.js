// The XPath of an element; of one in open shadow roots its CSS; else "".
element => {
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
}
