use super::super::RecordKind::{Pair, Row};
use super::*;

#[test]
fn row_of_a_table_with_row_headers_is_called_by_them() {
    let page = page(
        "<table><thead><tr><th>Name<th>City<th></thead><tbody>
         <tr><th scope=row>Alice<td>Bergen<td><button>Delete</button>
         <tr><th scope=row>Bob<td>Oslo<td><button>Delete</button></table>",
    );
    assert_eq!(keys_of_all(&page, Row), ["Alice", "Bob"]);
    assert_eq!(ordinals(&page, Row), [1, 2]);
}

#[test]
fn row_of_a_header_without_thead_and_scope_is_no_data() {
    let page = page(&format!("<table><tr><th>Name<th>State<th></tr>{}</table>", rows_of(&["Mug", "Cup"])));
    assert_eq!(ordinals(&page, Row), [1, 2]);
    assert_eq!(keys_of_all(&page, Row), ["Mug", "Cup"]);
}

#[test]
fn row_of_a_header_with_an_empty_corner_is_no_data() {
    let page = page("<table><tr><td><th>Mon<th>Tue<tr><th>Ada<td>x<td>y<tr><th>Ben<td>z<td>w</table>");
    assert_eq!(ordinals(&page, Row), [1, 2]);
}

#[test]
fn row_of_a_header_made_of_bold_cells_is_no_data() {
    let page =
        page(&format!("<table><tr><td><b>Item</b><td><b>State</b><td>{}</table>", rows_of(&["Mug", "Cup"])));
    assert_eq!(ordinals(&page, Row), [0, 1, 2]);
}

#[test]
fn row_of_a_table_without_header_is_data_from_the_first() {
    let page = page(&format!("<table>{}</table>", rows_of(&["Alice Berg", "Bob Dahl", "Carol Eng"])));
    assert_eq!(ordinals(&page, Row), [1, 2, 3]);
    assert_eq!(keys_of_all(&page, Row), ["Alice Berg", "Bob Dahl", "Carol Eng"]);
}

#[test]
fn row_that_names_the_rows_below_is_no_data_and_tells_its_own_controls() {
    let group = |name: &str| format!("<tr><td colspan=3>{name} <button>Collapse</button></td></tr>");
    let body = format!(
        "<table>{}{}{}{}</table>",
        group("Team North"),
        rows_of(&["Alice", "Bob"]),
        group("Team South"),
        rows_of(&["Carol"])
    );
    let page = page(&body);
    assert_eq!(ordinals(&page, Row), [0, 1, 2, 0, 3]);
    assert_eq!(keys_of_all(&page, Row), ["Team North", "Alice", "Bob", "Team South", "Carol"]);
}

#[test]
fn row_of_sums_is_no_data() {
    let page = page(&format!(
        "<table><tbody>{}</tbody><tfoot><tr><td>Sum<td>2<td></tfoot></table>",
        rows_of(&["Alice", "Bob"])
    ));
    assert_eq!(ordinals(&page, Row), [1, 2, 0]);
}

#[test]
fn row_that_repeats_the_header_further_down_is_no_data() {
    let header = "<tr><th>Name</th><th>State</th><th></th></tr>";
    let again = "<tr class=sticky><td>Name</td><td>State</td><td></td></tr>";
    let page = page(&format!("<table>{header}{}{again}{}</table>", rows_of(&["Alice"]), rows_of(&["Bob"])));
    assert_eq!(ordinals(&page, Row), [1, 0, 2]);
}

#[test]
fn row_that_is_a_sticky_copy_is_no_data() {
    let page = page(&format!(
        "<table><tbody aria-hidden=true>{}</tbody><tbody>{}</tbody></table>",
        rows_of(&["Alice"]),
        rows_of(&["Alice", "Bob"])
    ));
    assert_eq!(ordinals(&page, Row), [0, 1, 2]);
}

