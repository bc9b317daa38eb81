import type { Frame, FrameLocator, Locator, Page } from "playwright-core";
import { type Selector, SelectorStrategy } from "../gen/pacts/v1/element.js";

type Root = Page | Frame | FrameLocator | Locator;
type Role = Parameters<Page["getByRole"]>[0];

/** Playwright's locator of a selector: whole names, and no guess between several. */
export function locatorOf(root: Root, { strategy, value, role, attribute }: Selector): Locator {
  const exact = { exact: true };
  switch (strategy) {
    case SelectorStrategy.CSS:
      return root.locator(`css=${value}`);
    case SelectorStrategy.XPATH:
      return root.locator(`xpath=${value}`);
    case SelectorStrategy.ROLE:
      return root.getByRole(role as Role, { name: value, ...exact });
    case SelectorStrategy.LABEL:
      return root.getByLabel(value, exact);
    case SelectorStrategy.PLACEHOLDER:
      return root.getByPlaceholder(value, exact);
    case SelectorStrategy.TEXT:
      return root.getByText(value, exact);
    case SelectorStrategy.ALT_TEXT:
      return root.getByAltText(value, exact);
    case SelectorStrategy.TITLE:
      return root.getByTitle(value, exact);
    case SelectorStrategy.TEST_ID:
      return root.locator(`css=[${attribute}=${quoted(value)}]`);
    default:
      throw new TypeError(`a selector of strategy ${strategy} is newer than this client`);
  }
}

/** A CSS string. */
function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, "\\$&").replace(/[\n\r\f\0]/g, (end) => `\\${end.charCodeAt(0).toString(16)} `)}"`;
}
