"""Why a run can't be carried out as it was asked for."""

from __future__ import annotations


class UnusableRunError(Exception):
    """The call or the requirement can't be used; nothing was started.

    Attributes:
        field: which part of the call.
        problem: what is wrong with it, and what to do.
    """

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


class EnvironmentUnusableError(Exception):
    """Something that a run needs is not there, which says nothing about the application."""
