//! Which attributes are there for tests.

/// Names that test authors use before anybody says otherwise, best first.
const USUAL: &[&str] =
    &["data-testid", "data-test-id", "data-test", "data-qa", "data-cy", "data-automation-id"];

/// The attributes that the authors of a page put on elements for their tests, best first. A page has
/// one such list, and whoever reads the page asks it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestIds(Vec<String>);

impl TestIds {
    /// The attributes of these names, in small letters as attributes are.
    pub fn new<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> Self {
        Self(names.into_iter().map(|name| name.as_ref().to_ascii_lowercase()).collect())
    }

    /// Whether an attribute is one of them.
    pub fn contains(&self, name: &str) -> bool {
        self.0.iter().any(|known| known == name)
    }

    /// Their names, best first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

impl Default for TestIds {
    fn default() -> Self {
        Self::new(USUAL)
    }
}
