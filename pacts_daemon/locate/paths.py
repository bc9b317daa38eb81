"""Where a captured node is, as the drift core writes it."""

from __future__ import annotations

import json


def path_of(capture: bytes, node: int) -> str:
    """Return the absolute path of a node, by its place in the capture's arrays."""
    arrays = json.loads(capture)
    parents, tags, strings = arrays["parent"], arrays["tag"], arrays["strings"]
    steps = []
    while node >= 0:
        parent, tag = parents[node], tags[node]
        earlier = zip(parents[:node], tags[:node], strict=True)
        steps.append(f"/{strings[tag]}[{1 + sum(one == (parent, tag) for one in earlier)}]")
        node = parent
    return "".join(reversed(steps))
