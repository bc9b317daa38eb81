//! The Python module: bytes in, small values out. Nothing is decided here.

mod discovery;
mod drift;
mod enums;
mod frames;
mod hiding;
mod limits;
mod page;
mod pair;
mod parts;
mod roles;

use crate::Error;
use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
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

/// Fingerprints of pages and the drift between them, and elements found in pages.
#[pymodule]
mod _drift_core {
    use pyo3::prelude::*;

    #[pymodule_export]
    use super::{
        DriftCoreError, IncompatibleFingerprintError, InvalidFingerprintError, InvalidPageError,
        PageTooLargeError,
    };

    #[pymodule_export]
    use super::limits::PyLimits;

    #[pymodule_export]
    use super::page::{PyPage, PySelector};

    #[pymodule_export]
    use super::pair::{PyHealing, PyPair, PySettings};

    #[pymodule_export]
    use super::discovery::{PyDescription, PyDiscovery};

    #[pymodule_export]
    use super::frames::PyFrame;

    #[pymodule_export]
    use super::hiding::{PyRevealer, PyState};

    #[pymodule_export]
    use super::parts::{PyKey, PyRecord};

    #[pymodule_export]
    use super::drift::{
        PyChange, PyDrift, PyInfo, compare, compare_neighbourhood, fingerprint_capture,
        fingerprint_dom_snapshot, fingerprint_html, inspect,
    };

    #[pymodule_export]
    use super::roles::{is_interactive, role_family};

    #[pymodule_export]
    const DRIFT_THRESHOLD: f64 = crate::DRIFT_THRESHOLD;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        super::enums::add_to(module)
    }
}
