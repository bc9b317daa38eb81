"""What the scanner of Rust functions takes for a function."""

from tests.architecture import rust

SOURCE = """
fn plain() {
    let brace = "}"; let other = '{'; // }
}
trait Shape { fn area(&self) -> f64; fn twice(&self) -> f64 { 2.0 * self.area() } }
fn takes<'a>(bytes: [u8; 4], text: &'a str) -> &'a str
{
    let raw = r#"fn inside() { "quoted" "#; /* fn no() {
    } */
    text
}
#[cfg(test)]
mod tests {
    fn tested() {}
}
"""


def test_functions_are_found_with_first_line_and_length() -> None:
    found = [("plain", 2, 3), ("twice", 5, 1), ("takes", 6, 6), ("tested", 14, 1)]
    assert list(rust.functions(SOURCE)) == found


def test_test_modules_are_left_out_and_lines_kept() -> None:
    left = rust.without_tests(SOURCE)
    assert [name for name, _, _ in rust.functions(left)] == ["plain", "twice", "takes"]
    assert left.count("\n") == SOURCE.count("\n")
