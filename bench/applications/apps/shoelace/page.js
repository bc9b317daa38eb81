import { head, tabs } from "./orders.js";
import { dialog } from "./form.js";

const DRAWING = (name) => `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" data-name="${name}"><path d="M2 2h12v12H2z"/></svg>`)}`;
export const resolver = DRAWING;

/** A splash first, as applications have that must fetch what they show. */
export function start() {
  const root = document.getElementById("root");
  root.innerHTML = '<div class="splash"><div class="spinner"></div><p>Loading…</p></div>';
  setTimeout(() => {
    root.innerHTML = head() + tabs() + dialog();
    document.getElementById("open-form").addEventListener("click", () => (document.getElementById("form").open = true));
  }, 350);
}
