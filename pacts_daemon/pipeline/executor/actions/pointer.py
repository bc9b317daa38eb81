"""Actions of the pointer: clicks, hovering, dragging, scrolling."""

from __future__ import annotations

from typing import Any, Final

from playwright.async_api import Locator

from pacts.model import Action
from pacts_daemon.pipeline.executor.actions.gestures import (
    Gesture,
    closing_tab,
    told_late,
    whole_gesture,
)
from pacts_daemon.pipeline.executor.doing import Doing
from pacts_daemon.pipeline.executor.failures import StepBlockedError

# More is a slip, or a load test.
_MAX_CLICKS: Final = 100
# Most of a window of 720 pixels, so that what stood at its end is still seen.
_WHEEL_PX: Final = 600
_DIRECTIONS: Final = {
    "down": (0, _WHEEL_PX),
    "up": (0, -_WHEEL_PX),
    "right": (_WHEEL_PX, 0),
    "left": (-_WHEEL_PX, 0),
}
_ENDS: Final = {
    "bottom": (0, 1),
    "end": (0, 1),
    "top": (0, -1),
    "start": (0, -1),
    "beginning": (0, -1),
}
# What an <option> of a closed list is clicked for is that it is chosen.
_OPTION: Final = "element => element.localName === 'option' ? element.value : null"
_TO_END: Final = """(element, by) => {
  const all = [document.scrollingElement || document.documentElement];
  const at = element && element !== document.documentElement ? [element] : all;
  for (const one of at)
    one.scrollTo({ top: by[1] > 0 ? one.scrollHeight : 0, behavior: "instant" });
}"""
_BY: Final = """(element, by) => {
  let at = element;
  const scrolls = one => by[1]
    ? one.scrollHeight > one.clientHeight + 1 : one.scrollWidth > one.clientWidth + 1;
  while (at && !(scrolls(at) && /auto|scroll/.test(getComputedStyle(at).overflow)))
    at = at.parentElement;
  (at || document.scrollingElement || document.documentElement).scrollBy(
    { left: by[0], top: by[1], behavior: "instant" });
}"""
# In a drawing the shape that a label belongs to may lie on it: people press both as one. Together
# they are a group with no other text in it; a shape of another group covers.
_IS_LABEL: Final = """element => {
  const group = element.ownerSVGElement && element.localName === "text"
    ? element.parentElement : null;
  if (!group) return false;
  const { left, top, width, height } = element.getBoundingClientRect();
  const hit = element.getRootNode().elementFromPoint(left + width / 2, top + height / 2);
  let around = group;
  while (around && around.localName === "g" && !around.contains(hit)) around = around.parentElement;
  if (!around || around.localName !== "g" || element.contains(hit)) return false;
  return [...around.querySelectorAll("text")].every(
    one => one === element || !one.textContent.trim() || !one.getClientRects().length);
}"""


async def click(doing: Doing) -> None:
    """Click an element; as often as the value says."""
    times = _times(doing.action.value)

    async def native(located: Locator) -> None:
        option = await located.evaluate(_OPTION)
        if option is not None:
            await located.locator("xpath=ancestor::select[1]").select_option(value=str(option))
            return
        for _ in range(times):
            async with closing_tab(doing), told_late(doing):
                await located.click(force=await _is_label(located))

    await doing.act(Action.CLICK, native)


async def double_click(doing: Doing) -> None:
    """Double-click an element."""

    async def native(located: Locator) -> None:
        async with whole_gesture(doing, located, Gesture.DOUBLE_CLICK):
            await located.dblclick(force=await _is_label(located))

    await doing.act(Action.CLICK, native)


async def right_click(doing: Doing) -> None:
    """Open the context menu of an element."""

    async def native(located: Locator) -> None:
        await located.click(button="right", force=await _is_label(located))

    await doing.act(Action.CLICK, native)


async def hover(doing: Doing) -> None:
    """Move the pointer over an element."""

    async def native(located: Locator) -> None:
        await located.hover(force=await _is_label(located))

    await doing.act(Action.HOVER, native)


async def drag(doing: Doing) -> None:
    """Drag an element onto the one that the value names, found before it is picked up."""
    elements = doing.world.elements
    goal = elements.target(doing.value, "")

    async def itself(located: Locator) -> Locator:
        return located

    dropped = await doing.on(goal, Action.ANY, itself)

    async def native(located: Locator) -> None:
        async with whole_gesture(doing, located, Gesture.DRAG):
            await located.drag_to(dropped, force=await _is_label(located))

    await doing.act(Action.CLICK, native)


async def _is_label(located: Locator) -> bool:
    """Say whether an element is the label of the shape that a pointer meets in its place."""
    return bool(await located.evaluate(_IS_LABEL))


async def scroll(doing: Doing) -> None:
    """Scroll to an element; or the page, or the part of it that is named, in a direction."""
    way = (doing.action.value or "").strip().casefold().removeprefix("to ").removeprefix("the ")
    if way in _DIRECTIONS or way in _ENDS:
        await _scroll(doing, way)
    elif doing.element:
        await doing.act(Action.ANY, lambda located: located.scroll_into_view_if_needed())
    elif way:
        target = doing.world.elements.target(doing.value, doing.action.scope)
        await doing.on(target, Action.ANY, lambda located: located.scroll_into_view_if_needed())
    else:
        await _scroll(doing, "down")


async def _scroll(doing: Doing, way: str) -> None:
    by = _DIRECTIONS.get(way) or _ENDS[way]
    script = _BY if way in _DIRECTIONS else _TO_END
    name = doing.element or doing.action.scope
    if not name or name.casefold() in {"page", "window", "screen"}:
        root = doing.tabs.current.locator(":root")
        await root.evaluate(script, list(by))
        return

    async def native(located: Locator) -> Any:
        return await located.evaluate(script, list(by))

    scope = doing.action.scope if doing.element else ""
    await doing.on(doing.world.elements.target(name, scope), Action.ANY, native)


def _times(value: str | None) -> int:
    if value is None or not value.strip():
        return 1
    said = value.strip().casefold().removesuffix("times").removesuffix("x").strip()
    words = {"once": 1, "twice": 2, "thrice": 3}
    times = words.get(said) or (int(said) if said.isdecimal() else 0)
    if not 1 <= times <= _MAX_CLICKS:
        raise StepBlockedError("plan", f"a click is made 1 to {_MAX_CLICKS} times, not {value!r}")
    return times
