//! How large a page may be, and which of its attributes are there for tests.

use crate::{Limits, TestIds};
use pyo3::prelude::*;

/// How large a page may be.
#[pyclass(module = "pacts_daemon._drift_core", name = "Limits", frozen, eq, get_all, from_py_object)]
#[derive(Clone, Copy, PartialEq)]
pub(super) struct PyLimits {
    max_bytes: usize,
    max_nodes: usize,
    max_depth: usize,
    max_attributes: usize,
}

pub(super) type Given = Option<PyLimits>;

#[pymethods]
impl PyLimits {
    #[new]
    #[pyo3(signature = (max_bytes=33_554_432, max_nodes=500_000, max_depth=1024, max_attributes=1024))]
    fn new(max_bytes: usize, max_nodes: usize, max_depth: usize, max_attributes: usize) -> Self {
        Self { max_bytes, max_nodes, max_depth, max_attributes }
    }
}

pub(super) fn limits_of(given: Given) -> Limits {
    given.map_or_else(Limits::default, |given| {
        let PyLimits { max_bytes, max_nodes, max_depth, max_attributes } = given;
        Limits { max_bytes, max_nodes, max_depth, max_attributes }
    })
}

pub(super) fn test_ids_of(given: Option<Vec<String>>) -> TestIds {
    given.map_or_else(TestIds::default, TestIds::new)
}
