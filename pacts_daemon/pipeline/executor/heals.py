"""The heals of one action with what spoke for them, as the daemon keeps it."""

from __future__ import annotations

from pacts.errors import PactsError
from pacts.flow.journal import Healed, brief
from pacts.heals import Heal as Record
from pacts_daemon.pipeline.executor.doing import World
from pacts_daemon.pipeline.verdict.results import Heal

# By weight: behind the first few they no longer decide.
_MOST_REASONS = 8


async def heals_of(world: World) -> tuple[Heal, ...]:
    """Return the heals of the action that has just ended, with evidence and pictures."""
    pictures = world.pictures.of_heal
    healed = world.recorder.heals
    return tuple([await _told(world, one, pictures.get(at, "")) for at, one in enumerate(healed)])


async def _told(world: World, healed: Healed, picture: str) -> Heal:
    record = await _record(world, healed.heal_id)
    # What was learned on this very page differs from it in nothing, which tells nothing.
    drifts = [
        lookup.drift_ratio
        for _, lookup in world.recorder.lookups
        if lookup.element == healed.element
        and lookup.drift_ratio is not None
        and lookup.source != "discovery"
    ]
    return Heal(
        element=healed.element,
        page=healed.page,
        old="" if healed.old is None else brief(healed.old),
        new=brief(healed.new),
        verdict="" if healed.verdict is None else healed.verdict.value,
        heal_id=healed.heal_id,
        confidence=None if record is None else record.score,
        evidence=() if record is None else _evidence(record),
        drift_ratio=drifts[-1] if drifts else None,
        screenshot=picture,
    )


async def _record(world: World, heal_id: str) -> Record | None:
    if not heal_id:
        return None
    try:
        return await world.elements.session.client.heals.get(heal_id)
    except PactsError as error:
        world.recorder.notes.append(f"the evidence of a heal could not be had: {error}")
        return None


def _evidence(record: Record) -> tuple[str, ...]:
    ranked = sorted(record.reasons, key=lambda reason: -abs(reason.weight))[:_MOST_REASONS]
    said = [f"{one.evidence} ({one.weight:+.1f})" for one in ranked]
    if record.runner_up:
        said.append(f"the next best was {record.runner_up}, {record.margin:.2f} behind")
    return tuple(said)
