//! Elements found by what people call them, and what identifies them.

use super::healing::{PyPage, PySelector};
use super::run;
use crate::tree::NodeId;
use crate::{Error, Page, Result};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::collections::BTreeMap;

/// The answer to a request.
#[pyclass(module = "pacts_daemon._drift_core", name = "Discovery", frozen, eq, get_all)]
#[derive(PartialEq)]
pub(super) struct PyDiscovery {
    outcome: &'static str,
    xpath: Option<String>,
    selectors: Vec<PySelector>,
    confidence: f64,
    reason: String,
    equals: Vec<String>,
}

/// What identifies one element.
#[pyclass(module = "pacts_daemon._drift_core", name = "Description", frozen, eq, get_all)]
#[derive(PartialEq)]
pub(super) struct PyDescription {
    tag: String,
    role: String,
    name: String,
    label: String,
    text: String,
    attributes: BTreeMap<String, String>,
    neighbourhood: Vec<String>,
    rect: Option<(f64, f64, f64, f64)>,
}

fn find(page: &Page, xpath: &str) -> Result<NodeId> {
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
    #[pyo3(signature = (element, action="", scope="", ordinal=0, hidden=false))]
    fn discover(
        &self,
        py: Python,
        element: &str,
        action: &str,
        scope: &str,
        ordinal: usize,
        hidden: bool,
    ) -> PyResult<PyDiscovery> {
        let action = crate::Action::of(action)
            .ok_or_else(|| PyValueError::new_err(format!("there is no action {action:?}")))?;
        let request = crate::Request { element, action, scope, ordinal, hidden };
        let found = run(py, || Ok(crate::discover(&self.0, &request)))?;
        let crate::Discovery { outcome, xpath, selectors, confidence, reason, equals } = found;
        let selectors = selectors.into_iter().map(PySelector::from).collect();
        Ok(PyDiscovery { outcome: outcome.name(), xpath, selectors, confidence, reason, equals })
    }

    fn describe(&self, py: Python, xpath: &str) -> PyResult<PyDescription> {
        let found = run(py, || Ok(crate::describe(&self.0, find(&self.0, xpath)?)))?;
        let crate::Description { tag, role, name, label, text, attributes, neighbourhood, rect } = found;
        let attributes = attributes.into_iter().collect();
        let rect = rect.map(|[x, y, width, height]| (x, y, width, height));
        Ok(PyDescription { tag, role, name, label, text, attributes, neighbourhood, rect })
    }

    fn selectors(&self, py: Python, xpath: &str) -> PyResult<Vec<PySelector>> {
        let found = run(py, || Ok(crate::selectors(&self.0, find(&self.0, xpath)?)))?;
        Ok(found.into_iter().map(PySelector::from).collect())
    }

    fn node(&self, py: Python, xpath: &str) -> PyResult<NodeId> {
        run(py, || find(&self.0, xpath))
    }

    fn path(&self, py: Python, node: NodeId) -> PyResult<String> {
        run(py, || Ok(crate::xpath::path_of(self.0.tree(), checked(&self.0, node)?)))
    }

    fn fingerprint<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let made = run(py, || Ok(crate::fingerprint(self.0.tree())))?;
        Ok(PyBytes::new(py, &made))
    }

    fn neighbourhood<'py>(&self, py: Python<'py>, node: NodeId) -> PyResult<Bound<'py, PyBytes>> {
        let made = run(py, || Ok(crate::neighbourhood(self.0.tree(), checked(&self.0, node)?)))?;
        Ok(PyBytes::new(py, &made))
    }
}
