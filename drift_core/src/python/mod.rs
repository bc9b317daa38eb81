//! The Python module: bytes in, small values out. Nothing is decided here.

mod discovery;
mod drift;
mod healing;
mod parts;
mod select;

use crate::{Error, Limits, TestIds};
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
#[derive(Clone, PartialEq)]
struct PyLimits {
    max_bytes: usize,
    max_nodes: usize,
    max_depth: usize,
    max_attributes: usize,
    test_ids: Vec<String>,
}

#[pymethods]
impl PyLimits {
    #[new]
    #[pyo3(signature = (
        max_bytes = 33_554_432, max_nodes = 500_000, max_depth = 1024, max_attributes = 1024, test_ids = None
    ))]
    fn new(
        max_bytes: usize,
        max_nodes: usize,
        max_depth: usize,
        max_attributes: usize,
        test_ids: Option<Vec<String>>,
    ) -> Self {
        let test_ids = test_ids.unwrap_or_else(|| TestIds::default().names().map(str::to_owned).collect());
        Self { max_bytes, max_nodes, max_depth, max_attributes, test_ids }
    }
}

impl From<PyLimits> for Limits {
    fn from(given: PyLimits) -> Self {
        let PyLimits { max_bytes, max_nodes, max_depth, max_attributes, .. } = given;
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

/// Fingerprints of pages and the drift between them.
#[pymodule]
mod _drift_core {
    #[pymodule_export]
    use super::{
        DriftCoreError, IncompatibleFingerprintError, InvalidFingerprintError, InvalidPageError,
        PageTooLargeError, PyLimits,
    };

    #[pymodule_export]
    use super::discovery::{PyDescription, PyDiscovery};

    #[pymodule_export]
    use super::drift::{
        PyChange, PyDrift, PyInfo, compare, compare_neighbourhood, explain_capture, explain_html,
        fingerprint_capture, fingerprint_dom_snapshot, fingerprint_html, inspect, neighbourhood_capture,
        neighbourhood_html,
    };

    #[pymodule_export]
    use super::healing::{
        PyHealing, PyPage, PyPair, PySelector, PySettings, heal, heal_html, prepare_capture, prepare_html,
        prepare_pair,
    };

    #[pymodule_export]
    use super::parts::{PyKey, PyRecord};

    #[pymodule_export]
    const DRIFT_THRESHOLD: f64 = crate::DRIFT_THRESHOLD;
}
