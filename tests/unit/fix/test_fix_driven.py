"""Which frame a driver of Selenium's is in, followed through files in Python and Java."""

from __future__ import annotations

import pytest

from tests.unit.fix.driving import FILL, JAVA, PYTHON, in_java, in_python, roots

WAYS = {
    "into_a_frame_and_out": (
        ["page", "pay", "page"],
        """
        SAVE
        driver.switch_to.frame("pay")
        SAVE
        driver.switch_to.default_content()
        SAVE
        """,
        """SAVE driver.switchTo().frame("pay"); SAVE driver.switchTo().defaultContent(); SAVE""",
    ),
    "frame_in_a_frame": (
        ["pay", "bank"],
        """
        driver.switch_to.frame("bank")
        driver.switch_to.frame("pay")
        SAVE
        driver.switch_to.parent_frame()
        SAVE
        """,
        """driver.switchTo().frame("bank").switchTo().frame("pay"); SAVE
        driver.switchTo().parentFrame(); SAVE""",
    ),
    "frame_that_has_no_name_in_the_source": (
        ["a frame", "a frame", "page"],
        """
        driver.switch_to.frame(0)
        SAVE
        driver.switch_to.default_content()
        driver.switch_to.frame(driver.find_element(By.TAG_NAME, "iframe"))
        SAVE
        driver.switch_to.parent_frame()
        SAVE
        """,
        """driver.switchTo().frame(0); SAVE driver.switchTo().defaultContent();
        driver.switchTo().frame(driver.findElement(By.tagName("iframe"))); SAVE
        driver.switchTo().parentFrame(); SAVE""",
    ),
    "another_page_or_window": (
        ["page", "page", "?"],
        """
        driver.switch_to.frame("pay")
        driver.get("http://shop.test/")
        SAVE
        driver.switch_to.frame("pay")
        driver.switch_to.window(driver.window_handles[0])
        SAVE
        driver.back()
        SAVE
        """,
        """driver.switchTo().frame("pay"); driver.get("http://shop.test/"); SAVE
        driver.switchTo().frame("pay"); driver.switchTo().window(first); SAVE
        driver.navigate().back(); SAVE""",
    ),
    "waited_for": (
        ["page", "pay"],
        """
        wait.until(until.presence_of_element_located((By.ID, "save")))
        wait.until(until.frame_to_be_available_and_switch_to_it("pay"))
        wait.until(until.element_to_be_clickable((By.ID, "save")))
        """,
        """wait.until(ExpectedConditions.elementToBeClickable(By.id("save")));
        wait.until(ExpectedConditions.frameToBeAvailableAndSwitchToIt("pay"));
        wait.until(ExpectedConditions.elementToBeClickable(By.id("save")));""",
    ),
    "ways_that_meet_in_one_frame": (
        ["pay"],
        """
        if new:
            driver.switch_to.frame("pay")
        else:
            driver.switch_to.default_content()
            driver.switch_to.frame("pay")
        SAVE
        """,
        """if (isNew) { driver.switchTo().frame("pay"); } else {
        driver.switchTo().defaultContent(); driver.switchTo().frame("pay"); } SAVE""",
    ),
    "ways_that_meet_from_different_frames": (
        ["pay", "?"],
        """
        if new:
            driver.switch_to.frame("pay")
            SAVE
        SAVE
        """,
        """if (isNew) { driver.switchTo().frame("pay"); SAVE } SAVE""",
    ),
    "cases": (
        ["pay", "?"],
        """
        match kind:
            case "card":
                driver.switch_to.frame("pay")
                SAVE
        SAVE
        """,
        """switch (kind) { case "card": driver.switchTo().frame("pay"); SAVE break;
        default: break; } SAVE""",
    ),
    "loop_that_ends_where_it_began": (
        ["page", "pay", "page"],
        """
        for name in names:
            SAVE
            driver.switch_to.frame("pay")
            SAVE
            driver.switch_to.default_content()
        SAVE
        """,
        """for (String name : names) { SAVE driver.switchTo().frame("pay"); SAVE
        driver.switchTo().defaultContent(); } SAVE""",
    ),
    "loop_that_ends_elsewhere": (
        ["?", "pay", "?"],
        """
        while more():
            SAVE
            driver.switch_to.frame("pay")
            SAVE
        SAVE
        """,
        """while (more()) { SAVE driver.switchTo().frame("pay"); SAVE } SAVE""",
    ),
    "exception": (
        ["pay", "?", "?", "page"],
        """
        try:
            driver.switch_to.frame("pay")
            SAVE
        except NoSuchFrameException:
            SAVE
        finally:
            SAVE
            driver.switch_to.default_content()
        SAVE
        """,
        """try { driver.switchTo().frame("pay"); SAVE } catch (NoSuchFrameException e) { SAVE }
        finally { SAVE driver.switchTo().defaultContent(); } SAVE""",
    ),
}


