// The page's parts, written once: `t("button")` is the tag of either library, `x` what only one release has.
const T = { range: "slider", "menu-item": "dropdown-item", menu: "div", "icon-button": "button" };
export const t = (name) => (IS_NEW ? `wa-${T[name] ?? name}` : `sl-${name}`).replace("wa-div", "div");
export const were = (html) => (IS_NEW ? "" : html);
export const now = (html) => (IS_NEW ? html : "");

export const iconButton = (icon, label) =>
  IS_NEW
    ? `<wa-button appearance="plain" size="s"><wa-icon name="${icon}" label="${label}"></wa-icon></wa-button>`
    : `<sl-icon-button name="${icon}" label="${label}"></sl-icon-button>`;

export const button = (text, more = "") => `<${t("button")} ${more}>${text}</${t("button")}>`;
export const slot = (was, is) => (IS_NEW ? `slot="${is}"` : `slot="${was}"`);

const OLD_ORDERS = [["5001", "Alder & Co", "paid"], ["5002", "Birch Books", "open"], ["5003", "Cedar Cafe", "open"], ["5004", "Dogwood", "paid"]];
const NEW_ORDERS = [["5006", "Fir Foods", "open"], ["5004", "Dogwood", "paid"], ["5002", "Birch Books", "paid"], ["5005", "Elm Electric", "open"], ["5001", "Alder & Co", "paid"]];

const card = ([number, customer, state]) => `
  <${t("card")}>
    <div ${slot("header", "header")}><strong>${customer}</strong> <span>#${number}</span> <${t("badge")}>${state}</${t("badge")}></div>
    <${t("checkbox")}>Packed</${t("checkbox")}>
    <${t("rating")} label="Priority" value="3"></${t("rating")}>
    <div>${button("Details")}${iconButton("truck", "Ship")}${iconButton("trash", "Cancel")}${now(iconButton("printer", "Print"))}</div>
  </${t("card")}>`;

export const cards = () => `<section class="cards">${(IS_NEW ? NEW_ORDERS : OLD_ORDERS).map(card).join("")}</section>`;

const items = (names) => names.map((name) => `<${t("menu-item")}>${name}</${t("menu-item")}>`).join("");

export const actions = () => `
  <${t("dropdown")} id="actions" ${IS_NEW ? "" : "stay-open-on-select"}>
    <${t("button")} slot="trigger" ${IS_NEW ? "with-caret" : "caret"}>${IS_NEW ? "More" : "Actions"}</${t("button")}>
    ${were("<sl-menu>")}
    ${items(IS_NEW ? ["New order…", "Copy order", "Print labels"] : ["New order", "Duplicate order", "Import orders", "Print labels"])}
    <${t("divider")}></${t("divider")}>
    ${items(IS_NEW ? ["Archive all paid"] : ["Archive paid", "Purge archive"])}
    ${were("</sl-menu>")}
  </${t("dropdown")}>`;

const tools = () =>
  IS_NEW
    ? iconButton("filter", "Filter orders") + iconButton("arrow-clockwise", "Reload") + iconButton("gear", "Preferences")
    : iconButton("arrow-clockwise", "Reload") + iconButton("filter", "Filter") + iconButton("download", "Download") + iconButton("gear", "Preferences") +
      '<sl-button circle><sl-icon name="question"></sl-icon></sl-button>';

const tab = (panel, text) => `<${t("tab")} ${slot("nav", "nav")} panel="${panel}">${text}</${t("tab")}>`;
const panel = (name, html) => `<${t("tab-panel")} name="${name}">${html}</${t("tab-panel")}>`;

export const tabs = () => `
  <${t("tab-group")}>
    ${tab("board", IS_NEW ? "All orders" : "Orders")}${were(tab("returns", "Returns"))}${tab("stock", "Stock")}${tab("setup", IS_NEW ? "Settings" : "Setup")}
    ${panel("board", cards())}${were(panel("returns", "No returns."))}${panel("stock", tree())}${panel("setup", setup())}
  </${t("tab-group")}>`;

const leaf = (text, inner = "") => `<${t("tree-item")} expanded>${text}${inner}</${t("tree-item")}>`;
const tree = () =>
  IS_NEW
    ? `<wa-tree selection="multiple">${leaf("Warehouse north", leaf("Crates") + leaf("Pallets"))}${leaf("Warehouse west", leaf("Crates"))}</wa-tree>`
    : `<sl-tree selection="multiple">${leaf("Warehouse north", leaf("Crates") + leaf("Boxes"))}${leaf("Warehouse south", leaf("Crates") + leaf("Barrels"))}</sl-tree>`;

const details = (title, html) => `<${t("details")} summary="${title}" open>${html}</${t("details")}>`;
const setup = () => {
  const mail = `<${t("switch")}>${IS_NEW ? "Mail me about new orders" : "Mail on new orders"}</${t("switch")}>${were("<sl-switch>Mail on returns</sl-switch>")}`;
  const volume = `<${t("range")} label="Volume" min="0" max="10" value="4"></${t("range")}>${were('<sl-range label="Brightness" value="5"></sl-range>')}`;
  const color = `<${t("color-picker")} label="Brand colour" value="#3366ff"></${t("color-picker")}>`;
  return IS_NEW ? details("Appearance", color + volume) + details("Alerts", mail) : details("Alerts", mail) + details("Look", volume + color);
};

export const head = () => `
  <header><h1>${IS_NEW ? "Order desk" : "Orders"}</h1>
    <${t("input")} placeholder="${IS_NEW ? "Find an order" : "Find order"}" type="search" ${IS_NEW ? "with-clear" : "clearable"} value="Bi">
      <${t("icon")} name="search" ${slot("prefix", "start")}></${t("icon")}></${t("input")}>
    <div class="tools">${tools()}</div>${actions()}
    ${button(IS_NEW ? "Place new order" : "New order", 'id="open-form" variant="' + (IS_NEW ? "brand" : "primary") + '"')}
  </header>`;
