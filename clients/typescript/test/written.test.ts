import { describe, expect, test } from "vitest";
import { called, nameOf, stepOf } from "../src/playwright/written.js";

describe("the canonical form", () => {
  test.each([
    ["locator", ["#login"], "css=#login"],
    ["locator", ["css=#login"], "css=#login"],
    ["locator", ["//a"], "xpath=//a"],
    ["locator", ["text=Save"], "text=Save"],
    ["getByRole", ["button", { name: "Save" }], 'role=button[name="Save"]'],
    ["getByRole", ["button", { name: /save/i }], "role=button[name=/save/i]"],
    ["getByText", ["Save"], 'text="Save"'],
    ["getByTestId", ["save"], 'testid="save"'],
    ["nth", [2], "nth=2"],
  ])("%s(%j) is %s", (method, given, form) => {
    expect(stepOf(method as string, given as unknown[])?.form).toBe(form);
  });

  test("what has no form is left alone", () => {
    expect(stepOf("filter", [{}])).toBeUndefined();
    expect(stepOf("locator", [undefined])).toBeUndefined();
  });

  test("a locator that is a part of another is told by its own name", () => {
    const part = { boundingBox() {} };
    called(part, "css=h2");
    expect(stepOf("filter", [{ has: part, hasText: "News" }])?.form).toBe('has-text="News" >> has=css=h2');
    expect(stepOf("and", [part])?.form).toBe("and=(css=h2)");
    expect(stepOf("locator", [part])?.form).toBe("css=h2");
    expect(stepOf("locator", ["#a", { hasText: "b" }])?.form).toBe('css=#a >> has-text="b"');
  });

  test("a long one fits into a query, and two that differ at the end stay two", () => {
    const names = ["x", "y"].map((end) => nameOf([{ form: `css=${"ä".repeat(400)}${end}` }]));
    expect(names.map((name) => Buffer.byteLength(name) <= 512)).toEqual([true, true]);
    expect(names[0]).not.toBe(names[1]);
  });
});
