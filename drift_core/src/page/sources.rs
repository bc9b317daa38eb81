//! From bytes to a page, whatever they come as.

use super::{Page, TestIds};
use crate::captures::{parse_capture, parse_dom_snapshot};
use crate::error::Result;
use crate::html::parse_html;
use crate::limits::Limits;
use crate::tree::Detail;

/// Bytes that take longer to read than a thread takes to start.
const WORTH_A_THREAD: usize = 32 << 10;

impl Page {
    /// Parse HTML and compute what identifies its elements.
    ///
    /// # Errors
    /// As [`parse_html`].
    pub fn from_html(html: &[u8], limits: &Limits, test_ids: &TestIds) -> Result<Self> {
        Ok(Self::with_test_ids(parse_html(html, limits, Detail::Full)?, test_ids))
    }

    /// Parse two pages of HTML that are to be laid over each other, in two threads where it is worth it.
    ///
    /// # Errors
    /// As [`parse_html`].
    pub fn both_from_html(
        old: &[u8],
        new: &[u8],
        limits: &Limits,
        test_ids: &TestIds,
    ) -> Result<(Self, Self)> {
        let read = |html| Self::from_html(html, limits, test_ids);
        if old.len().min(new.len()) < WORTH_A_THREAD {
            return Ok((read(old)?, read(new)?));
        }
        // No two elements are paired without a look at their records, so each thread finds those of its page.
        let read = |html| read(html).inspect(|page| _ = page.records());
        std::thread::scope(|scope| {
            let other = scope.spawn(|| read(old));
            let new = read(new);
            let old = other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            Ok((old?, new?))
        })
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
