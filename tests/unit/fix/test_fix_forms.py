"""Each way to write a locator is written anew in the same way, in its own quotes."""

from __future__ import annotations

import pytest

from tests.unit.fix.making import fixed_line, reason

PYTHON = [
    (
        "css=#save",
        'page.locator("#save").click()',
        "page.locator('[data-testid=\"keep-it\"]').click()",
    ),
    (
        "css=#save",
        "page.locator('css=#save')",
        "page.locator('css=[data-testid=\"keep-it\"]')",
    ),
    (
        "xpath=//button[@id='save']",
        "page.locator(\"//button[@id='save']\")",
        "page.locator('//*[@data-testid=\"keep-it\"]')",
    ),
    (
        "xpath=//button[@id='save']",
        "page.locator(\"xpath=//button[@id='save']\")",
        "page.locator('xpath=//*[@data-testid=\"keep-it\"]')",
    ),
    (
        'role=button[name="Save"]',
        'page.get_by_role("button", name="Save").click()',
        'page.get_by_role("button", name="Save order", exact=True).click()',
    ),
    (
        'role=button[name="Save"]',
        "page.get_by_role('button', exact=False, name='Save')",
        "page.get_by_role('button', exact=True, name='Save order')",
    ),
    ('testid="save-it"', "page.get_by_test_id('save-it')", "page.get_by_test_id('keep-it')"),
    ('title="Keep it"', 'p.get_by_title("Keep it")', 'p.get_by_title("Keep them", exact=True)'),
    (
        'text="Save"',
        'self.page.get_by_text("Save", exact=True)',
        'self.page.get_by_text("Save order", exact=True)',
    ),
    # No placeholder was found: the best of the selectors, as its own call.
    ('placeholder="Save"', 'page.get_by_placeholder("Save")', 'page.get_by_test_id("keep-it")'),
    (
        "css=#save",
        'page.click("#save", timeout=3)',
        "page.click('[data-testid=\"keep-it\"]', timeout=3)",
    ),
    (
        "css=form >> css=#save >> first()",
        'page.locator("form").locator("#save").first.click()',
        "page.locator('[data-testid=\"keep-it\"]').click()",
    ),
    (
        'css=form >> role=button[name="Save"]',
        'page.locator("form").get_by_role("button", name="Save").hover()',
        'page.get_by_role("button", name="Save order", exact=True).hover()',
    ),
    (
        "css=form button >> has_text=Save",
        'page.locator("form button", has_text="Save")',
        "page.locator('[data-testid=\"keep-it\"]')",
    ),
    (
        "id=save",
        'driver.find_element(By.ID, "save").click()',
        "driver.find_element(By.CSS_SELECTOR, '[data-testid=\"keep-it\"]').click()",
    ),
    (
        "css=#save",
        "driver.find_element(by='css selector', value='#save')",
        "driver.find_element(by='css selector', value='[data-testid=\"keep-it\"]')",
    ),
    (
        "id=save",
        'wait.until(EC.element_to_be_clickable((By.ID, "save")))',
        "wait.until(EC.element_to_be_clickable((By.CSS_SELECTOR, '[data-testid=\"keep-it\"]')))",
    ),
    (
        "xpath=//*[@id='save']",
        "SAVE = (By.XPATH, \"//*[@id='save']\")",
        "SAVE = (By.XPATH, '//*[@data-testid=\"keep-it\"]')",
    ),
    (
        "css=#save",
        'class P:\n  SAVE: str = "#save"\n  def f(self): self.page.locator(self.SAVE)',
        "class P:\n  SAVE: str = '[data-testid=\"keep-it\"]'\n"
        "  def f(self): self.page.locator(self.SAVE)",
    ),
    (
        "css=#save",
        'page.locator(\n    "#save",  # the id\n).click()',
        "page.locator(\n    '[data-testid=\"keep-it\"]',  # the id\n).click()",
    ),
]
TYPESCRIPT = [
    (
        "css=#save",
        "await page.locator('#save').click();",
        "await page.locator('[data-testid=\"keep-it\"]').click();",
    ),
    (
        "xpath=//button[@id='save']",
        "page.locator(\"//button[@id='save']\");",
        "page.locator('//*[@data-testid=\"keep-it\"]');",
    ),
    (
        'role=button[name="Save"]',
        "page.getByRole('button', { name: 'Save' });",
        "page.getByRole('button', { name: 'Save order', exact: true });",
    ),
    ('testid="save-it"', "page.getByTestId(`save-it`);", "page.getByTestId(`keep-it`);"),
    (
        'title="Keep it"',
        "this.page.getByTitle('Keep it');",
        "this.page.getByTitle('Keep them', { exact: true });",
    ),
    (
        'title="Keep it"',
        "(page as Page).getByTitle('Keep it', { exact: false });",
        "(page as Page).getByTitle('Keep them', { exact: true });",
    ),
    (
        'css=form >> text="Save" >> nth=0',
        "page.locator('form').getByText('Save').first().click();",
        "page.getByText('Save order', { exact: true }).click();",
    ),
    (
        "css=#save",
        "await page.click('#save', { force: true });",
        "await page.click('[data-testid=\"keep-it\"]', { force: true });",
    ),
    (
        "css=#save",
        "class P { readonly save = '#save'; go() { return this.page.locator(this.save); } }",
        "class P { readonly save = '[data-testid=\"keep-it\"]'; "
        "go() { return this.page.locator(this.save); } }",
    ),
    (
        "css=#save",
        "const at = { save: `#save` } as const; page.locator(at.save);",
        'const at = { save: `[data-testid="keep-it"]` } as const; page.locator(at.save);',
    ),
]
JAVA = [
    (
        "css=#save",
        'driver.findElement(By.cssSelector("#save")).click();',
        "driver.findElement(By.cssSelector(\"[data-testid='keep-it']\")).click();",
    ),
    (
        "id=save",
        'By save = By.id("save");',
        "By save = By.cssSelector(\"[data-testid='keep-it']\");",
    ),
    (
        "xpath=//*[@id='save']",
        "By.xpath(\"//*[@id='save']\");",
        "By.xpath(\"//*[@data-testid='keep-it']\");",
    ),
    (
        "css=#save",
        'String save = "#save"; driver.findElement(By.cssSelector(save));',
        "String save = \"[data-testid='keep-it']\"; driver.findElement(By.cssSelector(save));",
    ),
    (
        "id=save",
        '@FindBy(id = "save") WebElement save;',
        "@FindBy(css = \"[data-testid='keep-it']\") WebElement save;",
    ),
    (
        "id=save",
        '@FindBy(how = How.ID, using = "save") WebElement save;',
        "@FindBy(how = How.CSS, using = \"[data-testid='keep-it']\") WebElement save;",
    ),
]
# An element that is told by its id, name or class alone, so that the way can stay.
SIMPLE = [
    ("id=save", 'By.id("save");', 'id="next"', 'By.id("next");'),
    ("name=mail", 'By.name("mail");', 'name="e-mail"', 'By.name("e-mail");'),
    ("class=save", 'By.className("save");', 'class="next"', 'By.className("next");'),
]


