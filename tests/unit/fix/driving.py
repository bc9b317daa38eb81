"""Files in which a driver of Selenium's is led into frames, and where it is in them."""

from __future__ import annotations

import textwrap
from typing import Final

from pacts_daemon.fix.places import Suite
from pacts_daemon.fix.sources.files import reread
from pacts_daemon.fix.sources.roots import RootKind

PYTHON: Final = 'driver.find_element(By.ID, "save").click()'
JAVA: Final = 'driver.findElement(By.id("save")).click();'
FILL: Final = "SAVE"


def roots(*files: tuple[str, str]) -> list[str]:
    """Return what each locator is looked for in: a frame's name, "page", or "?"."""
    sources = [reread(path, textwrap.dedent(text).encode()) for path, text in files]
    places = sorted(Suite(sources).places("id=save"), key=lambda place: place.locator.start)
    told = [place.root for place in places]
    kinds = {RootKind.ANY: "?", RootKind.PAGE: "page"}
    return [kinds.get(root.kind, root.frame or "a frame") for root in told]


def in_python(body: str, head: str = "def test_it(driver):") -> str:
    return f"{head}\n{textwrap.indent(textwrap.dedent(body), '    ')}".replace(FILL, PYTHON)


def in_java(body: str, head: str = "@Test void test()") -> str:
    return f"class A {{ {head} {{ {textwrap.dedent(body)} }} }}".replace(FILL, JAVA)
