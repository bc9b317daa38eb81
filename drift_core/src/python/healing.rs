//! Pages that are prepared once, and elements found again in them.

use super::{Given, run};
use crate::{Limits, TestIds};
use pyo3::prelude::*;

/// A page ready for elements to be looked for in it.
#[pyclass(module = "pacts_daemon._drift_core", name = "PreparedPage", frozen)]
pub(super) struct PyPage(pub(super) crate::Page);

/// Two prepared pages laid over each other.
#[pyclass(module = "pacts_daemon._drift_core", name = "PreparedPair", frozen)]
pub(super) struct PyPair {
    old: Py<PyPage>,
    new: Py<PyPage>,
    matching: crate::Matching,
}

/// One way to find an element.
#[pyclass(module = "pacts_daemon._drift_core", name = "Selector", frozen, eq, get_all)]
#[derive(Clone, PartialEq)]
pub(super) struct PySelector {
    strategy: &'static str,
    value: String,
    role: String,
    attribute: String,
    positional: bool,
}

/// What became of an element.
#[pyclass(module = "pacts_daemon._drift_core", name = "Healing", frozen, eq, get_all)]
#[derive(PartialEq)]
pub(super) struct PyHealing {
    outcome: &'static str,
    xpath: Option<String>,
    selectors: Vec<PySelector>,
    confidence: f64,
    margin: f64,
    nearest: Option<String>,
    evidence: Vec<(&'static str, f64)>,
    runner_up: Option<String>,
    runner_up_evidence: Vec<(&'static str, f64)>,
}

impl From<crate::Selector> for PySelector {
    fn from(made: crate::Selector) -> Self {
        let crate::Selector { strategy, value, role, attribute, positional } = made;
        Self { strategy: strategy.name(), value, role, attribute, positional }
    }
}

impl From<crate::Healing> for PyHealing {
    fn from(healing: crate::Healing) -> Self {
        Self {
            outcome: healing.outcome.name(),
            xpath: healing.xpath,
            selectors: healing.selectors.into_iter().map(PySelector::from).collect(),
            confidence: healing.confidence,
            margin: healing.margin,
            nearest: healing.nearest,
            evidence: healing.evidence,
            runner_up: healing.runner_up,
            runner_up_evidence: healing.runner_up_evidence,
        }
    }
}

#[pyfunction]
#[pyo3(signature = (html, limits=None))]
pub(super) fn prepare_html(py: Python, html: &[u8], limits: Given) -> PyResult<PyPage> {
    let test_ids = limits.as_ref().map(|given| TestIds::new(&given.test_ids)).unwrap_or_default();
    let limits = limits.map(Limits::from).unwrap_or_default();
    Ok(PyPage(run(py, || crate::Page::from_html(html, &limits, &test_ids))?))
}

#[pyfunction]
#[pyo3(signature = (capture, limits=None))]
pub(super) fn prepare_capture(py: Python, capture: &[u8], limits: Given) -> PyResult<PyPage> {
    let test_ids = limits.as_ref().map(|given| TestIds::new(&given.test_ids)).unwrap_or_default();
    let limits = limits.map(Limits::from).unwrap_or_default();
    Ok(PyPage(run(py, || crate::Page::from_capture(capture, &limits, &test_ids))?))
}

#[pyfunction]
pub(super) fn prepare_pair(py: Python, old: Py<PyPage>, new: Py<PyPage>) -> PyResult<PyPair> {
    let (a, b) = (&old.get().0, &new.get().0);
    let matching = run(py, || Ok(crate::Matching::new(a, b)))?;
    Ok(PyPair { old, new, matching })
}

/// When an answer is given, and how evidence counts.
#[pyclass(module = "pacts_daemon._drift_core", name = "HealSettings", frozen, eq)]
#[derive(PartialEq)]
pub(super) struct PySettings(crate::Settings);

#[pymethods]
impl PySettings {
    #[new]
    #[pyo3(signature = (accept=None, margin=None, identity=None, settled=None, scales=None))]
    fn new(
        accept: Option<f64>,
        margin: Option<f64>,
        identity: Option<f64>,
        settled: Option<f64>,
        scales: Option<[f64; 6]>,
    ) -> Self {
        let usual = crate::Settings::default();
        let scales =
            scales.map_or(usual.scales, |[attributes, names, kinds, neighbours, containers, content]| {
                crate::Scales { attributes, names, kinds, neighbours, containers, content }
            });
        Self(crate::Settings {
            accept: accept.unwrap_or(usual.accept),
            margin: margin.unwrap_or(usual.margin),
            identity: identity.unwrap_or(usual.identity),
            settled: settled.unwrap_or(usual.settled),
            scales,
        })
    }
}

#[pyfunction]
#[pyo3(signature = (pair, xpath, settings=None))]
pub(super) fn heal(
    py: Python,
    pair: &PyPair,
    xpath: &str,
    settings: Option<&Bound<PySettings>>,
) -> PyResult<PyHealing> {
    let (old, new) = (&pair.old.get().0, &pair.new.get().0);
    let settings = settings.map(|given| given.get().0).unwrap_or_default();
    Ok(run(py, || crate::heal_with(old, new, &pair.matching, xpath, &settings))?.into())
}

#[pyfunction]
#[pyo3(signature = (old, new, xpath, limits=None))]
pub(super) fn heal_html(
    py: Python,
    old: &[u8],
    new: &[u8],
    xpath: &str,
    limits: Given,
) -> PyResult<PyHealing> {
    let limits = limits.map(Limits::from).unwrap_or_default();
    Ok(run(py, || crate::heal_html(old, new, xpath, &limits))?.into())
}