#[test]
fn row_in_several_bodies_is_counted_through() {
    let page = page(&format!(
        "<table><tbody>{}</tbody><tbody>{}</tbody></table>",
        rows_of(&["A1", "A2"]),
        rows_of(&["A3"])
    ));
    assert_eq!(ordinals(&page, Row), [1, 2, 3]);
}

#[test]
fn row_of_a_grid_of_plain_boxes_is_one_by_its_role() {
    let row = |name: &str| {
        format!(
            "<div role=row><div role=gridcell>{name}</div><div role=gridcell><button>Run</button></div></div>"
        )
    };
    let page = page(&format!(
        "<div role=grid><div role=rowgroup><div role=row><div role=columnheader>Job</div><div role=columnheader></div></div></div>
         <div role=rowgroup>{}{}</div></div>",
        row("Job 3"),
        row("Job 4")
    ));
    assert_eq!(keys_of_all(&page, Row), ["Job 3", "Job 4"]);
    assert_eq!(ordinals(&page, Row), [1, 2]);
}

#[test]
fn row_of_a_grid_with_fixed_columns_is_one_record_in_parts() {
    let row = |index: u32, cells: &str| format!("<div role=row aria-rowindex={index}>{cells}</div>");
    let name = |name: &str| format!("<div role=gridcell>{name}</div>");
    let act = "<div role=gridcell><button>Delete</button></div>";
    let page = page(&format!(
        "<div role=grid><div role=rowgroup>{}{}</div><div role=rowgroup>{}{}</div></div>",
        row(2, &name("Alice")),
        row(3, &name("Bob")),
        row(2, act),
        row(3, act)
    ));
    assert_eq!(keys_of_all(&page, Row), ["Alice", "Bob", "Alice", "Bob"]);
    assert_eq!(ordinals(&page, Row), [1, 2, 1, 2]);
}

#[test]
fn row_that_stands_alone_is_a_record() {
    let page = page("<table><tr><th>Name<th></tr><tr><td>Bob<td><button x>Delete</button></table>");
    let record = page.record(marked(&page)).unwrap();
    assert_eq!((record.ordinal, record.siblings), (1, 1));
    assert_eq!(page.keys(record)[0].text, "Bob");
}

#[test]
fn row_of_a_table_for_layout_is_no_record() {
    let page = page(
        "<table><tr><td>Menu<td><table><tr><td>Alice<td><button x>Delete</button></table></table>
         <table role=presentation><tr><td>a<td>b</table>",
    );
    assert_eq!(page.records().all().len(), 1);
    assert_eq!(page.keys(page.record(marked(&page)).unwrap())[0].text, "Alice");
}

#[test]
fn row_of_checkboxes_only_has_no_key() {
    let row = "<tr><td><input type=checkbox><td><input type=checkbox x>";
    assert_eq!(key_of(&format!("<table>{row}{row}</table>")), "");
}

#[test]
fn row_hidden_by_a_filter_is_not_counted() {
    let body = "<table><tr hidden><td>Alice<td>a1</tr><tr><td>Bob<td>b1</tr><tr><td>Carol<td>c1</table>";
    assert_eq!(ordinals(&page(body), Row), [0, 1, 2]);
}

#[test]
fn pair_is_a_term_with_its_definitions() {
    let page = page(
        "<dl><dt>Mail<dd>a@b.c<dd><button x>Change</button><dt>Phone<dd>555<dd><button>Change</button></dl>",
    );
    let record = page.record(marked(&page)).unwrap();
    assert_eq!((record.kind, record.ordinal, record.siblings), (Pair, 1, 2));
    assert_eq!(keys_of_all(&page, Pair), ["Mail", "Phone"]);
}

#[test]
fn pair_in_a_box_is_that_box() {
    let page = page(
        "<dl><div><dt>Mail<dd>a@b.c <button>Change</button></div>
         <div><dt>Phone<dd>555 <button x>Change</button></div></dl>",
    );
    let record = page.record(marked(&page)).unwrap();
    assert_eq!((record.kind, page.tree.tag(record.node), record.ordinal), (Pair, "div", 2));
    assert_eq!(page.keys(record)[0].text, "Phone");
}
