//! Fingerprints, their comparison and what explains it.

use super::enums::Member;
use super::limits::{Given, limits_of};
use super::run;
use crate::{ChangeKind, Limits, Source};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// The drift between two pages.
#[pyclass(module = "pacts_daemon._drift_core", name = "Drift", frozen, eq, get_all)]
#[derive(Clone, Copy, PartialEq)]
pub(super) struct PyDrift {
    drift_ratio: f64,
    loss: f64,
    gain: f64,
    skeleton: f64,
    naming: f64,
    insufficient: bool,
    unsettled: bool,
}

/// What a fingerprint says of itself.
#[pyclass(module = "pacts_daemon._drift_core", name = "FingerprintInfo", frozen, eq, get_all)]
#[derive(Clone, PartialEq)]
pub(super) struct PyInfo {
    algorithm: u8,
    rules: u16,
    source: Member<Source>,
    k: u16,
    features: u32,
    nodes: u32,
    root_hash: u64,
}

/// One changed subtree.
#[pyclass(module = "pacts_daemon._drift_core", name = "Change", frozen, eq, get_all)]
#[derive(PartialEq)]
pub(super) struct PyChange {
    kind: Member<ChangeKind>,
    path: String,
    nodes: usize,
    context: String,
}

impl From<crate::Change> for PyChange {
    fn from(found: crate::Change) -> Self {
        let crate::Change { kind, path, nodes, context } = found;
        Self { kind: Member(kind), path, nodes, context }
    }
}

type NewBytes<'py> = PyResult<Bound<'py, PyBytes>>;

/// What all functions that make a fingerprint share.
fn new_bytes<'py>(
    py: Python<'py>,
    limits: Given,
    work: impl FnOnce(&Limits) -> crate::Result<Vec<u8>> + Send,
) -> NewBytes<'py> {
    let limits = limits_of(limits);
    Ok(PyBytes::new(py, &run(py, || work(&limits))?))
}

#[pyfunction]
#[pyo3(signature = (html, limits=None))]
pub(super) fn fingerprint_html<'py>(py: Python<'py>, html: &[u8], limits: Given) -> NewBytes<'py> {
    new_bytes(py, limits, |limits| crate::fingerprint_html(html, limits))
}

#[pyfunction]
#[pyo3(signature = (capture, limits=None))]
pub(super) fn fingerprint_capture<'py>(py: Python<'py>, capture: &[u8], limits: Given) -> NewBytes<'py> {
    new_bytes(py, limits, |limits| crate::fingerprint_capture(capture, limits))
}

#[pyfunction]
#[pyo3(signature = (snapshot, limits=None))]
pub(super) fn fingerprint_dom_snapshot<'py>(
    py: Python<'py>,
    snapshot: &[u8],
    limits: Given,
) -> NewBytes<'py> {
    new_bytes(py, limits, |limits| crate::fingerprint_dom_snapshot(snapshot, limits))
}

#[pyfunction]
pub(super) fn compare(old: &[u8], new: &[u8]) -> PyResult<PyDrift> {
    let found = crate::compare(old, new)?;
    let crate::Drift { drift_ratio, loss, gain, skeleton, naming, insufficient, unsettled } = found;
    Ok(PyDrift { drift_ratio, loss, gain, skeleton, naming, insufficient, unsettled })
}

#[pyfunction]
pub(super) fn compare_neighbourhood(old: &[u8], new: &[u8]) -> PyResult<f64> {
    Ok(crate::compare_neighbourhood(old, new)?)
}

#[pyfunction]
pub(super) fn inspect(fingerprint: &[u8]) -> PyResult<PyInfo> {
    let crate::Fingerprint { algorithm, rules, source, k, features, nodes, root_hash, .. } =
        crate::Fingerprint::decode(fingerprint)?;
    Ok(PyInfo { algorithm, rules, source: Member(source), k, features, nodes, root_hash })
}
