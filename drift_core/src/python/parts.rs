//! The records of a page, and how its elements are called in sentences.

use super::healing::PyPage;
use super::run;
use crate::xpath::path_of;
use crate::{Error, Page, Record, Result};
use pyo3::prelude::*;

/// A repeated part of a page.
#[pyclass(module = "pacts_daemon._drift_core", name = "Record", frozen, eq, get_all)]
#[derive(PartialEq)]
pub(super) struct PyRecord {
    xpath: String,
    kind: &'static str,
    ordinal: u32,
    siblings: u32,
    keys: Vec<PyKey>,
}

/// What people call a record by.
#[pyclass(module = "pacts_daemon._drift_core", name = "RecordKey", frozen, eq, get_all)]
#[derive(Clone, PartialEq)]
pub(super) struct PyKey {
    text: String,
    source: &'static str,
    unique: bool,
}

impl PyRecord {
    fn of(page: &Page, record: &Record) -> Self {
        let key = |key: &crate::Key| PyKey {
            text: key.text.clone(),
            source: key.source.name(),
            unique: key.is_unique,
        };
        Self {
            xpath: path_of(page.tree(), record.node),
            kind: record.kind.name(),
            ordinal: record.ordinal,
            siblings: record.siblings,
            keys: page.keys(record).iter().map(key).collect(),
        }
    }
}

fn find(page: &Page, xpath: &str) -> Result<crate::NodeId> {
    crate::xpath::find(page.tree(), xpath).ok_or_else(|| Error::NoSuchElement(xpath.into()))
}

#[pymethods]
impl PyPage {
    fn brief(&self, py: Python, xpath: &str) -> PyResult<String> {
        run(py, || Ok(crate::brief(&self.0, find(&self.0, xpath)?)))
    }

    fn records(&self, py: Python, xpath: &str) -> PyResult<Vec<PyRecord>> {
        run(py, || {
            let around = self.0.records().chain(find(&self.0, xpath)?);
            Ok(around.map(|record| PyRecord::of(&self.0, record)).collect())
        })
    }
}
