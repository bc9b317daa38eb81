//! From bytes to a page, whatever they come as.

use super::{Page, TestIds};
use crate::captures::{parse_capture, parse_dom_snapshot};
use crate::error::Result;
use crate::html::parse_html;
use crate::limits::Limits;
use crate::tree::Detail;

impl Page {
    /// Parse HTML and compute what identifies its elements.
    ///
    /// # Errors
    /// As [`parse_html`].
    pub fn from_html(html: &[u8], limits: &Limits, test_ids: &TestIds) -> Result<Self> {
        Ok(Self::with_test_ids(parse_html(html, limits, Detail::Full)?, test_ids))
    }

    /// Read the arrays of the capture script and compute what identifies the elements in them.
    ///
    /// # Errors
    /// As [`parse_capture`].
    pub fn from_capture(capture: &[u8], limits: &Limits, test_ids: &TestIds) -> Result<Self> {
        Ok(Self::with_test_ids(parse_capture(capture, limits, Detail::Full)?, test_ids))
    }

    /// Read a snapshot of the DevTools protocol and compute what identifies the elements in it.
    ///
    /// # Errors
    /// As [`parse_dom_snapshot`].
    pub fn from_dom_snapshot(snapshot: &[u8], limits: &Limits, test_ids: &TestIds) -> Result<Self> {
        Ok(Self::with_test_ids(parse_dom_snapshot(snapshot, limits, Detail::Full)?, test_ids))
    }
}
