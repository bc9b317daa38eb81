"""In which state an element is: enabled, ticked, focused, selected."""

from __future__ import annotations

from typing import Final

from playwright.async_api import Locator

from pacts_daemon.pipeline.executor.actions.choices import is_checked
from pacts_daemon.pipeline.executor.assertions.looks import Seen, read
from pacts_daemon.pipeline.executor.assertions.presence import part_of
from pacts_daemon.pipeline.executor.doing import Doing
from pacts_daemon.pipeline.executor.page.texts import normalized

# HTML has no way to disable a link or an item: pages say it of these, and some of their buttons, by
# a class. In a list it is the item that has the class: <li class="disabled"><a>.
_BY_CLASS: Final = r"""
  const item = at.closest("li, [role=tab], [role=menuitem], [role=treeitem], [role=option]");
  const controls = "a, button, input, select, textarea, [role=button], [role=link]";
  const isOnly = item !== null && item.querySelectorAll(controls).length < 2;
  const told = token => !/^(not?|has|if|un|non)-/.test(token);
  const says = words => [at, ...(isOnly ? [item] : [])].some(
    one => [...one.classList].some(token => words.test(token) && told(token)));
"""
_IS_DISABLED: Final = rf"""element => {{
  const at = element.localName === "label" && element.control ? element.control : element;
  if (at.matches(":disabled") || at.closest("[aria-disabled=true]") !== null) return true;
  {_BY_CLASS}
  return !at.hasAttribute("aria-disabled") && says(/(^|[-_])disabled$/i);
}}"""
_HAS_FOCUS: Final = """element => {
  const at = element.localName === "label" && element.control ? element.control : element;
  let active = document.activeElement;
  while (active && active !== at && active.shadowRoot && active.shadowRoot.activeElement)
    active = active.shadowRoot.activeElement;
  const within = active && active !== document.body
    && (at === active || at.contains(active) || at.shadowRoot?.contains(active));
  const points = active?.getAttribute("aria-activedescendant");
  return Boolean(within || (points && points === at.id));
}"""
_SELECTED: Final = rf"""element => {{
  const at = element.localName === "label" && element.control ? element.control : element;
  if (at.localName === "select") return [...at.selectedOptions].map(o => o.label);
  if (at.localName === "option") return at.selected;
  if (at.localName === "input" && /^(checkbox|radio)$/.test(at.type)) return at.checked;
  const own = at.closest("[aria-selected], [aria-checked], [aria-current], [aria-pressed]");
  if (own) return ["aria-selected", "aria-checked", "aria-pressed"].some(
    name => own.getAttribute(name) === "true")
    || !["", "false", null].includes(own.getAttribute("aria-current"));
  const chosen = [...at.querySelectorAll("[aria-selected=true], [aria-checked=true], :checked")];
  if (chosen.length) return chosen.map(one => one.innerText || one.label
    || one.labels?.[0]?.innerText || one.value || "");
  if (/^(input|textarea)$/.test(at.localName) || "value" in at && at.localName.includes("-"))
    return [String(at.value)];
  {_BY_CLASS}
  return says(/(^|[-_])(active|selected|current)$/i);
}}"""

# Each option that lists say, as far as they are shown.
_CHOSEN_IN: Final = """lists => lists.filter(one => one.checkVisibility())
  .flatMap(one => [...one.selectedOptions].map(option => option.label))"""


async def enabled(doing: Doing) -> Seen:
    """Look whether the element can be used."""
    is_disabled = await read(doing, lambda at: at.evaluate(_IS_DISABLED))
    return Seen(not is_disabled, "disabled" if is_disabled else "enabled")


async def disabled(doing: Doing) -> Seen:
    """Look whether the element can't be used."""
    is_disabled = await read(doing, lambda at: at.evaluate(_IS_DISABLED))
    return Seen(bool(is_disabled), "disabled" if is_disabled else "enabled")


async def checked(doing: Doing) -> Seen:
    """Look whether the box is ticked."""
    return _checked(await read(doing, is_checked), wanted=True)


async def unchecked(doing: Doing) -> Seen:
    """Look whether the box is not ticked."""
    return _checked(await read(doing, is_checked), wanted=False)


async def focused(doing: Doing) -> Seen:
    """Look whether the element has the focus."""
    has_focus = await read(doing, lambda at: at.evaluate(_HAS_FOCUS))
    return Seen(bool(has_focus), "focused" if has_focus else "not focused")


async def selected(doing: Doing) -> Seen:
    """Look whether the element is the chosen one, or this is chosen in it."""
    if doing.action.is_exact and doing.action.value is None and await _is_chosen_in_part(doing):
        return Seen(holds=True, seen=doing.text)
    chosen = await read(doing, _chosen)
    if isinstance(chosen, bool):
        return Seen(chosen, "selected" if chosen else "not selected")
    shown = [normalized(one) for one in chosen]
    if doing.action.value is None:
        return Seen(bool(shown) and any(shown), ", ".join(shown))
    return Seen(normalized(doing.value) in shown, ", ".join(shown))


async def _is_chosen_in_part(doing: Doing) -> bool:
    """Say whether a list of choices says it: what a closed one offers is not shown."""
    part = await part_of(doing)
    if part is None or not doing.action.scope:
        return False
    chosen = await part.locator("xpath=descendant-or-self::select").evaluate_all(_CHOSEN_IN)
    return doing.text in map(normalized, chosen)


async def _chosen(located: Locator) -> bool | list[str]:
    state: bool | list[str] = await located.evaluate(_SELECTED)
    return state


def _checked(state: bool | None, *, wanted: bool) -> Seen:
    if state is None:
        return Seen(False, "no box", "not_a_box", "it is no box, and can't be ticked")
    return Seen(state is wanted, "ticked" if state else "not ticked")
