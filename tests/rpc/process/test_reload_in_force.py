"""What a reload says is in force counts for the next call; what it does not say has not changed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import grpc
import pytest

from pacts.v1 import drift_service_pb2 as drift_pb
from pacts.v1 import element_pb2
from pacts.v1 import selector_service_pb2 as pb
from pacts_daemon.app.lifecycle.reloading import RELOADED
from pacts_daemon.settings import known_settings
from tests.support.daemons.stubs import (
    OTHER,
    PAGE,
    Stubs,
    css,
    failure,
    html,
    open_stubs,
    query,
    settings_in,
)

OTHER_VALUES: Mapping[str, Mapping[str, Any]] = {
    "browser": {"allowed_hosts": ("else.test",)},
    "drift": {"threshold": 0.5},
    "grpc": {"token": "another-token-of-ours"},
    "heal": {
        "budget": 1,
        "budget_window_s": 2,
        "futile_after": 3,
        "futile_cooldown_s": 4,
        "mode": "off",
        "modes": {"shop/prod": "auto"},
        "never_heal": {"shop": {"names": ("Pay",)}},
        "promote_after_passes": 5,
    },
    "log": {"level": "warning"},
}


async def reloaded(stubs: Stubs, folder: Path, **sections: Mapping[str, Any]) -> None:
    await stubs.daemon.reloading.reload(lambda: settings_in(folder, **sections))


async def test_reload_applies_what_is_said_to_reload_and_names_the_rest(tmp_path: Path) -> None:
    token = {"grpc": {"token": "the-first-token-of-all"}}
    async with AsyncExitStack() as stack:
        stubs = await open_stubs(stack, settings_in(tmp_path, **token))
        others = {**OTHER_VALUES, "cache": {"retention_s": 5}, "management": {"port": 1}}

        told = stubs.daemon.reloading.apply(settings_in(tmp_path, **others))

        assert set(told.applied) == RELOADED
        assert set(told.after_restart) == {"cache.retention_s", "management.port"}
        again = stubs.daemon.reloading.apply(settings_in(tmp_path, **others))
        assert (again.applied, again.after_restart) == ((), told.after_restart)


def test_names_that_reload_are_settings() -> None:
    assert set(known_settings()) >= RELOADED


async def test_drift_threshold_of_the_reload_judges_the_next_lookup(
    stubs: Stubs, tmp_path: Path
) -> None:
    saving = pb.SaveSelectorRequest(query=query(), selectors=[css()], evidence=html(PAGE))
    await stubs.selector.SaveSelector(saving)
    looking = pb.GetSelectorRequest(query=query(), evidence=html(OTHER))

    await reloaded(stubs, tmp_path, drift={"threshold": 1})
    served = await stubs.selector.GetSelector(looking)
    compared = await stubs.drift.ComparePages(
        drift_pb.ComparePagesRequest(old=html(PAGE), new=html(OTHER))
    )
    await reloaded(stubs, tmp_path, drift={"threshold": 0.3})
    dropped = await stubs.selector.GetSelector(looking)

    assert served.HasField("found")
    assert compared.threshold == 1
    assert dropped.miss.reason == element_pb2.MISS_REASON_DRIFTED


async def test_never_heal_of_the_reload_is_told_of_the_entry(stubs: Stubs, tmp_path: Path) -> None:
    saving = pb.SaveSelectorRequest(query=query(), selectors=[css()], evidence=html(PAGE))
    await stubs.selector.SaveSelector(saving)
    listing = pb.ListSelectorsRequest()

    before = await stubs.selector.ListSelectors(listing)
    await reloaded(stubs, tmp_path, heal={"never_heal": {"shop": {"names": ["sav*"]}}})
    after = await stubs.selector.ListSelectors(listing)

    assert [entry.never_heal for entry in before.entries] == [False]
    assert [entry.never_heal for entry in after.entries] == [True]


async def test_allowed_hosts_of_the_reload_are_those_of_the_next_page(
    stubs: Stubs, tmp_path: Path
) -> None:
    access = element_pb2.PageAccess(url="http://127.0.0.1:1/")
    looking = pb.GetSelectorRequest(query=query(), access=access)

    await reloaded(stubs, tmp_path, browser={"allowed_hosts": ("else.test",)})

    code, info = await failure(stubs.selector.GetSelector(looking))
    assert (code, info.metadata["field"]) == (grpc.StatusCode.PERMISSION_DENIED, "access.url")


@pytest.mark.parametrize("section", [{"heal": {"budget": -1}}, {"grpc": {"tokn": "x"}}])
async def test_wrong_settings_change_nothing_and_are_counted(
    stubs: Stubs, tmp_path: Path, section: Mapping[str, Any]
) -> None:
    settings = {"drift": {"threshold": 1}, **section}

    await reloaded(stubs, tmp_path, **settings)

    compared = await stubs.drift.ComparePages(
        drift_pb.ComparePagesRequest(old=html(PAGE), new=html(OTHER))
    )
    assert compared.threshold == pytest.approx(0.35)
