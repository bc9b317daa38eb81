//! Two pages laid over each other, and elements found again.

use super::enums::Member;
use super::limits::{Given, limits_of, test_ids_of};
use super::page::{PyPage, PySelector};
use super::run;
use crate::{Matching, Outcome, Page};
use pyo3::prelude::*;

/// Two pages laid over each other.
#[pyclass(module = "pacts_daemon._drift_core", name = "PagePair", frozen)]
pub(super) struct PyPair {
    old: Py<PyPage>,
    new: Py<PyPage>,
    matching: Matching,
}

/// What became of an element.
#[pyclass(module = "pacts_daemon._drift_core", name = "Healing", frozen, eq, get_all)]
#[derive(PartialEq)]
pub(super) struct PyHealing {
    outcome: Member<Outcome>,
    xpath: Option<String>,
    selectors: Vec<PySelector>,
    confidence: f64,
    margin: f64,
    nearest: Option<String>,
    evidence: Vec<(&'static str, f64)>,
    of_other_record: Option<String>,
    runner_up: Option<String>,
    runner_up_evidence: Vec<(&'static str, f64)>,
}

impl From<crate::Healing> for PyHealing {
    fn from(healing: crate::Healing) -> Self {
        Self {
            outcome: Member(healing.outcome),
            xpath: healing.xpath,
            selectors: healing.selectors.into_iter().map(PySelector::from).collect(),
            confidence: healing.confidence,
            margin: healing.margin,
            nearest: healing.nearest,
            evidence: healing.evidence,
            of_other_record: healing.of_other_record,
            runner_up: healing.runner_up,
            runner_up_evidence: healing.runner_up_evidence,
        }
    }
}

#[pymethods]
impl PyPair {
    #[new]
    fn new(py: Python, old: Py<PyPage>, new: Py<PyPage>) -> PyResult<Self> {
        let (a, b) = (&old.get().0, &new.get().0);
        let matching = run(py, || Ok(Matching::new(a, b)))?;
        Ok(Self { old, new, matching })
    }

    #[staticmethod]
    #[pyo3(signature = (old, new, limits=None, test_ids=None))]
    fn from_html(
        py: Python,
        old: &[u8],
        new: &[u8],
        limits: Given,
        test_ids: Option<Vec<String>>,
    ) -> PyResult<Self> {
        let (limits, test_ids) = (limits_of(limits), test_ids_of(test_ids));
        let (old, new, matching) = run(py, || {
            let (old, new) = Page::both_from_html(old, new, &limits, &test_ids)?;
            let matching = Matching::new(&old, &new);
            Ok((old, new, matching))
        })?;
        Ok(Self { old: Py::new(py, PyPage(old))?, new: Py::new(py, PyPage(new))?, matching })
    }

    #[pyo3(signature = (xpath, settings=None))]
    fn heal(&self, py: Python, xpath: &str, settings: Option<&Bound<PySettings>>) -> PyResult<PyHealing> {
        let (old, new) = (&self.old.get().0, &self.new.get().0);
        let settings = settings.map(|given| given.get().0).unwrap_or_default();
        Ok(run(py, || crate::heal_with(old, new, &self.matching, xpath, &settings))?.into())
    }
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
