//! Stored selectors, evaluated on prepared pages.

use super::healing::PyPage;
use super::run;
use crate::Strategy;
use pyo3::prelude::*;

#[pymethods]
impl PyPage {
    #[pyo3(signature = (strategy, value, role="", attribute=""))]
    fn select(
        &self,
        py: Python,
        strategy: &str,
        value: &str,
        role: &str,
        attribute: &str,
    ) -> PyResult<Option<Vec<String>>> {
        let Some(strategy) = Strategy::of(strategy) else { return Ok(None) };
        run(py, || Ok(crate::select(&self.0, strategy, value, role, attribute)))
    }
}
