// A text that was put into a field is in it, also where the page draws the field anew meanwhile.
import { describe, expect, test } from "vitest";
import { SelectorStrategy } from "../src/index.js";
import { Bed } from "./bed.js";

const ANEW = "addEventListener('focusin', () => { focused += 1; if (focused <= times) draw(); });";
const NEXT = "addEventListener('input', () => { host.innerHTML = '<label>Password <input></label>'; });";
const CHIP = "addEventListener('input', (event) => { event.target.value = ''; });";

/** A form that draws its field, and does something when that is used. */
const form = (does: string, { value = "", times = 1 } = {}) => `<!doctype html><title>Contact</title>
<main><h1>Contact</h1><div id=host></div><button>Save</button></main><script>
let focused = 0;
const times = ${times}, typed = [], host = document.querySelector("#host");
const draw = () => { host.innerHTML = "<label>Last name <input value='${value}'></label>"; };
addEventListener("input", (event) => typed.push(event.target.value));
${does}
draw();
</script>`;

const bed = new Bed("contacts");
const said = () => bed.tab.inputValue("input");
const WAYS = {
  "by name": async (text: string) => bed.session.element(bed.tab, "Last name").fill(text),
  held: async (text: string) => (await bed.session.element(bed.tab, "Last name").hold()).fill(text),
  "as written": (text: string) => bed.session.wrap(bed.tab).getByLabel("Last name").fill(text),
};

test("a text is not put into another field in its place", async () => {
  await bed.show("/", form(NEXT));
  const query = { app: bed.app, environment: "test", page: bed.tab.url(), element: "Last name" };
  const selector = { strategy: SelectorStrategy.CSS, value: "#host input", positional: false, role: "", attribute: "" };
  const text = await bed.tab.evaluate<string>((await bed.client.scripts()).capture);
  const page = { source: { $case: "capture" as const, value: text }, frames: [] };
  await bed.client.save(query, [selector], { evidence: { kind: { $case: "page", value: page } } });
  await bed.session.element(bed.tab, "Last name").fill("Lovelace");
  expect(await said()).toBe("");
  expect(await bed.tab.evaluate("typed")).toEqual(["Lovelace"]);
});

describe.each(Object.entries(WAYS))("%s", (_, fill) => {
  test.each([
    ["empty", { value: "" }],
    ["with a text", { value: "Byron" }],
    ["drawn twice", { times: 2 }],
  ])("a text is put into a field that is drawn anew, cold and warm: %s", async (_, given) => {
    for (const _ of ["cold", "warm"]) {
      await bed.show("/", form(ANEW, given));
      await fill("Lovelace");
      expect(await said()).toBe("Lovelace");
      expect(await bed.tab.evaluate("typed")).toEqual(["Lovelace"]);
    }
  });

  test("a field that is drawn anew is emptied", async () => {
    await bed.show("/", form(ANEW, { value: "Byron" }));
    await fill("");
    expect(await said()).toBe("");
  });

  test("a text that the page took is not put in again", async () => {
    await bed.show("/", form(CHIP));
    await fill("1234");
    expect(await bed.tab.evaluate("typed")).toEqual(["1234"]);
  });

  test("a field that is drawn anew each time is left after three", async () => {
    await bed.show("/", form(ANEW, { times: 9 }));
    await fill("Lovelace");
    expect(await bed.tab.evaluate("focused")).toBe(3);
  });
});
