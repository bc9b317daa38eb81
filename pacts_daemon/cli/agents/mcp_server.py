"""The server of the Model Context Protocol, by the official SDK."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib.metadata import version
from typing import Any, Final, ParamSpec

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from pacts_daemon.cli.agents.tools import Tools
from pacts_daemon.cli.console.failures import EXPECTED

Arguments = ParamSpec("Arguments")
Answer = dict[str, Any]

INSTRUCTIONS: Final = (
    "PACTS remembers where the elements of web applications are, and finds them again when a page "
    "has changed. These tools tell what it knows and propose fixes; none of them changes anything."
)
_READS: Final = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def server_of(tools: Tools) -> MCPServer:
    """Return a server that has the tools; ``run()`` serves standard input and output."""
    server = MCPServer(
        "pacts",
        instructions=INSTRUCTIONS,
        version=version("pacts-daemon"),
        log_level="WARNING",
    )
    for tool in (
        tools.find,
        tools.why_failed,
        tools.history,
        tools.explain_drift,
        tools.propose_fix,
    ):
        server.tool(annotations=_READS)(_told(tool))
    return server


def _told(tool: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Have what a command would end with be a tool's error."""

    @wraps(tool)
    def call(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        try:
            return tool(*args, **kwargs)
        except EXPECTED as error:
            raise ToolError(str(error)) from None

    return call
