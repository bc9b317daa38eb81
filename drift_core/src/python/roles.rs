//! What a role means to people.

use pyo3::prelude::*;

#[pyfunction]
pub(super) fn is_interactive(role: &str) -> bool {
    crate::is_interactive(role)
}

#[pyfunction]
pub(super) fn role_family(role: &str) -> &str {
    crate::role_family(role)
}
