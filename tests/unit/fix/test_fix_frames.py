"""A locator in a frame is written anew where it stands for that frame, and nowhere else."""

from __future__ import annotations

import pytest

from pacts_daemon.fix.fixes import Outcome
from pacts_daemon.fix.report.said import lines_of
from tests.unit.fix.making import Kept, entry_of, fixed_line

KEEP = "'[data-testid=\"keep-it\"]'"
PAGE = 'page.locator("#save").click()'
FRAMED = 'page.frame_locator("iframe").locator("#save").click()'
ELSEWHERE = "its locator stands only where another frame, or the page, is meant"
# What leads into a frame, before `.locator("#save")`.
PYTHON = [
    'page.frame_locator("#f")',
    'self.page.frame_locator("#f").first',
    'page.frame_locator("#outer").frame_locator("#f").nth(1)',
    'page.locator("#f").content_frame',
    'page.locator("[name=payment]").content_frame',
    'page.frame("payment")',
    'page.frame(name="payment")',
    "page.frame(url=PAY)",
    "page.frames[1]",
    "page.main_frame.child_frames[0]",
    '(await page.query_selector("#f").content_frame())',
]
TYPESCRIPT = [
    "page.frameLocator('#f')",
    "this.page.frameLocator('#f').first()",
    "page.frameLocator('#outer').frameLocator('#f').nth(1)",
    "page.locator('#f').contentFrame()",
    "page.locator('[name=\"payment\"]').contentFrame()",
    "page.frame('payment')!",
    "page.frame({ name: 'payment' })",
    "page.frame({ url: /pay/ })",
    "page.frames()[1]",
    "page.mainFrame().childFrames()[0]",
]
OTHERS = [
    ("a.py", 'page.frame("help")'),
    ("a.py", "page.frame_locator(\"iframe[name='help']\")"),
    ("a.py", 'page.locator("[name=help]").content_frame'),
    ("a.ts", "page.frame({ name: 'help' })"),
    ("a.ts", "page.frameLocator('iframe[name=help]').first()"),
    ("a.ts", "page.locator('[name=help]').contentFrame()"),
]
# A name that holds a frame, and one that the source does not tell the kind of.
NAMED = [
    ("a.py", 'pay = page.frame_locator("#f")\npay.locator("#save")'),
    ("a.py", 'class P:\n  def __init__(s, page):\n    s.pay = page.frame("payment")\n'
             '  def go(s):\n    s.pay.locator("#save")'),
    ("a.py", 'def go(pay: FrameLocator):\n    pay.locator("#save")'),
    ("a.py", 'def go(root):\n    root.locator("#save")'),
    ("a.py", 'pay = None\nfor pay in page.frames:\n    pay.click("#save")'),
    ("a.ts", "const pay = page.frameLocator('#f'); pay.locator(\"#save\");"),
    ("a.ts", "class P { readonly #pay = this.page.frame('payment')!; "
             "go() { return this.#pay.locator(\"#save\"); } }"),
    ("a.ts", "function go(pay: Frame) { return pay.click(\"#save\"); }"),
    ("a.ts", "function go(root) { return root.locator(\"#save\"); }"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "within"), [("a.py", one) for one in PYTHON] + [("a.ts", one) for one in TYPESCRIPT]
)
def test_locator_in_a_frame_is_written_for_the_frame_and_not_for_the_page(
    path: str, within: str
) -> None:
    line = f'{within}.locator("#save").click()'
    wanted = f"{within}.locator({KEEP}).click()"
    assert fixed_line(path, line, "css=#save", frame="payment") == wanted
    assert fixed_line(path, line, "css=#save") == line


@pytest.mark.parametrize(("path", "text"), NAMED)
def test_name_that_holds_a_frame_or_anything_is_written_for_a_frame(path: str, text: str) -> None:
    wanted = text.replace('"#save"', KEEP)
    assert fixed_line(path, text, "css=#save", frame="payment") == wanted


def test_chain_in_a_frame_keeps_what_leads_into_it() -> None:
    line = 'page.frame_locator("#f").locator("form").get_by_role("button", name="Save").click()'
    element = 'css=form >> role=button[name="Save"]'
    assert fixed_line("a.py", line, element, frame="payment") == (
        'page.frame_locator("#f").get_by_role("button", name="Save order", exact=True).click()'
    )


@pytest.mark.parametrize(("path", "within"), OTHERS)
def test_locator_in_a_frame_of_another_name_is_left_alone(path: str, within: str) -> None:
    line = f'{within}.locator("#save");'
    assert fixed_line(path, line, "css=#save", frame="payment") == line
    assert fixed_line(path, line, "css=#save", frame="help") != line


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.py", 'row = page.frame_locator("#f").locator("tr")\nrow.locator("#save")'),
        ("a.ts", "const row = page.frameLocator('#f').locator('tr'); row.locator('#save');"),
    ],
)
def test_part_of_a_locator_in_a_frame_is_left_alone(path: str, text: str) -> None:
    assert fixed_line(path, text, "css=#save", frame="payment") == text


@pytest.mark.parametrize(("frame", "written", "left"), [("", PAGE, FRAMED), ("pay", FRAMED, PAGE)])
def test_same_locator_in_the_page_and_in_its_frame_are_told_apart(
    frame: str, written: str, left: str
) -> None:
    kept = Kept()
    heal = kept.heal("css=#save", frame=frame)
    other = entry_of(heal, heal.old.query.page, frame="" if frame else "pay")
    text = f"{PAGE}\n{FRAMED}\n"
    changes = kept.fixed({"a.py": text}, entries=[other])

    assert changes.new["a.py"].decode() == text.replace(written, written.replace('"#save"', KEEP))
    assert left in changes.new["a.py"].decode()


def test_heals_in_the_page_and_in_its_frame_are_two_fixes() -> None:
    kept = Kept()
    kept.heal("css=#save")
    kept.heal("css=#save", frame="pay", at=".cancel")
    changes = kept.fixed({"a.py": f"{PAGE}\n{FRAMED}\n"})

    assert [(one.outcome, one.frames) for one in changes.fixes] == [
        (Outcome.WRITTEN, ("pay",)),
        (Outcome.WRITTEN, ("",)),
    ]
    assert b"#save" not in changes.new["a.py"]


@pytest.mark.parametrize(("frame", "text"), [("", FRAMED), ("pay", PAGE)])
def test_locator_that_stands_for_another_frame_only_is_refused_with_its_place(
    frame: str, text: str
) -> None:
    kept = Kept()
    kept.heal("css=#save", frame=frame)
    (fix,) = kept.fixed({"a.py": text}).fixes

    called = f"css=#save in the frame '{frame}'" if frame else "css=#save"
    assert (fix.outcome, fix.reason) == (Outcome.REFUSED, ELSEWHERE)
    assert [str(one) for one in lines_of(fix)] == [f"a.py:1: {called} is not changed: {ELSEWHERE}"]
