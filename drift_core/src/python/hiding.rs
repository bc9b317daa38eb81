//! What shows an element that is hidden.

use super::page::{PyPage, PySelector, find};
use super::run;
use crate::xpath::path_of;
use crate::{Page, Revealer};
use pyo3::prelude::*;

/// A control that shows what is hidden.
#[pyclass(module = "pacts_daemon._drift_core", name = "Revealer", frozen, eq, get_all)]
#[derive(PartialEq)]
pub(super) struct PyRevealer {
    xpath: String,
    brief: String,
    via: &'static str,
    confidence: f64,
    selectors: Vec<PySelector>,
}

impl PyRevealer {
    fn of(page: &Page, revealer: &Revealer) -> Self {
        Self {
            xpath: path_of(page.tree(), revealer.control),
            brief: crate::brief(page, revealer.control),
            via: revealer.tie.name(),
            confidence: revealer.confidence,
            selectors: crate::selectors(page, revealer.control).into_iter().map(PySelector::from).collect(),
        }
    }
}

/// How an element was when its page was captured.
#[pyclass(module = "pacts_daemon._drift_core", name = "ElementState", frozen, eq, get_all)]
#[derive(PartialEq)]
pub(super) struct PyState {
    visible: bool,
    enabled: bool,
    editable: bool,
    receives_events: bool,
}

impl PyState {
    fn of(flags: u8) -> Self {
        Self {
            visible: flags & 1 != 0,
            enabled: flags & 2 != 0,
            editable: flags & 4 != 0,
            receives_events: flags & 32 != 0,
        }
    }
}

#[pymethods]
impl PyPage {
    fn state(&self, py: Python, xpath: &str) -> PyResult<Option<PyState>> {
        run(py, || Ok(self.0.tree().flags(find(&self.0, xpath)?).map(PyState::of)))
    }

    fn is_hidden(&self, py: Python, xpath: &str) -> PyResult<bool> {
        run(py, || Ok(self.0.is_hidden(find(&self.0, xpath)?)))
    }

    fn revealers(&self, py: Python, xpath: &str) -> PyResult<Vec<PyRevealer>> {
        run(py, || {
            let (page, id) = (&self.0, find(&self.0, xpath)?);
            Ok(crate::revealers(page, id).iter().map(|one| PyRevealer::of(page, one)).collect())
        })
    }
}
