//! Numbers that lead to the pages of a list: "page 3" for the 3 among other numbers.

use super::{Extra, Via};
use crate::discover::kinds;
use crate::discover::words::Grade;
use crate::page::Page;
use crate::tree::NodeId;

/// Numbers that stand together in a pager, at least.
const MIN_NUMBERS: usize = 2;
/// Nodes between one number and the next.
const MAX_APART: NodeId = 12;

pub(super) fn pagers(page: &Page, out: &mut Vec<Extra>) {
    let is_number = |id: NodeId| {
        let text = page.tree.own_text(id);
        (text.len() < 5 && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
    };
    let controls = (0..page.len()).filter(|&id| kinds::is_control(page, id) && !page.of(id).unseen);
    let numbers: Vec<(NodeId, &str)> = controls.filter_map(|id| Some((id, is_number(id)?))).collect();
    for pager in numbers.chunk_by(|one, next| next.0 - one.0 <= MAX_APART && rises(one.1, next.1)) {
        if pager.len() >= MIN_NUMBERS {
            out.extend(pager.iter().map(|&(id, number)| Extra {
                id,
                via: Via::Beside,
                grade: Grade::Exact,
                text: format!("page {number}"),
            }));
        }
    }
}

/// Pagers leave pages out, but go up.
fn rises(one: &str, next: &str) -> bool {
    one.parse::<u32>().ok() < next.parse::<u32>().ok()
}
