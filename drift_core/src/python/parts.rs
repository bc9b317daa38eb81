//! The records of a page: its repeated parts.

use super::enums::Member;
use super::page::{PyPage, find};
use super::run;
use crate::xpath::path_of;
use crate::{KeySource, Page, Record, RecordKind};
use pyo3::prelude::*;

/// A repeated part of a page.
#[pyclass(module = "pacts_daemon._drift_core", name = "Record", frozen, eq, get_all)]
#[derive(PartialEq)]
pub(super) struct PyRecord {
    xpath: String,
    kind: Member<RecordKind>,
    ordinal: u32,
    siblings: u32,
    keys: Vec<PyKey>,
}

/// What people call a record by.
#[pyclass(module = "pacts_daemon._drift_core", name = "RecordKey", frozen, eq, get_all)]
#[derive(Clone, PartialEq)]
pub(super) struct PyKey {
    text: String,
    source: Member<KeySource>,
    unique: bool,
}

impl PyRecord {
    fn of(page: &Page, record: &Record) -> Self {
        let key = |key: &crate::Key| PyKey {
            text: key.text.clone(),
            source: Member(key.source),
            unique: key.is_unique,
        };
        Self {
            xpath: path_of(page.tree(), record.node),
            kind: Member(record.kind),
            ordinal: record.ordinal,
            siblings: record.siblings,
            keys: page.keys(record).iter().map(key).collect(),
        }
    }
}

#[pymethods]
impl PyPage {
    fn records(&self, py: Python, xpath: &str) -> PyResult<Vec<PyRecord>> {
        run(py, || {
            let around = self.0.records().chain(find(&self.0, xpath)?);
            Ok(around.map(|record| PyRecord::of(&self.0, record)).collect())
        })
    }
}
