// A combobox that suggests titles as one types, by the ARIA pattern.
const input = document.querySelector("[role=combobox]");
const list = document.getElementById(input.getAttribute("aria-controls"));
let current = -1;
let asked = 0;

const options = () => [...list.children];

function show(titles) {
  list.replaceChildren(...titles.map((title, at) => {
    const option = document.createElement(list.tagName === "UL" ? "li" : "div");
    option.setAttribute("role", "option");
    option.id = `${list.id}-${at}`;
    option.textContent = title;
    option.addEventListener("mousedown", () => choose(title));
    return option;
  }));
  current = -1;
  list.hidden = titles.length === 0;
  input.setAttribute("aria-expanded", String(!list.hidden));
  input.removeAttribute("aria-activedescendant");
}

function choose(title) {
  input.value = title;
  input.form.submit();
}

function move(by) {
  const all = options();
  if (!all.length) return;
  current = (current + by + all.length) % all.length;
  all.forEach((option, at) => option.setAttribute("aria-selected", String(at === current)));
  input.setAttribute("aria-activedescendant", all[current].id);
}

input.addEventListener("input", async () => {
  const number = ++asked;
  const answer = await fetch(`/suggest?q=${encodeURIComponent(input.value)}`);
  const titles = await answer.json();
  if (number === asked) show(titles);
});

input.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") move(1);
  else if (event.key === "ArrowUp") move(-1);
  else if (event.key === "Escape") show([]);
  else if (event.key === "Enter" && current >= 0) choose(options()[current].textContent);
  else return;
  event.preventDefault();
});

input.addEventListener("blur", () => show([]));