@pytest.mark.parametrize(("told", "python", "java"), WAYS.values(), ids=WAYS)
def test_driver_is_followed_into_frames_and_out_of_them(
    told: list[str], python: str, java: str
) -> None:
    assert roots(("a.py", in_python(python))) == told
    assert roots(("A.java", in_java(java))) == told


NAVIGATING = {
    "python": ("a.py", in_python(f'd.switch_to.frame("pay")\nd.get(url)\n{PYTHON}')),
    "java": ("A.java", in_java(f'd.switchTo().frame("pay"); d.get(url); {JAVA}')),
}
READING = {
    "python": ("a.py", in_python(f'd.switch_to.frame("pay")\nkept.get("url")\n{PYTHON}')),
    "java": ("A.java", in_java(f'd.switchTo().frame("pay"); kept.get("url"); {JAVA}')),
}


@pytest.mark.parametrize("file", NAVIGATING.values(), ids=NAVIGATING)
def test_what_finds_or_switches_is_a_driver_whatever_its_name(file: tuple[str, str]) -> None:
    assert roots(file) == ["page"]


@pytest.mark.parametrize("file", READING.values(), ids=READING)
def test_what_is_no_driver_leads_nowhere(file: tuple[str, str]) -> None:
    assert roots(file) == ["pay"]


LOOPS = "for a in b:\n" + "".join(f"{'    ' * depth}for a in b:\n" for depth in range(1, 40))


def test_loops_in_each_other_are_followed_in_a_moment() -> None:
    body = f"{LOOPS}{'    ' * 40}SAVE"
    assert roots(("a.py", in_python(body))) == ["?"]


HELPERS = {
    "python": (
        ("a.py", in_python('open_payment(driver)\nSAVE\ndriver.switch_to.frame("pay")\nSAVE')),
        ("b.py", "def open_payment(driver):\n    enter(driver)"),
        ("c.py", 'def enter(driver):\n    driver.switch_to.frame("pay")'),
    ),
    "java": (
        ("A.java", in_java('openPayment(); SAVE driver.switchTo().frame("pay"); SAVE')),
        ("B.java", "class B { void openPayment() { enter(); } }"),
        ("C.java", 'class C { void enter() { driver.switchTo().frame("pay"); } }'),
    ),
}


@pytest.mark.parametrize("files", HELPERS.values(), ids=HELPERS)
def test_function_that_switches_is_not_followed_and_the_driver_may_be_anywhere(
    files: tuple[tuple[str, str], ...],
) -> None:
    assert roots(*files) == ["?", "pay"]
    assert roots(*files[:2]) == ["page", "pay"]


BEFORE = {
    "fixture": (
        in_python("SAVE", "def test_it(driver, payment):"),
        '@pytest.fixture\ndef payment(driver):\n    driver.switch_to.frame("pay")',
    ),
    "autouse": (
        in_python("SAVE"),
        '@pytest.fixture(autouse=True)\ndef payment(driver):\n    driver.switch_to.frame("pay")',
    ),
    "setUp": (
        in_python("SAVE"),
        'class A:\n    def setUp(self):\n        self.driver.switch_to.frame("pay")',
    ),
    "context_manager": (
        in_python("with payment(driver):\n    SAVE"),
        '@contextmanager\ndef payment(driver):\n    driver.switch_to.frame("pay")\n    yield',
    ),
}


@pytest.mark.parametrize(("test", "helper"), BEFORE.values(), ids=BEFORE)
def test_what_comes_before_a_test_may_have_switched(test: str, helper: str) -> None:
    assert roots(("a.py", test), ("b.py", helper)) == ["?"]
    assert roots(("a.py", test)) == ["page"]


def test_method_before_each_test_may_have_switched() -> None:
    before = 'class B { @BeforeEach void enter() { driver.switchTo().frame("pay"); } }'
    assert roots(("A.java", in_java(FILL)), ("B.java", before)) == ["?"]


UNTOLD = {
    "helper": ("a.py", in_python("SAVE", "def save(driver):")),
    "constant": ("a.py", 'SAVE = (By.ID, "save")'),
    "constant_in_a_test": ("a.py", in_python('save = (By.ID, "save")\nuse(save)')),
    "lambda": ("a.py", in_python(f"later = lambda: {PYTHON}")),
    "function_in_a_test": ("a.py", in_python("def later():\n    SAVE")),
    "java_helper": ("A.java", in_java("SAVE", "void save()")),
    "java_constant": ("A.java", 'class A { static final By SAVE = By.id("save"); }'),
    "java_constant_in_a_test": ("A.java", in_java('By save = By.id("save"); use(save);')),
    "java_lambda": ("A.java", in_java("run(() -> { SAVE });")),
    "find_by": ("A.java", 'class A { @FindBy(id = "save") WebElement save; }'),
}


@pytest.mark.parametrize("file", UNTOLD.values(), ids=UNTOLD)
def test_locator_that_is_used_from_elsewhere_may_be_meant_anywhere(file: tuple[str, str]) -> None:
    assert roots(file) == ["?"]
