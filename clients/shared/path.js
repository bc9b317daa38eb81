// The XPath of an element; "" in a shadow root, where none leads.
element => {
  if (element.getRootNode() !== element.ownerDocument) return "";
  const path = [];
  for (let at = element; at && at.nodeType === 1; at = at.parentNode) {
    let place = 1;
    for (let on = at.previousElementSibling; on; on = on.previousElementSibling)
      if (on.localName === at.localName) place += 1;
    path.unshift(`${at.localName}[${place}]`);
  }
  return "/" + path.join("/");
}
