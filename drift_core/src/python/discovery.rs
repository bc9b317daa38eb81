//! Elements found by what people call them, and what identifies them.

use super::enums::Member;
use super::page::{PyPage, PySelector, find};
use super::run;
use crate::{Action, Discovered};
use pyo3::prelude::*;
use std::collections::BTreeMap;

/// The answer to a request.
#[pyclass(module = "pacts_daemon._drift_core", name = "Discovery", frozen, eq, get_all)]
#[derive(PartialEq)]
pub(super) struct PyDiscovery {
    outcome: Member<Discovered>,
    xpath: Option<String>,
    selectors: Vec<PySelector>,
    confidence: f64,
    reason: String,
    equals: Vec<String>,
    nearest: Vec<String>,
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
    records: Vec<(Vec<String>, bool)>,
    is_counted: bool,
}

#[pymethods]
impl PyPage {
    #[pyo3(signature = (element, action=Member(Action::Any), scope="", ordinal=0, hidden=false))]
    fn discover(
        &self,
        py: Python,
        element: &str,
        action: Member<Action>,
        scope: &str,
        ordinal: usize,
        hidden: bool,
    ) -> PyResult<PyDiscovery> {
        let request = crate::Request { element, action: action.0, scope, ordinal, hidden };
        let found = run(py, || Ok(crate::discover(&self.0, &request)))?;
        let crate::Discovery { outcome, xpath, selectors, confidence, reason, equals, nearest } = found;
        let selectors = selectors.into_iter().map(PySelector::from).collect();
        Ok(PyDiscovery { outcome: Member(outcome), xpath, selectors, confidence, reason, equals, nearest })
    }

    #[pyo3(signature = (xpath, element="", scope="", ordinal=0, action=Member(Action::Any)))]
    fn describe(
        &self,
        py: Python,
        xpath: &str,
        element: &str,
        scope: &str,
        ordinal: usize,
        action: Member<Action>,
    ) -> PyResult<PyDescription> {
        let request = crate::Request { element, action: action.0, scope, ordinal, hidden: false };
        let (found, records, is_counted) = run(py, || {
            let (page, id) = (&self.0, find(&self.0, xpath)?);
            let whose = crate::whose(page, &request, id);
            let records = crate::record_keys(page, id, &whose);
            Ok((crate::describe_in(page, id, &whose), records, whose.is_counted))
        })?;
        let crate::Description { tag, role, name, label, text, attributes, neighbourhood, rect } = found;
        let attributes = attributes.into_iter().collect();
        let rect = rect.map(|[x, y, width, height]| (x, y, width, height));
        let records = records.into_iter().map(|one| (one.keys, one.is_text)).collect();
        Ok(PyDescription {
            tag,
            role,
            name,
            label,
            text,
            attributes,
            neighbourhood,
            rect,
            records,
            is_counted,
        })
    }

    #[pyo3(signature = (xpath, element="", scope="", ordinal=0, action=Member(Action::Any)))]
    fn selectors(
        &self,
        py: Python,
        xpath: &str,
        element: &str,
        scope: &str,
        ordinal: usize,
        action: Member<Action>,
    ) -> PyResult<Vec<PySelector>> {
        let request = crate::Request { element, action: action.0, scope, ordinal, hidden: false };
        let found = run(py, || {
            let (page, id) = (&self.0, find(&self.0, xpath)?);
            Ok(crate::selectors_in(page, id, &crate::whose(page, &request, id)))
        })?;
        Ok(found.into_iter().map(PySelector::from).collect())
    }

    fn elsewhere(
        &self,
        py: Python,
        xpath: &str,
        records: Vec<(Vec<String>, bool)>,
    ) -> PyResult<Option<String>> {
        let records: Vec<crate::RecordKeys> =
            records.into_iter().map(|(keys, is_text)| crate::RecordKeys { keys, is_text }).collect();
        run(py, || {
            let missing = crate::elsewhere(&self.0, find(&self.0, xpath)?, &records);
            Ok(missing.and_then(|record| record.keys.first().cloned()))
        })
    }
}
