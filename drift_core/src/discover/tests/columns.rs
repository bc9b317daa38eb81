//! What a cell is called in its record: by the header of its column. And which row, box and part of a page with a
//! menu of tables beside its own one is meant.

use super::{ask, assert_finds};
use crate::discover::{Action, Discovered, Request};
use crate::testing::{marked, page};
use crate::xpath::path_of;

const ORDERS: &str = "<nav class=side><table><tr><th><a href=/c>Customers</a><td><a href=/c/add>Add</a></tr>
    <tr><th><a href=/o>Orders</a><td><a href=/o/add>Add</a></tr></table></nav>
    <div class=breadcrumbs><a href=/>Home</a> <a x=crumb href=/c>Customers</a></div>
    <h2>Filter</h2><h3>By status</h3><ul><li><a>All</a><li><a x=paid>Paid</a></ul>
    <h3>By express delivery</h3><ul><li><a x=all>All</a><li><a x=yes>Yes</a></ul>
    <table><thead><tr><th><input type=checkbox><th><a href=?o=1>Number</a><th><a href=?o=2>Total</a><th>Paid
    <th>Express delivery</thead><tbody>
    <tr x=first><td><input type=checkbox x=box1><th><a href=/1>A-1</a><td x=total1>30.00<td><img x=yes1 alt=True>
    <td><input type=checkbox x=express1></tr>
    <tr x=second><td><input type=checkbox x=box2><th><a href=/2>A-2</a><td x=total2>20.00<td><img x=yes2 alt=False>
    <td><input type=checkbox x=express2></tr></tbody></table>
    <p class=paginator>1 <a x=two href=?p=1>2</a> <a href=?all=>Show all</a> 2 orders</p>";

#[track_caller]
fn assert_means(element: &str, scope: &str, action: Action, mark: &str) {
    let page = page(ORDERS);
    let found = crate::discover::discover(&page, &Request { element, scope, action, ..Request::default() });
    let expected = path_of(page.tree(), marked(page.tree(), mark));
    assert_eq!(found.xpath, Some(expected), "{element} in {scope}: {}", found.reason);
}

#[test]
fn cell_is_called_by_its_column_in_its_record() {
    for (element, scope, mark) in [
        ("Total in row of A-1", "", "total1"),
        ("Total", "row of A-2", "total2"),
        ("total", "A-2", "total2"),
        ("Total in the second row", "", "total2"),
        ("Paid icon", "row of A-2", "yes2"),
        ("Express delivery checkbox", "row of A-1", "express1"),
    ] {
        assert_means(element, scope, Action::Read, mark);
    }
}

#[test]
fn cell_is_not_called_by_its_column_alone_nor_by_that_of_another_record() {
    for (element, scope) in [("Total", "row of A-3"), ("Discount", "row of A-1")] {
        let asked = Request { element, scope, action: Action::Read, ..Request::default() };
        assert_eq!(ask(ORDERS, &asked).outcome, Discovered::Absent, "{element} in {scope}");
    }
    let header = ask(ORDERS, &Request { element: "Total", action: Action::Read, ..Request::default() });
    assert!(header.xpath.is_some_and(|path| path.contains("thead")), "{}", header.reason);
    let clicked =
        Request { element: "Total", scope: "row of A-1", action: Action::Click, ..Request::default() };
    assert_eq!(ask(ORDERS, &clicked).outcome, Discovered::Absent);
}

#[test]
fn row_by_its_number_is_one_of_data_and_of_no_menu() {
    for (element, mark) in [("first row", "first"), ("row 2", "second"), ("last row", "second")] {
        assert_means(element, "", Action::Read, mark);
    }
}

#[test]
fn selectors_of_a_counted_row_count_rows_of_data() {
    let orders =
        "<table><thead><tr><th>Number</thead><tbody><tr><td>A-1</tr><tr><td>A-2</tr></tbody></table>";
    let found = ask(orders, &Request { element: "first row", ..Request::default() });
    let values: Vec<&str> = found.selectors.iter().map(|one| one.value.as_str()).collect();
    assert!(values.iter().any(|value| value.contains("//tr[td]")), "{values:?}");
}

#[test]
fn box_of_a_row_is_the_one_that_the_row_begins_with() {
    for element in ["checkbox", "box"] {
        assert_means(element, "row of A-2", Action::Check, "box2");
    }
    let between = "<table><tr><td>Tea<td><input type=checkbox><td><input type=checkbox></tr>
        <tr><td>Rum<td><input type=checkbox><td><input type=checkbox></tr></table>";
    let asked =
        Request { element: "checkbox", scope: "row of Tea", action: Action::Check, ..Request::default() };
    assert!(ask(between, &asked).xpath.is_none());
}

#[test]
fn breadcrumbs_pagers_and_filters_are_parts_of_a_page() {
    for (element, scope, mark) in [
        ("Customers", "breadcrumbs", "crumb"),
        ("Customers", "breadcrumb", "crumb"),
        ("2", "pagination", "two"),
        ("2", "pager", "two"),
        ("Paid", "By status filter", "paid"),
        ("All", "By express delivery filter", "all"),
        ("Yes", "filter", "yes"),
    ] {
        assert_means(element, scope, Action::Click, mark);
    }
}

#[test]
fn navigation_is_breadcrumbs_where_no_class_says_what_is() {
    let page =
        "<nav aria-label=Breadcrumbs><a x=a href=/c>Customers</a></nav><nav><a href=/c>Customers</a></nav>";
    assert_finds(page, "Customers", "breadcrumbs");
    let both = "<nav class=breadcrumbs aria-label=Breadcrumb><a x=a href=/c>Customers</a></nav><nav><a href=/c>Customers</a></nav>";
    assert_finds(both, "Customers", "breadcrumb");
}
