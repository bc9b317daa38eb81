// Whether an element is of a kind that takes an action.
import { Action, type Descriptor } from "../gen/pacts/v1/element.js";

// What only says something. What is not told to be a control may be one all the same: a cell, a box.
const STATIC = new Set(["heading", "paragraph", "caption", "legend", "term", "definition", "status", "alert", "note"]);
const CHECKED = ["checkbox", "radio", "switch", "menuitemcheckbox", "menuitemradio"];
const FILLED = ["textbox", "searchbox", "combobox", "spinbutton", "slider"];
const TAKES: Partial<Record<Action, { readonly roles: readonly string[]; readonly tags: readonly string[] }>> = {
  [Action.FILL]: { roles: FILLED, tags: ["input", "textarea"] },
  [Action.SELECT]: { roles: ["combobox", "listbox"], tags: ["select"] },
  [Action.CHECK]: { roles: CHECKED, tags: ["input"] },
};

/**
 * Says whether an element may take an action, as far as its description tells. False is a reason to
 * look whether another element is called the same and does take it.
 */
export function suits(descriptor: Descriptor | undefined, action: Action): boolean {
  if (descriptor === undefined) return true;
  const { role, tag } = descriptor;
  if (action === Action.CLICK) return !STATIC.has(role);
  const takes = TAKES[action];
  return takes === undefined || (role === "" && tag === "") || takes.roles.includes(role) || takes.tags.includes(tag);
}
