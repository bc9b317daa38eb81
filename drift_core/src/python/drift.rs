//! Fingerprints, their comparison and its explanation.

use super::{Given, NewBytes, new_bytes, run};
use crate::Limits;
use pyo3::prelude::*;

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
    source: &'static str,
    k: u16,
    features: u32,
    nodes: u32,
    root_hash: u64,
}

/// One changed subtree.
#[pyclass(module = "pacts_daemon._drift_core", name = "Change", frozen, eq, get_all)]
#[derive(PartialEq)]
pub(super) struct PyChange {
    kind: &'static str,
    path: String,
    nodes: usize,
    context: String,
}

type Changes = PyResult<Vec<PyChange>>;

fn changes(
    py: Python,
    limits: Given,
    work: impl FnOnce(&Limits) -> crate::Result<Vec<crate::Change>> + Send,
) -> Changes {
    let limits = limits.map(Limits::from).unwrap_or_default();
    let found = run(py, || work(&limits))?.into_iter();
    let convert =
        |crate::Change { kind, path, nodes, context }| PyChange { kind: kind.name(), path, nodes, context };
    Ok(found.map(convert).collect())
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
#[pyo3(signature = (html, xpath, limits=None))]
pub(super) fn neighbourhood_html<'py>(
    py: Python<'py>,
    html: &[u8],
    xpath: &str,
    limits: Given,
) -> NewBytes<'py> {
    new_bytes(py, limits, |limits| crate::neighbourhood_html(html, xpath, limits))
}

#[pyfunction]
#[pyo3(signature = (capture, node_index, limits=None))]
pub(super) fn neighbourhood_capture<'py>(
    py: Python<'py>,
    capture: &[u8],
    node_index: usize,
    limits: Given,
) -> NewBytes<'py> {
    new_bytes(py, limits, |limits| crate::neighbourhood_capture(capture, node_index, limits))
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
    Ok(PyInfo { algorithm, rules, source: source.name(), k, features, nodes, root_hash })
}

#[pyfunction]
#[pyo3(signature = (old, new, max_changes=20, limits=None))]
pub(super) fn explain_html(py: Python, old: &[u8], new: &[u8], max_changes: usize, limits: Given) -> Changes {
    changes(py, limits, |limits| crate::explain_html(old, new, max_changes, limits))
}

#[pyfunction]
#[pyo3(signature = (old, new, max_changes=20, limits=None))]
pub(super) fn explain_capture(
    py: Python,
    old: &[u8],
    new: &[u8],
    max_changes: usize,
    limits: Given,
) -> Changes {
    changes(py, limits, |limits| crate::explain_capture(old, new, max_changes, limits))
}
