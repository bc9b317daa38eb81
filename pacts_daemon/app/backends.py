"""Which backend stands behind a tier, for its spans."""

from __future__ import annotations

from pacts_daemon.core.model import TierName
from pacts_daemon.settings import Settings
from pacts_daemon.tiers.proxies.backend import Backend
from pacts_daemon.tiers.redis.connection import redis_backend
from pacts_daemon.tiers.sql.backend import postgres_backend, sqlite_backend


def backend_of(tier: TierName, settings: Settings) -> Backend:
    """Return the backend of a tier as it is set; an empty one for what lies in this process."""
    redis, postgres = settings.redis.url, settings.postgres.dsn
    if tier == "redis" and redis is not None:
        return redis_backend(redis.get_secret_value())
    if tier == "postgres" and postgres is not None:
        return postgres_backend(postgres.get_secret_value())
    return sqlite_backend() if tier == "sqlite" else Backend()
