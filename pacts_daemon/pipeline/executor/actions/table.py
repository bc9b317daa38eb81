"""Each planned action with what carries it out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from pacts_daemon.pipeline.executor.actions import choices, fields, navigation, pointer
from pacts_daemon.pipeline.executor.assertions.table import assert_, wait_until
from pacts_daemon.pipeline.executor.doing import Doing
from pacts_daemon.pipeline.planner.plan import PlanAction

Act = Callable[[Doing], Awaitable[None]]

# A login stands for its own steps, and a dialog is answered while another action is under way.
_ACTS: Final[dict[PlanAction, Act]] = {
    PlanAction.GOTO: navigation.goto,
    PlanAction.CLICK: pointer.click,
    PlanAction.DOUBLE_CLICK: pointer.double_click,
    PlanAction.RIGHT_CLICK: pointer.right_click,
    PlanAction.FILL: fields.fill,
    PlanAction.CLEAR: fields.clear,
    PlanAction.SELECT: choices.select,
    PlanAction.CHECK: choices.check,
    PlanAction.UNCHECK: choices.uncheck,
    PlanAction.HOVER: pointer.hover,
    PlanAction.PRESS: fields.press,
    PlanAction.UPLOAD: fields.upload,
    PlanAction.DRAG: pointer.drag,
    PlanAction.SCROLL: pointer.scroll,
    PlanAction.WAIT: navigation.wait,
    PlanAction.RELOAD: navigation.reload,
    PlanAction.BACK: navigation.back,
    PlanAction.SWITCH_TAB: navigation.switch_tab,
    PlanAction.DIALOG: navigation.dialog,
    PlanAction.LOGIN: navigation.login,
    PlanAction.ASK: navigation.ask,
    PlanAction.ASSERT: assert_,
}


async def carry_out(doing: Doing) -> None:
    """Do what was planned.

    Raises:
        StepError: it did not come to its end, and why.
        ElementNotFoundError, PactsError, playwright.async_api.Error: the same, in others' words.
    """
    action = doing.action
    if action.action is PlanAction.WAIT and action.assertion is not None:
        await wait_until(doing)
        return
    await _ACTS[action.action](doing)
