"""A form that draws its field anew, or does something with what comes into it."""

from __future__ import annotations

from dataclasses import dataclass, field

INPUT = "<label>Last name <input value='{}'></label>"
AREA = "<label>Last name <textarea>{}</textarea></label>"
EDITED = "<div role=textbox contenteditable aria-label='Last name'>{}</div>"
_FIELD = "input, textarea, [contenteditable]"

# As a framework does whose data come late, here as soon as the field has the focus.
ANEW = "root.addEventListener('focusin', () => { if (++focused <= %d) draw(); });"
CODE = """root.addEventListener('input', (event) => {
  if (event.target.value.length < 2) return;
  const parts = [...event.target.value];
  const fields = root.querySelectorAll('input');
  fields.forEach((one, at) => { one.value = parts[at] ?? ''; });
  fields[fields.length - 1].focus();
});"""
CHIP = "root.addEventListener('input', (event) => { event.target.value = ''; });"
NEXT = """root.addEventListener('input', () => {
  root.innerHTML = '<label>Password <input></label>';
});"""
SENT = """root.addEventListener('input', (event) => {
  Object.assign(event.target, {value: '', disabled: true});
});"""


@dataclass(frozen=True)
class Form:
    """What is drawn, what is in it at first, what it does, and whether that is in a shadow root."""

    markup: str = INPUT
    value: str = ""
    does: str = field(default=ANEW % 1)
    is_in_shadow: bool = False

    def page(self, *, is_quiet: bool = False) -> str:
        """Return the page; a quiet one does nothing of its own."""
        top = "document.querySelector('#host')"
        root = f"{top}.attachShadow({{mode: 'open'}})" if self.is_in_shadow else top
        return f"""<!doctype html><title>Contact</title><main><h1>Contact</h1><div id=host></div>
<button type=button>Save</button></main><script>
const root = {root};
window.typed = [];
let focused = 0;
const draw = () => {{ root.innerHTML = `{self.markup.replace("{}", self.value)}`; }};
root.addEventListener('input', (event) => typed.push(event.target.value ?? event.target.innerText));
window.said = () => {{ const field = root.querySelector('{_FIELD}');
  return field.value ?? field.innerText; }};
window.times = () => focused;
{"" if is_quiet else self.does}
draw();
</script>"""
