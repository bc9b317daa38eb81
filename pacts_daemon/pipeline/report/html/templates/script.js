"use strict";
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);

  const themes = ["auto", "light", "dark"];
  const kept = {
    get: () => { try { return localStorage.getItem("pacts-theme"); } catch { return null; } },
    set: (value) => { try { localStorage.setItem("pacts-theme", value); } catch { /* a file may keep nothing */ } },
  };
  const theme = byId("theme");
  const show = (name) => {
    document.documentElement.dataset.theme = name;
    theme.textContent = `Theme: ${name}`;
  };
  show(themes.includes(kept.get()) ? kept.get() : "auto");
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const next = themes[(themes.indexOf(document.documentElement.dataset.theme) + 1) % themes.length];
    show(next);
    kept.set(next);
  });

  const cases = all(".case");
  const chips = all(".chip");
  const find = byId("find");
  const pressed = (name) =>
    chips.filter((chip) => chip.dataset[name] !== undefined && chip.getAttribute("aria-pressed") === "true")
      .map((chip) => chip.dataset[name]);
  const texts = new Map(cases.map((one) => [one, one.textContent.toLowerCase()]));
  const filter = () => {
    const verdicts = pressed("verdict");
    const tags = pressed("tag");
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const one of cases) {
      const own = JSON.parse(one.dataset.tags);
      const fits =
        (verdicts.length === 0 || one.dataset.verdicts.split(" ").some((v) => verdicts.includes(v))) &&
        (tags.length === 0 || own.some((tag) => tags.includes(tag))) &&
        words.every((word) => texts.get(one).includes(word));
      one.hidden = !fits;
      shown += fits;
    }
    byId("shown").textContent = `${shown} of ${cases.length} cases shown`;
  };
  for (const chip of chips) {
    chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      filter();
    });
  }
  find.addEventListener("input", filter);
  byId("tools").hidden = false;
  filter();

  const toggle = (open) => () => {
    for (const one of all(".case, .loop")) one.open = open;
  };
  byId("open-all").addEventListener("click", toggle(true));
  byId("close-all").addEventListener("click", toggle(false));

  const reveal = () => {
    const target = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let at = target; at; at = at.parentElement) {
      if (at instanceof HTMLDetailsElement) at.open = true;
      if (at.hidden && at.classList.contains("case")) at.hidden = false;
    }
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();

  const light = byId("light");
  for (const link of all(".enlarge")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const image = link.querySelector("img");
      byId("light-image").src = image.src;
      byId("light-image").alt = image.alt;
      byId("light-text").textContent = link.parentElement.textContent.trim();
      light.showModal();
    });
  }
  light.addEventListener("click", (event) => {
    if (event.target === light) light.close();
  });

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details:not([open])");
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
  });
})();
