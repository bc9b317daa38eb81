export type { Element, HeldElement } from "./element.js";
export { PlaywrightSession as Session } from "./session.js";
