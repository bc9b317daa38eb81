use super::super::RecordKind::{Article, Box, Fieldset, Item};
use super::*;

#[test]
fn box_that_repeats_is_a_record_without_any_role() {
    let row = |name: &str| {
        format!("<div class=r><div>{name}</div><div>Active</div><div><button>Delete</button></div></div>")
    };
    let page = page(&format!("<main>{}{}{}</main>", row("Alice"), row("Bob"), row("Carol")));
    assert_eq!(keys_of_all(&page, Box), ["Alice", "Bob", "Carol"]);
    assert_eq!(ordinals(&page, Box), [1, 2, 3]);
}

#[test]
fn box_of_a_card_is_called_by_its_heading() {
    let card = |name: &str, badge: &str| {
        format!(
            "<div class='col card'><img alt=''>{badge}<h3>{name}</h3><p>Made by hand</p><button>Add to cart</button></div>"
        )
    };
    let page = page(&format!(
        "<div>{}{}{}</div>",
        card("Green mug", ""),
        card("Blue mug", "<span class=badge>New</span>"),
        card("Red mug", "")
    ));
    assert_eq!(keys_of_all(&page, Box), ["Green mug", "Blue mug", "Red mug"]);
}

#[test]
fn box_of_numbered_classes_is_one_kind() {
    let row =
        |n: u32, name: &str| format!("<div class='item item-{n}'><b>{name}</b><button>Open</button></div>");
    let page = page(&format!("<div>{}{}</div>", row(101, "Letter from A."), row(102, "Letter from B.")));
    assert_eq!(ordinals(&page, Box), [1, 2]);
}

#[test]
fn box_of_another_shape_is_no_sibling() {
    let page = page(
        "<div><section><h2>Invoices</h2><table><tr><td>a<td>b</table></section>
         <section><h2>Profile</h2><form><label>Name <input></label><button x>Save</button></form></section></div>",
    );
    assert!(page.record(marked(&page)).is_none());
}

#[test]
fn box_of_a_label_and_its_field_is_a_field_and_no_record() {
    let field = |id: &str, mark: &str| {
        format!("<div class=field><label for={id}>{id}</label><input id={id} {mark}></div>")
    };
    let page = page(&format!("<form>{}{}</form>", field("Name", "x"), field("Mail", "")));
    assert!(page.record(marked(&page)).is_none());
}

#[test]
fn box_with_a_text_beside_a_nameless_field_is_called_by_it() {
    let field = |name: &str, mark: &str| format!("<div class=t><b>{name}</b><input {mark}></div>");
    assert_eq!(key_of(&format!("<div>{}{}</div>", field("Street", ""), field("City", "x"))), "City");
}

#[test]
fn box_of_a_virtual_list_is_a_record_though_its_rows_are_placed_one_by_one() {
    let row = |n: u32| {
        format!(
            "<div style='position:absolute;transform:translateY({}px)'><div class=cell>Ticket {n} of Mia</div><div class=cell><button>Take</button></div></div>",
            n * 30
        )
    };
    let rows: String = (40..44).map(row).collect();
    let page = page(&format!("<div class=viewport><div style='height:9000px'>{rows}</div></div>"));
    assert_eq!(keys_of_all(&page, Box)[..2], ["Ticket 40 of Mia", "Ticket 41 of Mia"]);
}

#[test]
fn box_that_is_one_link_is_called_by_what_it_holds() {
    let card = |name: &str, mark: &str| {
        format!("<a href='/p/{name}'><h3 {mark}>{name}</h3><p>In stock, sent today</p></a>")
    };
    assert_eq!(key_of(&format!("<div>{}{}</div>", card("Lamp", ""), card("Chair", "x"))), "Chair");
}

#[test]
fn box_of_custom_elements_is_a_record() {
    let user =
        |name: &str| format!("<app-user><div><span>{name}</span><button>Block</button></div></app-user>");
    let page = page(&format!("<app-users>{}{}</app-users>", user("Ada"), user("Ben")));
    assert_eq!(keys_of_all(&page, Box), ["Ada", "Ben"]);
}

#[test]
fn item_of_a_list_is_called_by_its_link() {
    let item = |name: &str, mark: &str| {
        format!("<li><img alt=''><a href='/u/{name}'>{name}</a> <button {mark}>Remove</button></li>")
    };
    assert_eq!(key_of(&format!("<ul>{}{}</ul>", item("Ada", ""), item("Ben", "x"))), "Ben");
}