@pytest.mark.parametrize(("element", "line", "wanted"), PYTHON)
def test_locator_of_python_is_written_in_its_own_form(element: str, line: str, wanted: str) -> None:
    assert fixed_line("test_a.py", line, element) == wanted


@pytest.mark.parametrize(("element", "line", "wanted"), TYPESCRIPT)
def test_locator_of_typescript_is_written_in_its_own_form(
    element: str, line: str, wanted: str
) -> None:
    assert fixed_line("a.spec.ts", line, element) == wanted
    if " as " not in line and "readonly" not in line:
        assert fixed_line("a.spec.mjs", line, element) == wanted


@pytest.mark.parametrize(("element", "line", "wanted"), JAVA)
def test_locator_of_java_is_written_in_its_own_form(element: str, line: str, wanted: str) -> None:
    assert fixed_line("A.java", line, element) == wanted


@pytest.mark.parametrize(("element", "line", "named", "wanted"), SIMPLE)
def test_simple_way_of_selenium_stays_where_it_can(
    element: str, line: str, named: str, wanted: str
) -> None:
    old = '<form><input id="save" class="save" name="mail"></form>'
    new = f"<div><input {named}></div>"
    assert fixed_line("A.java", line, element, old=old, new=new, was="#save", at="input") == wanted


