//! The Python module: bytes in, small values out. Nothing is decided here.

use crate::{Error, Limits};
use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::panic::{AssertUnwindSafe, catch_unwind};

create_exception!(pacts_daemon._drift_core, DriftCoreError, PyValueError);
create_exception!(pacts_daemon._drift_core, PageTooLargeError, DriftCoreError);
create_exception!(pacts_daemon._drift_core, InvalidPageError, DriftCoreError);
create_exception!(pacts_daemon._drift_core, InvalidFingerprintError, DriftCoreError);
create_exception!(pacts_daemon._drift_core, IncompatibleFingerprintError, DriftCoreError);

impl From<Error> for PyErr {
    fn from(error: Error) -> Self {
        let message = error.to_string();
        match error {
            Error::PageTooLarge { .. } => PageTooLargeError::new_err(message),
            Error::InvalidPage(_) | Error::NoSuchElement(_) => InvalidPageError::new_err(message),
            Error::InvalidFingerprint(_) => InvalidFingerprintError::new_err(message),
            Error::Incompatible { .. } => IncompatibleFingerprintError::new_err(message),
        }
    }
}

/// Run without the interpreter lock; a panic becomes an exception and not the end of the daemon.
fn run<T: Send>(py: Python<'_>, work: impl FnOnce() -> crate::Result<T> + Send) -> PyResult<T> {
    match py.detach(|| catch_unwind(AssertUnwindSafe(work))) {
        Ok(outcome) => Ok(outcome?),
        Err(_) => Err(DriftCoreError::new_err("internal error: drift_core panicked")),
    }
}

/// How large a page may be.
#[pyclass(module = "pacts_daemon._drift_core", name = "Limits", frozen, eq, get_all, from_py_object)]
#[derive(Clone, Copy, PartialEq)]
struct PyLimits {
    max_bytes: usize,
    max_nodes: usize,
    max_depth: usize,
    max_attributes: usize,
}

#[pymethods]
impl PyLimits {
    #[new]
    #[pyo3(signature = (max_bytes = 33_554_432, max_nodes = 500_000, max_depth = 1024, max_attributes = 1024))]
    fn new(max_bytes: usize, max_nodes: usize, max_depth: usize, max_attributes: usize) -> Self {
        Self { max_bytes, max_nodes, max_depth, max_attributes }
    }
}

impl From<PyLimits> for Limits {
    fn from(given: PyLimits) -> Self {
        let PyLimits { max_bytes, max_nodes, max_depth, max_attributes } = given;
        Self { max_bytes, max_nodes, max_depth, max_attributes }
    }
}

type NewBytes<'py> = PyResult<Bound<'py, PyBytes>>;
type Given = Option<PyLimits>;

/// What all functions that make a fingerprint share.
fn new_bytes<'py>(
    py: Python<'py>,
    limits: Given,
    work: impl FnOnce(&Limits) -> crate::Result<Vec<u8>> + Send,
) -> NewBytes<'py> {
    let limits = limits.map(Limits::from).unwrap_or_default();
    Ok(PyBytes::new(py, &run(py, || work(&limits))?))
}

/// The drift between two pages.
#[pyclass(module = "pacts_daemon._drift_core", name = "Drift", frozen, eq, get_all)]
#[derive(Clone, Copy, PartialEq)]
struct PyDrift {
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
struct PyInfo {
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
struct PyChange {
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

/// Fingerprints of pages and the drift between them.
#[pymodule]
mod _drift_core {
    use super::*;

    #[pymodule_export]
    use super::{
        DriftCoreError, IncompatibleFingerprintError, InvalidFingerprintError, InvalidPageError,
        PageTooLargeError, PyChange, PyDrift, PyInfo, PyLimits,
    };

    #[pymodule_export]
    const DRIFT_THRESHOLD: f64 = crate::DRIFT_THRESHOLD;

    #[pyfunction]
    #[pyo3(signature = (html, limits=None))]
    fn fingerprint_html<'py>(py: Python<'py>, html: &[u8], limits: Given) -> NewBytes<'py> {
        new_bytes(py, limits, |limits| crate::fingerprint_html(html, limits))
    }

    #[pyfunction]
    #[pyo3(signature = (capture, limits=None))]
    fn fingerprint_capture<'py>(py: Python<'py>, capture: &[u8], limits: Given) -> NewBytes<'py> {
        new_bytes(py, limits, |limits| crate::fingerprint_capture(capture, limits))
    }

    #[pyfunction]
    #[pyo3(signature = (snapshot, limits=None))]
    fn fingerprint_dom_snapshot<'py>(py: Python<'py>, snapshot: &[u8], limits: Given) -> NewBytes<'py> {
        new_bytes(py, limits, |limits| crate::fingerprint_dom_snapshot(snapshot, limits))
    }

    #[pyfunction]
    #[pyo3(signature = (html, xpath, limits=None))]
    fn neighbourhood_html<'py>(py: Python<'py>, html: &[u8], xpath: &str, limits: Given) -> NewBytes<'py> {
        new_bytes(py, limits, |limits| crate::neighbourhood_html(html, xpath, limits))
    }

    #[pyfunction]
    #[pyo3(signature = (capture, node_index, limits=None))]
    fn neighbourhood_capture<'py>(
        py: Python<'py>,
        capture: &[u8],
        node_index: usize,
        limits: Given,
    ) -> NewBytes<'py> {
        new_bytes(py, limits, |limits| crate::neighbourhood_capture(capture, node_index, limits))
    }

    #[pyfunction]
    fn compare(old: &[u8], new: &[u8]) -> PyResult<PyDrift> {
        let found = crate::compare(old, new)?;
        let crate::Drift { drift_ratio, loss, gain, skeleton, naming, insufficient, unsettled } = found;
        Ok(PyDrift { drift_ratio, loss, gain, skeleton, naming, insufficient, unsettled })
    }

    #[pyfunction]
    fn compare_neighbourhood(old: &[u8], new: &[u8]) -> PyResult<f64> {
        Ok(crate::compare_neighbourhood(old, new)?)
    }

    #[pyfunction]
    fn inspect(fingerprint: &[u8]) -> PyResult<PyInfo> {
        let crate::Fingerprint { algorithm, rules, source, k, features, nodes, root_hash, .. } =
            crate::Fingerprint::decode(fingerprint)?;
        Ok(PyInfo { algorithm, rules, source: source.name(), k, features, nodes, root_hash })
    }

    #[pyfunction]
    #[pyo3(signature = (old, new, max_changes=20, limits=None))]
    fn explain_html(py: Python, old: &[u8], new: &[u8], max_changes: usize, limits: Given) -> Changes {
        changes(py, limits, |limits| crate::explain_html(old, new, max_changes, limits))
    }

    #[pyfunction]
    #[pyo3(signature = (old, new, max_changes=20, limits=None))]
    fn explain_capture(py: Python, old: &[u8], new: &[u8], max_changes: usize, limits: Given) -> Changes {
        changes(py, limits, |limits| crate::explain_capture(old, new, max_changes, limits))
    }
}
