"""The closed sets that cross the border; each member is one object, so ``is`` tells it."""

from enum import StrEnum

class PageSource(StrEnum):
    """Which form a page comes in; the names are those of the proto's PageContent."""

    HTML = "html"
    CAPTURE = "capture"
    DOM_SNAPSHOT = "dom_snapshot"

class HealOutcome(StrEnum):
    """What became of an element on another version of its page.

    CHANGED has another name, tag, role or attribute; HIDDEN was shown and is not now; AMBIGUOUS
    fits several elements.
    """

    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    HIDDEN = "hidden"
    ABSENT = "absent"
    AMBIGUOUS = "ambiguous"

class DiscoveryOutcome(StrEnum):
    """What a page answers to the name of an element.

    HIDDEN is there and not shown; AMBIGUOUS are several that are equally good.
    """

    FOUND = "found"
    HIDDEN = "hidden"
    ABSENT = "absent"
    AMBIGUOUS = "ambiguous"

class Strategy(StrEnum):
    """How a selector is meant; texts and names are exact."""

    TEST_ID = "test_id"
    ROLE = "role"
    LABEL = "label"
    PLACEHOLDER = "placeholder"
    ALT_TEXT = "alt_text"
    TEXT = "text"
    TITLE = "title"
    CSS = "css"
    XPATH = "xpath"

class Action(StrEnum):
    """What is about to be done with an element; ANY is nothing in particular."""

    ANY = ""
    CLICK = "click"
    FILL = "fill"
    SELECT = "select"
    CHECK = "check"
    HOVER = "hover"
    READ = "read"

class ChangeKind(StrEnum):
    """What happened to a subtree; CHANGED kept its place and lost or got names."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"

class RecordKind(StrEnum):
    """What makes a part of a page a record; BOX only its likeness to its siblings."""

    ROW = "row"
    ITEM = "item"
    ARTICLE = "article"
    FIELDSET = "fieldset"
    PAIR = "pair"
    BOX = "box"

class RecordKeySource(StrEnum):
    """Where the key of a record was found; what the page itself calls the record comes first."""

    HEADER = "header"
    HEADING = "heading"
    LINK = "link"
    TEXT = "text"
    NUMBER = "number"
