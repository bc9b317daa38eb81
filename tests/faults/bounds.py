"""The bounds that docs/architecture.md states; every scenario is judged by one of them."""

from __future__ import annotations

from typing import Final

# With default settings: a turn of maintenance (`cache.maintenance_interval_s`) and the moment it
# takes a replica to learn that the fast tier, or another replica, is back.
STALE_S: Final = 2.0

# Where somebody changed a store by hand under a running server, such as a schema restored from a
# copy: nothing tells of that, so each entry is right again once it has been confirmed
# (`cache.confirm_s`), and what stood in the way of that is gone (`STALE_S`).
CONFIRMED_S: Final = 30.0 + STALE_S

# Where both servers were away and Redis is back first: what a replica could not tell it then, it
# tells it at its next turn after its breaker has cooled down (`cache.breaker_cooldown_s`), counted
# from Redis' return. Nobody else can know of it.
RETOLD_S: Final = STALE_S + 2.0 + 1.0

# How much later than its deadline a call may end: what a busy machine takes to wake the caller.
SLACK_S: Final = 0.05
