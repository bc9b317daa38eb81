"""`deploy/postgres/role.sql`: what the daemon's role may do, and what is said when it may not."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
import pytest

from pacts_daemon.core.audit.model import AuditAction, AuditFilter
from pacts_daemon.core.errors import TierUnavailableError, VersionConflictError
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.ports import ListFilter
from pacts_daemon.tiers.sql import postgres
from pacts_daemon.tiers.sql.migrate import Migration, load
from pacts_daemon.tiers.sql.postgres import NAME, PostgresTier
from pacts_daemon.tiers.sql.server.migrator import PostgresMigrator
from tests.contract.test_failures import calls_of
from tests.support.backends.harnesses import PostgresHarness
from tests.support.builders import a_draft, a_query

SCRIPT = Path(__file__).parents[3] / "deploy" / "postgres" / "role.sql"
LATER = Migration("9999_later.sql", "CREATE TABLE later (n INT);")
FORBIDDEN = [
    "CREATE TABLE {schema}.more (n INT)",
    "TRUNCATE {schema}.entries",
    "ALTER TABLE {schema}.entries ADD COLUMN more INT",
    "DROP TABLE {schema}.outbox",
    "INSERT INTO {schema}.schema_migrations VALUES ('0009_x.sql', '', '')",
    "DELETE FROM {schema}.schema_migrations",
    "UPDATE {schema}.audit SET who = ''",
    "DELETE FROM {schema}.audit",
    "ALTER TABLE {schema}.audit DISABLE TRIGGER ALL",
    "DROP SCHEMA {schema} CASCADE",
]


@dataclass
class Roles:
    """The two roles of the script, under names of a test's own."""

    harness: PostgresHarness
    owner: str = field(default_factory=lambda: f"owner_{uuid4().hex}")
    daemon: str = field(default_factory=lambda: f"daemon_{uuid4().hex}")

    async def apply(self) -> None:
        script = re.sub(r'"pacts"', self.harness.schema, SCRIPT.read_text("utf-8"))
        script = script.replace("pacts_owner", self.owner).replace("pacts_daemon", self.daemon)
        await self.as_administrator(script)
        for role in (self.owner, self.daemon):
            await self.as_administrator(f"ALTER ROLE {role} PASSWORD 'horse-{role}'")

    async def drop(self) -> None:
        for role in (self.daemon, self.owner):
            await self.as_administrator(f"DROP OWNED BY {role} CASCADE; DROP ROLE {role}")

    def dsn(self, role: str) -> str:
        parts = urlsplit(self.harness.dsn)
        host = parts.netloc.rpartition("@")[2]
        return parts._replace(netloc=f"{role}:horse-{role}@{host}").geturl()

    def migrator(self, role: str, *more: Migration) -> PostgresMigrator:
        return PostgresMigrator(self.dsn(role), self.harness.schema, (*load(NAME), *more))

    async def as_administrator(self, script: str) -> None:
        db = await asyncpg.connect(self.harness.dsn)
        try:
            await db.execute(script.replace("{schema}", self.harness.schema))
        finally:
            await db.close()

    async def tier(self) -> PostgresTier:
        pool = await postgres.connect(self.dsn(self.daemon))
        tier = PostgresTier(pool, self.harness.clock, schema=self.harness.schema)
        self.harness.resources.push_async_callback(tier.close)
        return tier


@pytest.fixture
async def roles(postgres_dsn: str) -> AsyncIterator[Roles]:
    """The roles after the script, the first migration and the script again, as it says."""
    made = Roles(PostgresHarness(postgres_dsn))
    async with made.harness.resources as resources:
        resources.push_async_callback(made.drop)
        await made.apply()
        await made.migrator(made.owner).up()
        await made.apply()
        yield made


async def test_daemons_role_can_make_every_call(roles: Roles) -> None:
    tier = await roles.tier()
    for call in calls_of(tier, roles.harness).values():
        with suppress(VersionConflictError):  # of the entry that is to be updated
            await call()


