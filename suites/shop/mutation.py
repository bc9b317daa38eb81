"""The ways in which the shop can be broken; ``mutations.yaml`` says which step each must fail."""

from __future__ import annotations

from enum import StrEnum


class Mutation(StrEnum):
    """One defect, switched on while the server runs."""

    WRONG_ARTICLE = "wrong-article"
    MISSING_FIELD = "missing-field"
    REMOVED_BUTTON = "removed-button"
    DISABLED_BUTTON = "disabled-button"
    WRONG_TEXT = "wrong-text"
    WRONG_ROW = "wrong-row"
    WRONG_TOTAL = "wrong-total"
    STUCK_QUANTITY = "stuck-quantity"
    LOST_LOGIN = "lost-login"
    EMPTY_CONFIRMATION = "empty-confirmation"
