// What an element is and says, read the same way by everything that looks at a page.

const UNSEEN = new Set(["HEAD", "SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "META", "LINK", "BASE", "TITLE"]);
const CONTROLS = new Set(["INPUT", "SELECT", "TEXTAREA", "BUTTON", "DATALIST"]);
const TEST_IDS = ["data-testid", "data-test", "data-test-id", "data-qa", "data-cy"];
const BUTTON_TYPES = new Set(["button", "submit", "reset", "image"]);
const NOT_TYPED_INTO = new Set([...BUTTON_TYPES, "checkbox", "radio", "file", "hidden", "range"]);
const EDIT_ROLES = new Set(["textbox", "searchbox", "combobox", "spinbutton"]);
const CHECK_ROLES = new Set(["checkbox", "radio", "switch", "menuitemcheckbox", "menuitemradio"]);
const INTERACTIVE_ROLES = new Set([
  ...EDIT_ROLES, ...CHECK_ROLES, "button", "link", "tab", "menuitem", "option", "treeitem", "slider", "listbox",
]);
const TAG_ROLES = {
  BUTTON: "button", TEXTAREA: "textbox", OPTION: "option", TABLE: "table", TR: "row", TD: "cell", TH: "columnheader",
  UL: "list", OL: "list", LI: "listitem", NAV: "navigation", MAIN: "main", ASIDE: "complementary", HEADER: "banner",
  FOOTER: "contentinfo", FORM: "form", SECTION: "region", ARTICLE: "article", DIALOG: "dialog", FIELDSET: "group",
  DETAILS: "group", FIGURE: "figure", PROGRESS: "progressbar", METER: "meter", OUTPUT: "status", SEARCH: "search",
  H1: "heading", H2: "heading", H3: "heading", H4: "heading", H5: "heading", H6: "heading", CAPTION: "caption",
};
const INPUT_ROLES = {
  checkbox: "checkbox", radio: "radio", range: "slider", number: "spinbutton", search: "searchbox",
  button: "button", submit: "button", reset: "button", image: "button", file: "button",
};

const squash = (text) => (text || "").replace(/[\s\u00a0\u200b\u00ad]+/g, " ").trim();
const fold = (text) => squash(text).toLowerCase();
const words = (text) =>
  (text || "").replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean).join("-");
const parentOf = (el) => el.assignedSlot || el.parentElement || el.getRootNode().host || null;
const isPassword = (el) => el.tagName === "INPUT" && el.type === "password";
const testIdOf = (el) => TEST_IDS.map((name) => [name, el.getAttribute(name)]).find(([, value]) => value) || null;

function* walk(root) {
  for (const el of root.querySelectorAll("*")) {
    if (UNSEEN.has(el.tagName)) continue;
    yield el;
    if (el.shadowRoot) yield* walk(el.shadowRoot);
  }
}

function* ancestors(el) {
  for (let at = parentOf(el); at; at = parentOf(at)) yield at;
}

function roleOf(el) {
  const explicit = (el.getAttribute("role") || "").trim().split(/\s+/)[0];
  if (explicit) return explicit;
  switch (el.tagName) {
    case "A": case "AREA": return el.hasAttribute("href") ? "link" : "";
    case "IMG": return el.getAttribute("alt") === "" ? "" : "img";
    case "SELECT": return el.multiple || el.size > 1 ? "listbox" : "combobox";
    case "INPUT": {
      if (isPassword(el) || el.type === "hidden") return "";
      const role = INPUT_ROLES[el.type] || "textbox";
      return el.list && (role === "textbox" || role === "searchbox") ? "combobox" : role;
    }
    default: return TAG_ROLES[el.tagName] || "";
  }
}

// Text as people read it; what a user has typed or chosen is never part of it.
function textOf(el, skipControls = true) {
  if (isEditable(el) || el.tagName === "SELECT") return "";
  let text = "";
  for (const node of el.shadowRoot ? el.shadowRoot.childNodes : el.childNodes) {
    if (node.nodeType === 3) text += node.data;
    else if (node.nodeType === 1 && !UNSEEN.has(node.tagName)) {
      if (node.tagName === "BR") text += " ";
      else if (!(skipControls && CONTROLS.has(node.tagName))) text += textOf(node, skipControls);
    }
  }
  return text;
}

function labelsOf(el) {
  const labelled = (el.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean)
    .map((id) => el.getRootNode().getElementById?.(id)).filter(Boolean).map((by) => textOf(by));
  const labels = [...(el.labels || [])].map((label) => textOf(label));
  return [...labels, labelled.join(" "), el.getAttribute("aria-label")].map(squash).filter(Boolean);
}

function isEditable(el) {
  if (el.tagName === "INPUT") return !NOT_TYPED_INTO.has(el.type);
  if (el.tagName === "TEXTAREA") return true;
  return Boolean(el.isContentEditable) && !parentOf(el)?.isContentEditable;
}

function isInteractive(el) {
  return INTERACTIVE_ROLES.has(roleOf(el)) || el.tagName === "SUMMARY" || isEditable(el)
    || (el.tagName === "INPUT" && el.type !== "hidden") || el.hasAttribute("onclick") || Boolean(el.onclick)
    || (el.hasAttribute("tabindex") && el.tabIndex >= 0);
}

function isClickable(el) {
  if (isInteractive(el) || el.tagName === "LABEL") return true;
  return [...ancestors(el)].some(isInteractive) || getComputedStyle(el).cursor === "pointer";
}

function isVisible(el) {
  if (!el.checkVisibility({ visibilityProperty: true })) return false;
  const box = el.getBoundingClientRect();
  return box.width > 0 && box.height > 0;
}

const clip = (text, length) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

function rowOf(el) {
  return [...ancestors(el)].find((at) => roleOf(at) === "row" || roleOf(at) === "listitem") || null;
}

// How an element is called in a message: role, name, and what tells it from its equals.
function brief(el) {
  const button = el.tagName === "INPUT" && BUTTON_TYPES.has(el.type) ? el.value : "";
  const named = labelsOf(el)[0] || squash(textOf(el, false)) || el.getAttribute("placeholder") || button
    || el.getAttribute("alt") || el.getAttribute("title") || "";
  const row = rowOf(el);
  const where = el.id ? ` with id "${clip(el.id, 40)}"` : row ? ` in "${clip(squash(textOf(row)), 40)}"` : "";
  return `${roleOf(el) || el.tagName.toLowerCase()} "${clip(squash(named), 60)}"${where}`;
}