async def test_daemons_role_finds_nothing_to_migrate_and_keeps_what_it_saves(roles: Roles) -> None:
    assert await roles.migrator(roles.daemon).up() == ()
    tier = await roles.tier()
    saved = await tier.save(a_draft(), retention_s=60)
    assert await tier.lookup(key_of(a_query())) == saved
    assert len(await tier.remove_all(ListFilter())) == 1
    assert await tier.load([saved], over=True) == 1
    assert len(await tier.audit_log.records(AuditFilter(), 0, 9)) == 3


async def test_roles_of_an_upgrade_may_not_change_the_audit_before_the_script_is_run_again(
    postgres_dsn: str,
) -> None:
    made = Roles(PostgresHarness(postgres_dsn))
    async with made.harness.resources as resources:
        resources.push_async_callback(made.drop)
        await made.apply()
        await made.migrator(made.owner).up()
        tier = await made.tier()
        await tier.save(a_draft(), retention_s=60)
        await tier.purge()
        db = await asyncpg.connect(made.dsn(made.daemon))
        for statement in ("UPDATE {0}.audit SET who = ''", "DELETE FROM {0}.audit"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied"):
                await db.execute(statement.format(made.harness.schema))
        await db.close()


async def test_purge_of_the_audit_is_the_daemons_and_nobody_elses(roles: Roles) -> None:
    tier = await roles.tier()
    roles.harness.clock.jump(-400 * 24 * 3600)
    await tier.save(a_draft(), retention_s=60)
    roles.harness.clock.jump(400 * 24 * 3600)
    await roles.as_administrator("UPDATE {schema}.store_state SET purged_to_at = now()")
    assert await tier.purge() == 1
    assert await tier.audit_log.records(AuditFilter(action=AuditAction.SAVED), 0, 9) == []
    db = await asyncpg.connect(roles.harness.dsn)
    function = f"{roles.harness.schema}.purge_audit(timestamptz, bigint)"
    others = await db.fetchval("SELECT has_function_privilege('public', $1, 'EXECUTE')", function)
    await db.close()
    assert not others


@pytest.mark.parametrize("statement", FORBIDDEN)
async def test_daemons_role_may_do_nothing_but_its_rows(roles: Roles, statement: str) -> None:
    db = await asyncpg.connect(roles.dsn(roles.daemon))
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await db.execute(statement.format(schema=roles.harness.schema))
    await db.close()


async def test_up_by_the_daemons_role_with_something_pending_says_who_may(roles: Roles) -> None:
    pending = roles.migrator(roles.daemon, LATER)
    with pytest.raises(TierUnavailableError, match="CREATE to migrate it"):
        await pending.up()
    assert (await pending.status()).pending == (LATER.name,)
    assert await roles.migrator(roles.owner, LATER).up() == (LATER.name,)
    assert await pending.up() == ()


async def test_tables_of_later_migrations_are_the_daemons_too(roles: Roles) -> None:
    await roles.migrator(roles.owner, LATER).up()
    db = await asyncpg.connect(roles.dsn(roles.daemon))
    await db.execute(f"DELETE FROM {roles.harness.schema}.later WHERE n = 1")  # noqa: S608
    await db.close()


@pytest.mark.parametrize(
    ("taken", "told"),
    [
        ("SELECT ON {schema}.entries", "needs SELECT, INSERT, UPDATE and DELETE on it"),
        ("USAGE ON SCHEMA {schema}", "needs USAGE on it"),
    ],
)
async def test_lookup_without_a_right_names_it_until_the_script_is_run_again(
    roles: Roles, taken: str, told: str
) -> None:
    await roles.as_administrator(f"REVOKE {taken} FROM {roles.daemon}")
    tier = await roles.tier()
    with pytest.raises(TierUnavailableError, match=told):
        await tier.lookup(key_of(a_query()))
    await roles.apply()
    assert await tier.lookup(key_of(a_query())) is None


async def test_sessions_of_the_daemons_role_are_limited_whoever_opens_them(roles: Roles) -> None:
    db = await asyncpg.connect(roles.dsn(roles.daemon))
    limits = await db.fetchrow(
        "SELECT current_setting('statement_timeout'), current_setting('lock_timeout'),"
        " current_setting('idle_in_transaction_session_timeout')"
    )
    await db.close()
    assert tuple(limits or ()) == ("10s", "1s", "2500ms")
