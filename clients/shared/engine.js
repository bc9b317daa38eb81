// The check as a selector engine of Playwright. It is asked for the place of a
// selector and, behind it, the check's input. It finds an element where all holds of it, else fails
// with what was said.
(() => {
  let check;
  const found = (asked) => {
    let [said, element] = ["", null];
    try {
      check = check || (SCRIPT)(null, true);
      const at = asked.indexOf("{");
      said = check(asked.slice(at), (one, place, holds) => {
        if (holds && String(place) === asked.slice(0, at)) element = one;
      });
    } catch {}
    if (!element) throw new Error("SAID" + said);
    return element;
  };
  return { query: (root, asked) => found(asked), queryAll: (root, asked) => [found(asked)] };
})()
