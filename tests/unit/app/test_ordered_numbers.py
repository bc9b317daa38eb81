"""Numbers of several modules that are right only together: one must stay below another."""

from __future__ import annotations

from pacts.session import daemon as session_daemon
from pacts_daemon.app.lifecycle import closing, process
from pacts_daemon.app.maintenance import LEASE_S
from pacts_daemon.app.wiring import removals_kept_s
from pacts_daemon.core.consistency.keeper import SUSPECT_AGE_S
from pacts_daemon.core.consistency.retelling import KEPT_S
from pacts_daemon.core.policy import Policy
from pacts_daemon.settings import Settings
from pacts_daemon.tiers.redis.near import TOLD_WITHIN_S
from tests.faults.bounds import STALE_S

DAY_S = 24 * 3600.0


def test_change_that_was_not_told_is_doubted_within_the_bound() -> None:
    assert SUSPECT_AGE_S + Settings().cache.maintenance_interval_s < STALE_S
    assert TOLD_WITHIN_S < STALE_S


def test_what_was_not_told_is_kept_until_the_tier_is_tried_and_another_replays() -> None:
    cache = Settings().cache
    assert cache.breaker_cooldown_s + cache.maintenance_interval_s < KEPT_S
    assert KEPT_S >= LEASE_S


def test_lease_of_a_killed_replica_ends_before_others_look_for_themselves() -> None:
    assert Policy().discovery_lease_s <= Policy().discovery_wait_s


def test_removals_outlive_what_the_fast_tier_keeps_of_them() -> None:
    assert removals_kept_s(Settings()) == DAY_S
    longer = Settings.model_validate({"cache": {"fast_ttl_s": 3 * DAY_S}})
    assert removals_kept_s(longer) > 3 * DAY_S


def test_part_that_hangs_leaves_the_others_time_to_close() -> None:
    assert closing.CLOSE_S < process._CLOSING_S
    assert closing.HURRIED_S < process._HURRIED_S


def test_client_kills_no_daemon_that_still_ends_by_itself() -> None:
    ends_s = Settings().grpc.drain_grace_s + process._CLOSING_S
    assert ends_s < session_daemon._STOP_S
