//! Closed sets of the core, as enums of Python's own.
//!
//! A variant of a `#[pyclass]` would be a new object each time it crosses: `is` would be false of equals,
//! and Python could not list the set to map it to its own words.

use crate::{Action, ChangeKind, Discovered, KeySource, Outcome, RecordKind, Source, Strategy};
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

/// A closed set, with its names in Python.
pub(super) trait Closed: Copy + PartialEq + 'static {
    const CLASS: &'static str;
    const ALL: &'static [Self];

    /// The name of the member in Python.
    fn constant(self) -> &'static str;

    /// What stands for it in answers.
    fn value(self) -> &'static str;

    /// The members in Python, in the order of [`Closed::ALL`].
    fn members(py: Python<'_>) -> PyResult<&[Py<PyAny>]>;
}

/// A member of a closed set on its way from or to Python.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Member<E>(pub E);

impl<'py, E: Closed> IntoPyObject<'py> for Member<E> {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        let mut members = E::ALL.iter().zip(E::members(py)?);
        let found = members.find(|(known, _)| **known == self.0);
        Ok(found.expect("ALL names every variant").1.bind(py).clone())
    }
}

impl<'py, E: Closed> FromPyObject<'_, 'py> for Member<E> {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let mut members = E::ALL.iter().zip(E::members(given.py())?);
        match members.find(|(_, member)| given.is(member)) {
            Some((&found, _)) => Ok(Self(found)),
            None => Err(PyTypeError::new_err(format!("{} is no {}", given.repr()?, E::CLASS))),
        }
    }
}

fn made<E: Closed>(py: Python<'_>) -> PyResult<Vec<Py<PyAny>>> {
    let constants: Vec<_> = E::ALL.iter().map(|one| (one.constant(), one.value())).collect();
    let class = py.import("enum")?.getattr(intern!(py, "StrEnum"))?.call1((E::CLASS, constants))?;
    class.setattr(intern!(py, "__module__"), "pacts_daemon._drift_core")?;
    E::ALL.iter().map(|one| Ok(class.getattr(one.constant())?.unbind())).collect()
}

/// Makes each listed variant a member; the compiler tells of one that is not listed.
macro_rules! closed {
    ($($set:ident is $class:literal { $($variant:ident: $constant:literal),+ })+) => {
        $(impl Closed for $set {
            const CLASS: &'static str = $class;
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn constant(self) -> &'static str {
                match self { $(Self::$variant => $constant),+ }
            }

            fn value(self) -> &'static str {
                self.name()
            }

            fn members(py: Python<'_>) -> PyResult<&[Py<PyAny>]> {
                static MEMBERS: PyOnceLock<Vec<Py<PyAny>>> = PyOnceLock::new();
                MEMBERS.get_or_try_init(py, || made::<Self>(py)).map(Vec::as_slice)
            }
        })+

        /// Put the enums into the module.
        pub(super) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
            let py = module.py();
            $(module.add($class, $set::members(py)?[0].bind(py).get_type())?;)+
            Ok(())
        }
    };
}

closed! {
    Outcome is "HealOutcome" {
        Same: "SAME", Moved: "MOVED", Changed: "CHANGED", Hidden: "HIDDEN", Absent: "ABSENT",
        Ambiguous: "AMBIGUOUS"
    }
    Discovered is "DiscoveryOutcome" {
        Found: "FOUND", Hidden: "HIDDEN", Absent: "ABSENT", Ambiguous: "AMBIGUOUS"
    }
    Strategy is "Strategy" {
        TestId: "TEST_ID", RoleName: "ROLE", Label: "LABEL", Placeholder: "PLACEHOLDER", AltText: "ALT_TEXT",
        Text: "TEXT", Title: "TITLE", Css: "CSS", Xpath: "XPATH"
    }
    Action is "Action" {
        Any: "ANY", Click: "CLICK", Fill: "FILL", Select: "SELECT", Check: "CHECK", Hover: "HOVER",
        Read: "READ"
    }
    Source is "PageSource" { Html: "HTML", Capture: "CAPTURE", DomSnapshot: "DOM_SNAPSHOT" }
    ChangeKind is "ChangeKind" { Added: "ADDED", Removed: "REMOVED", Changed: "CHANGED" }
    RecordKind is "RecordKind" {
        Row: "ROW", Item: "ITEM", Article: "ARTICLE", Fieldset: "FIELDSET", Pair: "PAIR", Box: "BOX"
    }
    KeySource is "RecordKeySource" {
        Header: "HEADER", Heading: "HEADING", Link: "LINK", Text: "TEXT", Number: "NUMBER"
    }
}