#[test]
fn item_by_role_is_one() {
    let page = page(
        "<div role=list><div role=listitem><span>Milk</span><button>Remove</button></div><div role=listitem><span>Eggs</span><button>Remove</button></div></div>",
    );
    assert_eq!(keys_of_all(&page, Item), ["Milk", "Eggs"]);
}

#[test]
fn item_of_a_tree_knows_the_one_around_it() {
    let page = page(
        "<ul role=tree><li role=treeitem><span>src</span><ul role=group>
         <li role=treeitem><span>main.rs</span><button x>Rename</button></li><li role=treeitem><span>lib.rs</span></li></ul></li>
         <li role=treeitem><span>docs</span></li></ul>",
    );
    let chain: Vec<String> =
        page.records().chain(marked(&page)).map(|record| page.keys(record)[0].text.clone()).collect();
    assert_eq!(chain, ["main.rs", "src"]);
}

#[test]
fn option_of_a_select_belongs_to_the_row_around() {
    let row = |name: &str, mark: &str| {
        format!("<tr><td>{name}<td><select><option>Admin<option {mark}>User</select>")
    };
    assert_eq!(key_of(&format!("<table>{}{}</table>", row("Ada", ""), row("Ben", "x"))), "Ben");
}

#[test]
fn article_is_called_by_its_heading() {
    let mail = |n: u32| {
        format!(
            "<article class=mail><h2>Letter {n}</h2><p class=by>from b</p><button>Open</button></article>"
        )
    };
    let page = page(&format!("<main>{}{}</main>", mail(0), mail(1)));
    assert_eq!(keys_of_all(&page, Article), ["Letter 0", "Letter 1"]);
}

#[test]
fn article_in_a_wrapper_of_its_own_has_the_others_for_siblings() {
    let card =
        |name: &str| format!("<div class=col><article><h3>{name}</h3><button>Buy</button></article></div>");
    let page = page(&format!("<div class=row>{}{}</div>", card("Lamp"), card("Chair")));
    assert_eq!(ordinals(&page, Article), [1, 2]);
    assert!(ordinals(&page, Box).is_empty());
}

#[test]
fn article_that_fills_an_item_is_the_item() {
    let page = page(
        "<ul><li><article><h3>Lamp</h3><button x>Buy</button></article><li><article><h3>Chair</h3><button>Buy</button></article></ul>",
    );
    let record = page.record(marked(&page)).unwrap();
    assert_eq!((record.kind, record.ordinal, record.siblings), (Item, 1, 2));
}

#[test]
fn article_that_is_the_page_is_no_record() {
    let page = page(
        "<main><article><h1>News of today</h1><p>Long text.</p><button x>Share</button></article></main>",
    );
    assert!(page.record(marked(&page)).is_none());
}

#[test]
fn fieldset_that_repeats_is_called_by_its_legend() {
    let group =
        |name: &str| format!("<fieldset><legend>{name}</legend><label>First name <input></label></fieldset>");
    let page = page(&format!("<form>{}{}</form>", group("Adult"), group("Child")));
    assert_eq!(keys_of_all(&page, Fieldset), ["Adult", "Child"]);
}

#[test]
fn fieldset_that_stands_once_is_no_record() {
    let page =
        page("<form><fieldset><legend>Address</legend><label>Street <input x></label></fieldset></form>");
    assert!(page.record(marked(&page)).is_none());
}

#[test]
fn group_by_role_is_called_by_its_label() {
    let group = |name: &str, mark: &str| {
        format!("<div role=group aria-label='{name}'><input><button {mark}>Clear</button></div>")
    };
    assert_eq!(
        key_of(&format!("<form>{}{}</form>", group("Billing", ""), group("Shipping", "x"))),
        "Shipping"
    );
}

#[test]
fn chain_of_nested_cards_ends_with_the_outermost() {
    let member =
        |name: &str, mark: &str| format!("<li><span>{name}</span><button {mark}>Remove</button></li>");
    let team = |name: &str, members: &str| format!("<div class=card><h3>{name}</h3><ul>{members}</ul></div>");
    let page = page(&format!(
        "<div>{}{}</div>",
        team("North", &(member("Ada", "") + &member("Ben", ""))),
        team("South", &member("Ada", "x"))
    ));
    let chain: Vec<(String, u32)> = page
        .records()
        .chain(marked(&page))
        .map(|record| (page.keys(record)[0].text.clone(), record.ordinal))
        .collect();
    assert_eq!(chain, [("Ada".into(), 1), ("South".into(), 2)]);
}
