//! The rules of reading what a browser reports.

mod capture;
mod json;
