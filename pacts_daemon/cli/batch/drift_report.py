"""A drift, for people or as JSON."""

from __future__ import annotations

from rich.text import Text
from rich.tree import Tree

from pacts_daemon.cli.batch.drifts import MAX_CHANGES, Measured
from pacts_daemon.cli.console.display import pair_table, show
from pacts_daemon.cli.console.output import print_json

_STYLES = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}


def give_drift(measured: Measured, threshold: float, *, explain: bool, as_json: bool) -> None:
    """Print a drift, and whether it is above the threshold."""
    drifted = measured.drift.drift_ratio > threshold and not measured.drift.insufficient
    if as_json:
        verdict = {"drifted": drifted, "threshold": threshold}
        print_json({**measured.to_json(changes=explain), **verdict})
    else:
        _show(measured, threshold, drifted=drifted, explain=explain)


def _show(measured: Measured, threshold: float, *, drifted: bool, explain: bool) -> None:
    verdict = f"{'drifted' if drifted else 'not drifted'} (threshold {threshold:g})"
    if measured.drift.insufficient:
        verdict = "too little structure to judge by"
    ratio = measured.drift.drift_ratio
    show(Text(f"drift ratio {ratio:.3f}: {verdict}", "bold red" if drifted else "bold"))
    values = measured.to_json(changes=False).items()
    show(pair_table((name, _shown(value)) for name, value in values if name != "drift_ratio"))
    if explain:
        show(_tree(measured))


def _shown(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else "yes" if value else "no"


def _tree(measured: Measured) -> Tree:
    title = f"{len(measured.changes)} changed subtrees" if measured.changes else "nothing changed"
    if len(measured.changes) == MAX_CHANGES:
        title = f"the {MAX_CHANGES} largest changed subtrees"
    tree = Tree(title)
    for change in measured.changes:
        sign, style = _STYLES[change.kind]
        line = Text(f"{sign} {change.path}", style)
        line.append(f"  {change.nodes} nodes", "dim")
        branch = tree.add(line)
        if change.context:
            branch.add(Text(change.context, "dim"))
    return tree
