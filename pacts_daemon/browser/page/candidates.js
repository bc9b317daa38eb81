// Every element that any strategy would call by the wanted name, with what is needed to choose.

class Candidates {
  constructor({ name, scopes }) {
    this.elements = [...walk(document)];
    this.position = new Map(this.elements.map((el, at) => [el, at]));
    this.found = new Map();
    this.name = squash(name);
    this.folded = fold(name);
    this.slug = words(name);
    this.scopes = scopes.length ? scopesOf(scopes, this.elements) : undefined;
    this.roles = [...new Set(this.elements.map(roleOf))].filter(Boolean);
    this.elements.forEach((el) => this.#read(el));
    this.#readTexts();
  }

  #read(el) {
    if (el.tagName === "INPUT" && el.type === "hidden") return;
    for (const attribute of TEST_IDS) this.#note(el, "test_id", this.#identifier(el.getAttribute(attribute), true));
    labelsOf(el).forEach((label) => this.#note(el, "label", this.#hit(label)));
    this.#note(el, "placeholder", this.#hit(el.getAttribute("placeholder")));
    this.#note(el, "alt", this.#hit(el.getAttribute("alt")));
    this.#note(el, "title", this.#hit(el.getAttribute("title")));
    this.#note(el, "name", this.#identifier(el.getAttribute("name"), false));
    this.#note(el, "id", this.#identifier(el.id, false));
  }

  #readTexts() {
    const longest = 4 * this.name.length + 256;
    const saying = new Map();
    for (const el of this.elements) {
      if (el.tagName === "OPTION" || (el.textContent.length > longest && !el.shadowRoot)) continue;
      const hit = this.#hit(textOf(el, false));
      if (hit) saying.set(el, hit);
    }
    const wrappers = new Set([...saying.keys()].map(parentOf));
    for (const [el, hit] of saying) {
      if (wrappers.has(el)) continue;
      const lifted = [el, ...ancestors(el)].find((at) => saying.has(at) && isInteractive(at));
      this.#note(lifted || el, "text", hit);
    }
  }

  #hit(value) {
    if (!value) return "";
    if (squash(value) === this.name) return "exact";
    const said = fold(value);
    const plain = said.replace(/\s*(?:[:*]+|\((?:required|optional)\))$/, "");
    return said === this.folded || plain === this.folded ? "loose" : "";
  }

  #identifier(value, slugIsExact) {
    if (!value) return "";
    if (value === this.name) return "exact";
    return this.slug && words(value) === this.slug ? (slugIsExact ? "exact" : "loose") : "";
  }

  #note(el, strategy, hit) {
    if (!hit) return;
    const matches = this.found.get(el) || {};
    if (matches[strategy] !== "exact") matches[strategy] = hit;
    this.found.set(el, matches);
  }

  addRoles(elements, hit) {
    elements.forEach((el) => this.#note(el, "role", hit));
    return elements.length;
  }

  finish() {
    this.kept = [...this.found.keys()].sort((a, b) => this.position.get(a) - this.position.get(b));
    return {
      scope_found: this.scopes !== null,
      candidates: this.kept.map((el, index) => ({
        index,
        matches: this.found.get(el),
        role: roleOf(el),
        visible: isVisible(el),
        in_scope: !this.scopes || [el, ...ancestors(el)].some((at) => this.scopes.has(at)),
        interactive: isInteractive(el),
        clickable: isClickable(el),
        editable: isEditable(el),
        selectable: el.tagName === "SELECT" || ["combobox", "listbox"].includes(roleOf(el)),
        checkable: CHECK_ROLES.has(roleOf(el)),
        brief: brief(el),
      })),
    };
  }

  describe(index) {
    return describe(this.kept[index]);
  }

  probe(elements, index) {
    return [elements.length, elements.includes(this.kept[index])];
  }
}
