//! One class for a page, whatever it was read from.

use super::drift::PyChange;
use super::enums::Member;
use super::limits::{Given, limits_of, test_ids_of};
use super::run;
use crate::tree::NodeId;
use crate::{Error, Page, Result, Strategy};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// A page ready for elements to be looked for in it.
#[pyclass(module = "pacts_daemon._drift_core", name = "Page", frozen)]
pub(super) struct PyPage(pub(super) Page);

/// One way to find an element.
#[pyclass(module = "pacts_daemon._drift_core", name = "Selector", frozen, eq, get_all)]
#[derive(Clone, PartialEq)]
pub(super) struct PySelector {
    strategy: Member<Strategy>,
    value: String,
    role: String,
    attribute: String,
    positional: bool,
}

impl From<crate::Selector> for PySelector {
    fn from(made: crate::Selector) -> Self {
        let crate::Selector { strategy, value, role, attribute, positional } = made;
        Self { strategy: Member(strategy), value, role, attribute, positional }
    }
}

pub(super) fn find(page: &Page, xpath: &str) -> Result<NodeId> {
    crate::xpath::find(page.tree(), xpath).ok_or_else(|| Error::NoSuchElement(xpath.into()))
}

fn checked(page: &Page, node: NodeId) -> Result<NodeId> {
    let length = page.tree().len();
    if (node as usize) < length {
        return Ok(node);
    }
    Err(Error::NoSuchElement(format!("node {node} of {length}")))
}

#[pymethods]
impl PyPage {
    #[staticmethod]
    #[pyo3(signature = (html, limits=None, test_ids=None))]
    fn from_html(py: Python, html: &[u8], limits: Given, test_ids: Option<Vec<String>>) -> PyResult<Self> {
        let (limits, test_ids) = (limits_of(limits), test_ids_of(test_ids));
        run(py, || Page::from_html(html, &limits, &test_ids)).map(Self)
    }

    #[staticmethod]
    #[pyo3(signature = (capture, limits=None, test_ids=None))]
    fn from_capture(
        py: Python,
        capture: &[u8],
        limits: Given,
        test_ids: Option<Vec<String>>,
    ) -> PyResult<Self> {
        let (limits, test_ids) = (limits_of(limits), test_ids_of(test_ids));
        run(py, || Page::from_capture(capture, &limits, &test_ids)).map(Self)
    }

    #[staticmethod]
    #[pyo3(signature = (snapshot, limits=None, test_ids=None))]
    fn from_dom_snapshot(
        py: Python,
        snapshot: &[u8],
        limits: Given,
        test_ids: Option<Vec<String>>,
    ) -> PyResult<Self> {
        let (limits, test_ids) = (limits_of(limits), test_ids_of(test_ids));
        run(py, || Page::from_dom_snapshot(snapshot, &limits, &test_ids)).map(Self)
    }

    fn fingerprint<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let made = run(py, || Ok(crate::fingerprint(self.0.tree())))?;
        Ok(PyBytes::new(py, &made))
    }

    fn neighbourhood<'py>(&self, py: Python<'py>, node: NodeId) -> PyResult<Bound<'py, PyBytes>> {
        let made = run(py, || Ok(crate::neighbourhood(self.0.tree(), checked(&self.0, node)?)))?;
        Ok(PyBytes::new(py, &made))
    }

    #[pyo3(signature = (new, max_changes=20))]
    fn changes(&self, py: Python, new: &Self, max_changes: usize) -> PyResult<Vec<PyChange>> {
        let found = run(py, || crate::explain(self.0.tree(), new.0.tree(), max_changes))?;
        Ok(found.into_iter().map(PyChange::from).collect())
    }

    fn node(&self, py: Python, xpath: &str) -> PyResult<NodeId> {
        run(py, || find(&self.0, xpath))
    }

    fn path(&self, py: Python, node: NodeId) -> PyResult<String> {
        run(py, || Ok(crate::xpath::path_of(self.0.tree(), checked(&self.0, node)?)))
    }

    fn brief(&self, py: Python, xpath: &str) -> PyResult<String> {
        run(py, || Ok(crate::brief(&self.0, find(&self.0, xpath)?)))
    }

    #[pyo3(signature = (strategy, value, role="", attribute=""))]
    fn select(
        &self,
        py: Python,
        strategy: Member<Strategy>,
        value: &str,
        role: &str,
        attribute: &str,
    ) -> PyResult<Option<Vec<String>>> {
        run(py, || Ok(crate::select(&self.0, strategy.0, value, role, attribute)))
    }
}
