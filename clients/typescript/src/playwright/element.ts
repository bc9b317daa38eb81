import type { Locator } from "playwright-core";
import { Action } from "../gen/pacts/v1/element.js";
import type { Native } from "../session/flow.js";
import type { Ready } from "../session/looking.js";
import type { Tab } from "../session/session.js";
import type { Target } from "../session/target.js";
import { filling } from "./filling.js";

// What each of Playwright's actions is, as the daemon knows actions; it decides what must hold first.
export const ACTIONS = {
  blur: Action.UNSPECIFIED,
  boundingBox: Action.READ,
  check: Action.CHECK,
  clear: Action.FILL,
  click: Action.CLICK,
  dblclick: Action.CLICK,
  dispatchEvent: Action.UNSPECIFIED,
  evaluate: Action.READ,
  fill: Action.FILL,
  focus: Action.UNSPECIFIED,
  getAttribute: Action.READ,
  hover: Action.HOVER,
  innerHTML: Action.READ,
  innerText: Action.READ,
  inputValue: Action.READ,
  isChecked: Action.READ,
  isDisabled: Action.READ,
  isEditable: Action.READ,
  isEnabled: Action.READ,
  press: Action.UNSPECIFIED,
  pressSequentially: Action.FILL,
  screenshot: Action.READ,
  scrollIntoViewIfNeeded: Action.READ,
  selectOption: Action.SELECT,
  selectText: Action.READ,
  setChecked: Action.CHECK,
  setInputFiles: Action.UNSPECIFIED,
  tap: Action.CLICK,
  textContent: Action.READ,
  uncheck: Action.CHECK,
} as const satisfies { readonly [M in Exclude<keyof Locator, "toString">]?: Action };

type Actions = Pick<Locator, keyof typeof ACTIONS>;

/** An element that was found, bound to the document it was found in. */
export type HeldElement = Actions;

/** An element by its name; nothing is looked for until it is used. */
export interface Element extends Actions {
  readonly target: Target;
  /** Waits until the element is there, and returns Playwright's own locator of it. */
  native(): Promise<Locator>;
  /** Says whether the element is there and shown, without waiting. */
  isVisible(): Promise<boolean>;
  /** True only when the page was looked at and the element is not there; one that is hidden is. */
  gone(): Promise<boolean>;
  /** Waits until the element is there; what is done with it later fails once the page is another one. */
  hold(): Promise<HeldElement>;
}

export function elementOf(tab: Tab<Locator>, target: Target): Element {
  const { flow } = tab;
  return {
    ...actionsThrough((action, native) => flow.act(target, action, native)),
    target,
    native: async () => flow.nativeOf(await flow.ready(target, Action.UNSPECIFIED)),
    isVisible: async () => {
      const ready = await flow.now(target);
      return ready !== undefined && flow.nativeOf(ready).isVisible();
    },
    gone: () => flow.gone(target),
    hold: async () => heldOf(tab, await flow.ready(target, Action.UNSPECIFIED)),
  };
}

function heldOf({ flow }: Tab<Locator>, kept: Ready): HeldElement {
  return actionsThrough((action, native) => flow.held(kept, action, native));
}

type Perform = (action: Action, native: Native<Locator, unknown>) => Promise<unknown>;

function actionsThrough(perform: Perform): Actions {
  const made = Object.entries(ACTIONS).map(([name, action]) => {
    const method = name as keyof typeof ACTIONS;
    const act = (...given: unknown[]) => {
      const native = (locator: Locator) => (locator[method] as (...all: unknown[]) => Promise<unknown>)(...given);
      return perform(action, filling(name, given, native));
    };
    return [name, act];
  });
  return Object.fromEntries(made) as Actions;
}