@pytest.mark.parametrize(
    ("path", "line", "problem"),
    [
        ("a.py", 'page.locator(r"#save")', "raw string"),
        ("a.py", 'page.locator("""#save""")', "triple quotes"),
        ("a.py", 'page.locator("#sa" "ve")', "put together"),
        ("a.py", 'page.locator("#sa" + rest)', "put together"),
        ("a.py", 'page.locator(f"#sa{rest}")', "f-string"),
        ("a.py", 'page.locator(f"#save")', "f-string"),
        ("a.ts", "page.locator(`#sa${rest}`);", "template with placeholders"),
        ("a.ts", "page.locator('#sa' + rest);", "put together"),
        ("A.java", 'By.cssSelector("#sa" + rest);', "put together"),
    ],
)
def test_text_that_is_no_plain_literal_is_refused(path: str, line: str, problem: str) -> None:
    assert fixed_line(path, line, "css=#save") == line
    assert problem in reason(path, line, "css=#save")


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("a.py", '# page.locator("#save")'),
        ("a.py", "said = \"page.locator('#save')\""),
        ("a.py", 'log.info("#save")'),
        ("a.py", 'page.locator("#save-all")'),
        ("a.py", 'field.fill("#save")'),
        ("a.py", 'row = page.locator("tr")\nrow.locator("#save").click()'),
        ("a.py", 'def f(row: Locator):\n    row.locator("#save").click()'),
        ("a.py", 'for row in page.locator("tr").all():\n    row.locator("#save").click()'),
        ("a.py", 'rows = page.locator("tr").all()\nrow = rows[0]\nrow.locator("#save")'),
        ("a.py", '[row.locator("#save") for row in await page.locator("tr").all()]'),
        ("a.py", 'page.locator(f"css={selector}")'),
        ("a.py", 'page.get_by_role("button", name=label)'),
        ("a.ts", "page.locator(`css=${selector}`);"),
        ("a.py", 'if row := page.locator("tr"):\n    row.click("#save")'),
        (
            "a.py",
            'row = driver.find_element(By.ID, "r")\nrow.find_element(By.CSS_SELECTOR, "#save")',
        ),
        ("a.py", 'driver.find_element(By.ID, "r").find_element("css selector", "#save")'),
        ("a.py", 'root = self.host.shadow_root\nroot.find_element("css selector", "#save")'),
        ("a.ts", "for (const row of await page.locator('tr').all()) row.locator('#save');"),
        ("a.ts", "const rows = await page.locator('tr').all(); rows[0]!.locator('#save');"),
        ("A.java", 'd.findElement(By.id("r")).findElement(By.cssSelector("#save"));'),
        ("A.java", 'f().getShadowRoot().findElement(By.cssSelector("#save"));'),
        ("A.java", 'var r = f().getShadowRoot(); r.findElement(By.cssSelector("#save"));'),
        ("A.java", 'WebElement r = f(); r.findElement(By.cssSelector("#save"));'),
        ("A.java", 'for (WebElement r : rows) { r.findElement(By.cssSelector("#save")); }'),
        ("A.java", 'var r = d.findElement(By.id("r")); r.findElement(By.cssSelector("#save"));'),
        ("a.ts", "// page.locator('#save')"),
        ("a.ts", "/* page.locator('#save') */ const a = 'page.locator(`#save`)';"),
        ("a.ts", "const row = page.locator('tr'); row.locator('#save');"),
        ("a.ts", "function f(row: Locator) { row.locator('#save'); }"),
        ("A.java", '// By.cssSelector("#save")'),
        ("A.java", 'String said = "By.cssSelector(\\"#save\\")";'),
        ("A.java", 'log("#save");'),
    ],
)
def test_what_only_looks_alike_is_left_alone(path: str, line: str) -> None:
    assert fixed_line(path, line, "css=#save") == line
    assert reason(path, line, "css=#save") == "its locator stands in no file"
