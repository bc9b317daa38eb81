"""What a captured page tells of its frames, and of how its elements were."""

from typing import final

@final
class ElementState:
    """How an element was when its page was captured."""

    visible: bool
    enabled: bool
    editable: bool
    receives_events: bool
    """By its styles: what may lie above it is not told."""

    def __eq__(self, other: object, /) -> bool: ...

@final
class Frame:
    """A frame that a page shows."""

    xpath: str
    """The path of its element."""
    name: str
    """Its name, else its id."""
    address: str
    """Its address as it is written, perhaps relative."""
    is_open: bool
    """The page holds its document, so that :meth:`Page.frame` gives it."""

    def __eq__(self, other: object, /) -> bool: ...
