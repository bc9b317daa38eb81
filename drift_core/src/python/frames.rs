//! Frames that a page holds, and the page as it can be kept.

use super::page::{PyPage, find};
use super::run;
use crate::xpath::path_of;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// A frame that a page shows.
#[pyclass(module = "pacts_daemon._drift_core", name = "Frame", frozen, eq, get_all)]
#[derive(PartialEq)]
pub(super) struct PyFrame {
    xpath: String,
    name: String,
    address: String,
    is_open: bool,
}

#[pymethods]
impl PyPage {
    #[getter]
    fn url(&self) -> &str {
        self.0.tree().url()
    }

    fn frames(&self, py: Python) -> PyResult<Vec<PyFrame>> {
        run(py, || {
            let tree = self.0.tree();
            let of = |frame: crate::Frame| {
                let crate::Frame { element, name, address, is_open } = frame;
                PyFrame { xpath: path_of(tree, element), name, address, is_open }
            };
            Ok(tree.frames().into_iter().map(of).collect())
        })
    }

    fn frame(&self, py: Python, xpath: &str) -> PyResult<Option<Self>> {
        run(py, || Ok(self.0.frame(find(&self.0, xpath)?).map(Self)))
    }

    fn alone(&self, py: Python) -> PyResult<Option<Self>> {
        run(py, || Ok(self.0.alone().map(Self)))
    }

    fn capture<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyBytes>>> {
        let written = run(py, || Ok(crate::write_capture(self.0.tree())))?;
        Ok(written.map(|text| PyBytes::new(py, text.as_bytes())))
    }
}
