import { button, now, t, were } from "./orders.js";

const options = (texts) => texts.map((text) => `<${t("option")} value="${text.toLowerCase().replaceAll(" ", "-")}">${text}</${t("option")}>`).join("");
const radio = (value, text) => `<${t("radio")} value="${value}">${text}</${t("radio")}>`;
const input = (label, more = "") => `<${t("input")} label="${label}" ${more}></${t("input")}>`;

const delivery = () => `
  <${t("radio-group")} label="Delivery" name="delivery" value="van">
    ${radio("van", "Van")}${radio("bike", IS_NEW ? "Cargo bike" : "Bike")}${were(radio("pick", "Pick-up"))}${now(radio("drone", "Drone"))}
  </${t("radio-group")}>`;

const country = () => `<${t("select")} label="${IS_NEW ? "Ship to" : "Country"}" value="peru">${options(["Ghana", "Norway", "Peru"])}</${t("select")}>`;
const date = () => input(IS_NEW ? "Deliver on" : "Delivery date", 'type="date"');

const fields = () => [
  input("Customer", "required"),
  IS_NEW ? date() : country(),
  IS_NEW ? country() : date(),
  were(input("Purchase number")),
  input("Crates", 'type="number" value="2"'),
  were(`<sl-select label="Currency" value="euro">${options(["Euro", "Krone"])}</sl-select>`),
  delivery(),
  `<${t("range")} label="${IS_NEW ? "Discount in %" : "Discount"}" value="10"></${t("range")}>`,
  `<${t("checkbox")}>${IS_NEW ? "This is a gift" : "Gift wrap"}</${t("checkbox")}>`,
  were("<sl-checkbox>Express</sl-checkbox>"),
  `<${t("switch")}>Notify customer</${t("switch")}>`,
  `<${t("textarea")} label="${IS_NEW ? "Notes for the driver" : "Notes"}"></${t("textarea")}>`,
];

export const dialog = () => `
  <${t("dialog")} id="form" label="${IS_NEW ? "Place new order" : "New order"}">
    <form>${fields().join("")}</form>
    <div slot="footer">
      ${button("Cancel")}${were(button("Save as template"))}${button(IS_NEW ? "Place order" : "Create", 'variant="' + (IS_NEW ? "brand" : "primary") + '"')}
    </div>
  </${t("dialog")}>`;
