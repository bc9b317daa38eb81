"""The records of one browser session, and what was done in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Final

from suites.salesforce.layout import Field, layout_of

Values = dict[str, str]

_PREFIXES: Final = {"Account": "001", "Contact": "003"}
_KNOWN: Final = ("Acme Partners", "Burlington Textiles", "Edge Communications")


@dataclass(frozen=True, slots=True)
class Record:
    """One record; ``id`` has 18 characters, as record ids of the platform."""

    id: str
    kind: str
    values: Values

    @property
    def title(self) -> str:
        """What it is called."""
        if self.kind == "Account":
            return self.values["Name"]
        parts = (self.values.get(name, "") for name in ("Salutation", "FirstName", "LastName"))
        return " ".join(part for part in parts if part)

    @property
    def path(self) -> str:
        return f"/lightning/r/{self.kind}/{self.id}/view"


@dataclass
class Session:
    """What one browser has: whose it is, its records, and the controls that were used in it."""

    user: str = ""
    used: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _records: list[Record] = field(default_factory=list)
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        for name in _KNOWN:
            self.create("Account", {"Name": name})

    def create(self, kind: str, values: Values) -> Record:
        number = next(self._numbers)
        record = Record(f"{_PREFIXES[kind]}Kj00000{number:05}QAM", kind, values)
        self._records.insert(0, record)
        return record

    def records(self, kind: str, text: str = "") -> list[Record]:
        """Return the records of a kind whose name has ``text``, the newest first."""
        wanted = text.strip().lower()
        return [one for one in self._records if one.kind == kind and wanted in one.title.lower()]

    def record(self, kind: str, record_id: str) -> Record | None:
        return next((one for one in self.records(kind) if one.id == record_id), None)

    def shown(self, name: Field, record: Record) -> str:
        """Return a value of a record as people read it: what it refers to by its name."""
        value = record.values.get(name["name"], "")
        referred = self.record(name["to"], value) if value and "to" in name else None
        return referred.title if referred else value


def missing(kind: str, values: Values) -> list[str]:
    """Return the labels of the required fields that are empty."""
    fields = layout_of(kind)["fields"]
    return [
        one["label"] for one in fields if one.get("required") and not values.get(one["name"], "")
    ]
