//! The rules of reading what a browser reports.

mod capture;
mod dom_snapshot;
mod json;
mod strings;
