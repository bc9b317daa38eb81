"""What the encyclopedia knows, in its own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """One article: a lead, and sections of a heading and a text."""

    title: str
    lead: str
    sections: Mapping[str, str]

    @property
    def path(self) -> str:
        return "/wiki/" + self.title.replace(" ", "_")


_ALL = (
    Article(
        "Artificial Intelligence",
        "Artificial intelligence is the craft of making machines do what seems to need a mind: "
        "seeing, planning, using language, and learning from what went wrong.",
        {
            "Beginnings": "The name dates from a summer workshop in 1956. Early programs proved "
            "theorems and played draughts; they knew rules, but nothing of the world.",
            "Learning": "Most of today's systems are not told rules. They are shown examples and "
            "adjust themselves until their answers come close to the right ones.",
            "Limits": "A system that is good at one task may fail at its neighbour, and may not "
            "notice. Knowing when not to answer remains an open problem.",
        },
    ),
    Article(
        "Artificial Satellite",
        "An artificial satellite is a machine that people put into orbit around a larger body.",
        {
            "Orbits": "Low orbits take about ninety minutes. A satellite high above the equator "
            "takes a day, and so seems to stand still.",
            "Uses": "Weather, maps, navigation and television all depend on satellites.",
        },
    ),
    Article(
        "Lighthouse",
        "A lighthouse is a tower with a bright light that warns ships of rocks and shallows.",
        {
            "Light": "A lens of many rings gathers the light of a small lamp into a beam that can "
            "be seen from over thirty kilometres.",
            "Keepers": "Keepers once trimmed the wick every few hours; nearly all lights now run "
            "by themselves.",
        },
    ),
    Article(
        "Honey Bee",
        "The honey bee lives in colonies of many thousands and stores nectar as honey.",
        {
            "Dance": "A bee that has found flowers dances in the hive: the angle tells the way, "
            "the length of the run tells how far.",
            "Colony": "One queen lays all the eggs. Workers clean, feed, build, guard, and at last "
            "fly out to forage.",
        },
    ),
    Article(
        "Printing Press",
        "The printing press puts ink on paper by pressure, and made books cheap.",
        {
            "Movable type": "Letters cast one by one could be set, printed from and used again.",
            "Effects": "Within fifty years there were millions of printed books in Europe.",
        },
    ),
)
ARTICLES: Mapping[str, Article] = {article.title: article for article in _ALL}


def article_called(title: str) -> Article | None:
    """The article of exactly this title, whatever its case."""
    wanted = " ".join(title.replace("_", " ").split()).casefold()
    return next((a for a in _ALL if a.title.casefold() == wanted), None)


def suggestions(text: str) -> list[str]:
    """Titles with a word that begins with ``text``."""
    wanted = text.strip().casefold()
    return [a.title for a in _ALL if wanted and f" {wanted}" in f" {a.title.casefold()}"]


def search(text: str) -> list[Article]:
    """Articles whose title or lead has all the words of ``text``."""
    wanted = text.casefold().split()
    return [
        a for a in _ALL if wanted and all(w in f"{a.title} {a.lead}".casefold() for w in wanted)
    ]
