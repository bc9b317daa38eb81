"""The result of a run as it might be: every verdict, two loops, a heal, a failure, pictures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from pacts_daemon.pipeline.planner.plan import Assertion, PlanAction
from pacts_daemon.pipeline.verdict.results import (
    Attempt,
    CaseResult,
    Failure,
    Heal,
    RunResult,
    StepStatus,
    Verdict,
    Visit,
)
from tests.support.pipeline.results import (
    SHOP,
    SHOTS,
    START,
    Told,
    act,
    case,
    claim,
    counts,
    lookup,
    step,
)

HEALED = Heal(
    element="Checkout button",
    page=SHOP,
    old="css=#checkout-btn",
    new='role=button[name="Checkout"]',
    verdict="moved",
    heal_id="0198c7f2-3b1e-7c55-9d0a-5a1b2c3d4e5f",
    confidence=0.93,
    evidence=(
        "The role and the accessible name are the same: button, Checkout.",
        "It stands in the region Order summary, as before.",
        "The runner-up, Continue shopping, scores 0.41.",
    ),
    drift_ratio=0.41,
    screenshot=SHOTS[1],
)


def a_run(**given: Any) -> RunResult:
    """Six cases in two loops, which end alike but for what was found again in the first."""
    told = {
        "title": "Shop: from the cart to the order",
        "source": "suites/shop/cart.md",
        "app": "shop",
        "environment": "staging",
        "verdict": Verdict.FAIL,
        "why": "2 of 12 cases failed, 2 were blocked, 2 asserted nothing; 1 heal.",
        "planner": "rules",
        "notes": ("ANTHROPIC_API_KEY is not set: planned by the rules.",),
        "cases": tuple(case for loop in (1, 2) for case in cases(loop)),
        "loops": (
            counts(
                1,
                lookups=9,
                hits=1,
                misses=8,
                rediscovered=1,
                heals=1,
                resolving_ms=1480.2,
                elapsed_s=14.9,
            ),
            counts(
                2,
                lookups=9,
                hits=9,
                misses=0,
                rediscovered=0,
                heals=0,
                resolving_ms=13.1,
                elapsed_s=9.6,
            ),
        ),
        "started_at": START,
        "elapsed_s": 24.5,
        "browser": "Chromium 141",
        "daemon": "127.0.0.1:50551, 0.1.0",
        "commit": "9f2c1d7",
        "trace_url": "http://127.0.0.1:16686/trace/{trace_id}",
    }
    return RunResult(**{**told, **given})


def cases(loop: int) -> tuple[CaseResult, ...]:
    common = {"loop": loop, "started_at": START + timedelta(seconds=15 * (loop - 1))}
    return (
        _passed(loop, common),
        _healed(loop, common),
        _failed(loop, common),
        _blocked(common),
        _unverified(loop, common),
        _revealed(loop, common),
    )


def _passed(loop: int, common: Told) -> CaseResult:
    credentials = 'Type "ann" into User name and {{env.SHOP_PASSWORD}} into Password'
    return case(
        "A customer signs in",
        Verdict.PASS,
        "The greeting contains Ann.",
        step(1, "Open the login page", act(PlanAction.GOTO, value="/login"), elapsed_s=0.4),
        step(
            2,
            credentials,
            act(PlanAction.FILL, "User name", value="ann"),
            lookups=(lookup("User name", loop),),
        ),
        step(
            3,
            credentials,
            act(PlanAction.FILL, "Password", value="{{env.SHOP_PASSWORD}}"),
            lookups=(lookup("Password", loop),),
            place=12,
        ),
        step(
            4,
            "Verify that the greeting contains Ann",
            claim(Assertion.CONTAINS, "greeting", "Ann"),
            lookups=(lookup("greeting", loop),),
            notes=("Closed the cookie banner.",),
        ),
        group="Accounts",
        tags=("login", "smoke"),
        **common,
    )


def _healed(loop: int, common: Told) -> CaseResult:
    action = act(PlanAction.CLICK, "Checkout button")
    drifted = Visit(tier="postgres", outcome="drifted", ms=3.1, reason="drift 0.41, above 0.35")
    found = Visit(tier="discovery", outcome="hit", ms=171.0)
    healing: Told = {
        "status": StepStatus.HEALED,
        "elapsed_s": 0.62,
        "heals": (HEALED,),
        "screenshots": (SHOTS[1],),
        "lookups": (
            lookup(
                "Checkout button",
                trail=(Visit(tier="redis", outcome="miss", ms=0.4), drifted, found),
                drift_ratio=0.41,
                elapsed_ms=188.0,
            ),
        ),
        "attempts": (
            Attempt(what="check", outcome="wrong", evidence="css=#checkout-btn matches nothing"),
            Attempt(what="settle", outcome="done", offset_s=0.02, elapsed_s=0.1),
            Attempt(what="relocate", outcome="found", offset_s=0.12, elapsed_s=0.19),
            Attempt(what="act", outcome="clicked", offset_s=0.31, elapsed_s=0.3),
        ),
    }
    known: Told = {"lookups": (lookup("Checkout button", loop),)}
    return case(
        "A full cart goes to the checkout",
        Verdict.PASS_HEALED if loop == 1 else Verdict.PASS,
        "The address field is visible; the Checkout button was found again."
        if loop == 1
        else "The address field is visible.",
        step(1, "Open the cart", act(PlanAction.GOTO, value="/cart")),
        step(2, "Click Checkout", action, **(healing if loop == 1 else known)),
        step(
            3,
            "The address field is visible",
            claim(Assertion.VISIBLE, "address field"),
            offset_s=1.1,
            lookups=(lookup("address field", loop, source="memory", is_hit=True),),
        ),
        group="Orders",
        tags=("smoke",),
        **common,
    )


def _failed(loop: int, common: Told) -> CaseResult:
    return case(
        "The total adds up",
        Verdict.FAIL,
        "The total shows another sum.",
        step(1, "Open the cart", act(PlanAction.GOTO, value="/cart")),
        step(
            2,
            'The total reads "Total: 42.00 EUR, shipping included"',
            claim(Assertion.TEXT, "total", "Total: 42.00 EUR, shipping included"),
            status=StepStatus.FAILED,
            elapsed_s=1.2,
            lookups=(lookup("total", loop),),
            screenshots=(SHOTS[0],),
            failure=Failure(
                failure_class="assertion",
                message="total has another text",
                expected="Total: 42.00 EUR, shipping included",
                seen="Total: 24.00 EUR, without shipping",
                url=SHOP,
            ),
        ),
        step(
            3,
            "Click Order now",
            act(PlanAction.CLICK, "Order now button"),
            status=StepStatus.NOT_RUN,
            offset_s=0.0,
            elapsed_s=0.0,
        ),
        group="Orders",
        artifacts=("traces/total.zip",),
        **common,
    )


def _blocked(common: Told) -> CaseResult:
    return case(
        "The invoice is sent",
        Verdict.BLOCKED,
        "https://mail.example refuses the connection.",
        step(
            1,
            "Open the mailbox",
            act(PlanAction.GOTO, value="https://mail.example"),
            status=StepStatus.BLOCKED,
            failure=Failure(
                failure_class="environment",
                message="https://mail.example refuses the connection",
                url="https://mail.example/",
            ),
        ),
        group="Orders",
        trace_id="",
        elapsed_s=0.4,
        **{name: value for name, value in common.items() if name != "elapsed_s"},
    )


def _unverified(loop: int, common: Told) -> CaseResult:
    return case(
        "Ann looks around",
        Verdict.UNVERIFIED,
        "Nothing was asserted.",
        step(
            1,
            "Hover over the Sale menu",
            act(PlanAction.HOVER, "Sale menu"),
            lookups=(lookup("Sale menu", loop),),
        ),
        **common,
    )


def _revealed(loop: int, common: Told) -> CaseResult:
    return case(
        "Bob's line is removed from the cart",
        Verdict.PASS,
        "The row of Bob is gone.",
        step(
            1,
            "Click Remove in the row of Bob",
            act(PlanAction.CLICK, "More button", scope="row of Bob"),
            is_added=True,
            lookups=(lookup("More button", loop),),
        ),
        step(
            2,
            "Click Remove in the row of Bob",
            act(PlanAction.CLICK, "Remove button", scope="row of Bob"),
            place=11,
            lookups=(lookup("Remove button", loop),),
        ),
        step(3, "The row of Bob is gone", claim(Assertion.GONE, "row of Bob")),
        tags=("smoke",),
        **common,
    )
