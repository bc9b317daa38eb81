// What a capture needs changed in ivya's code: [why, from, to]. Each must hit exactly one place, so
// that another version of ivya fails the build instead of leaking or slowing down.

const NO_VALUE = `return "";\n\t\t\t\t`;

export const CHANGES = [
  ["its options would bring in its whole selector engine",
    ` && Ivya.options.browser !== "webkit"`, ""],

  ["privacy: a text field's value must not get into the name of a label or a row",
    `if (tagName === "INPUT" || tagName === "TEXTAREA") return element.value;`, NO_VALUE],
  ["privacy: nor what is selected in a list",
    `let selectedOptions;\n`, `${NO_VALUE}let selectedOptions;\n`],
  ["privacy: nor where a slider stands",
    `if (element.hasAttribute("aria-valuetext")) return`, `if (role === "slider" || role === "spinbutton") return "";
				if (element.hasAttribute("aria-valuetext")) return`],
  ["privacy: nor what is typed into an editable element; and a bound on what is carried upwards",
    `function innerAccumulatedElementText(element, options) {\n`,
    `function innerAccumulatedElementText(element, options) {
      if (element.isContentEditable) return "";
      return accumulatedElementText(element, options).slice(0, 2048);
    }
    function accumulatedElementText(element, options) {\n`],

  ["an end: a form's field called parentNode leads from the form back into it",
    `while (node.parentNode) node = node.parentNode;`, `node = Node.prototype.getRootNode.call(element);`],

  ["speed: the walk has seen already what is hidden",
    `function isElementHiddenForAria(element) {\n`,
    `function isElementHiddenForAria(element) {
      const hidden = page.known(element)?.hidden;
      if (hidden !== undefined) return hidden;\n`],
  ["speed: and how it is displayed",
    `const display = ((_getElementComputedSt = getElementComputedStyle(node)) === null || _getElementComputedSt === void 0 ? void 0 : _getElementComputedSt.display) || "inline";`,
    `const seen = page.known(node);
		const display = seen?.display || (seen?.style ?? getElementComputedStyle(node))?.display || "inline";`],
  ["speed: and its tag, which a form's field cannot hide",
    `function elementSafeTagName(element) {\n`,
    `function elementSafeTagName(element) {
      const known = page.known(element);
      if (known) return known.tagName;\n`],
  ["speed: most elements have no generated text",
    `tokens.push(getPseudoContent(element, "::before"));`,
    `const generates = page.known(element)?.generates !== false;
    if (generates) tokens.push(getPseudoContent(element, "::before"));`],
  ["speed: neither before nor after",
    `tokens.push(getPseudoContent(element, "::after"));`,
    `if (generates) tokens.push(getPseudoContent(element, "::after"));`],
  ["speed: most pages have no presentational lists and tables",
    `let ancestor = element;`, `let ancestor = page.hasPresentational ? element : null;`],
  ["speed: one role for each element",
    `function getAriaRole(element) {\n`,
    `function getAriaRole(element) {
      let role = roles.get(element);
      if (role === undefined) roles.set(element, role = computeAriaRole(element));
      return role;
    }
    function computeAriaRole(element) {\n`],
  ["speed: most elements have no role attribute",
    `return (element.getAttribute("role") || "").split(" ")`,
    `if (!element.hasAttribute("role")) return null;\n\treturn element.getAttribute("role").split(" ")`],
  ["speed: the text that an element gives to its ancestors' names is computed once",
    `function getTextAlternativeInternal(element, options) {\n`,
    `function getTextAlternativeInternal(element, options) {
      if (options.visitedElements.has(element)) return "";
      const isPlain = options.embeddedInTargetElement === "descendant" && !options.embeddedInLabelledBy
        && !options.embeddedInDescribedBy && !options.embeddedInLabel && !options.embeddedInNativeTextAlternative;
      if (!isPlain) return computeTextAlternative(element, options);
      let text = texts.get(element);
      if (text === undefined) texts.set(element, text = computeTextAlternative(element, options));
      return text;
    }
    function computeTextAlternative(element, options) {\n`],
];
