//! Which control a name means: labels, twins, values, parts.

use super::*;

#[test]
fn coded_name_that_the_label_contradicts_is_refused() {
    check(&[
        (FILL, "First name", "<label for=first_name>Last name</label><input id=first_name>"),
        (FILL, "email", "<label>Backup email<input name=email></label><label>B<input></label>"),
        (FILL, "phone", "<label>Fax<input id=phone></label><label>B<input></label>"),
        (CLICK, "delete", "<button id=delete>Archive</button>"),
        (FILL, "email", "<label>Your e-mail<input name=email x></label><label>B<input></label>"),
        (FILL, "pwd", "<label>Password<input name=pwd x></label><label>B<input></label>"),
        (FILL, "first_name", "<label>Vorname<input name=first_name x></label><label>B<input></label>"),
        (FILL, "Zip code", "<input id=zip-code x><input>"),
    ]);
}

#[test]
fn label_of_an_id_that_several_have_means_the_one_in_its_box() {
    let box_of = |name: &str, mark: &str| {
        format!("<div class=card><h3>{name}</h3><label for=f>Product</label><input id=f {mark}></div>")
    };
    let html = box_of("Billing", "") + &box_of("Shipping", "x");
    check(&[
        (FILL, "Product under Shipping", &html),
        (FILL, "second Product field", &html),
        (FILL, "Product in the Shipping card", &html),
    ]);
    assert_eq!(ask(&html, "Product", FILL).0.equals.len(), 2);
}

#[test]
fn enabled_twin_is_taken_before_the_disabled_one() {
    check(&[
        (CLICK, "Send", "<button disabled>Send</button><button x>Send</button>"),
        (CLICK, "2", "<div role=option tabindex=-1 x>2</div><div role=option aria-disabled=true>2</div>"),
        (CLICK, "Send", "<button>Send</button><button>Send</button><button disabled>Send</button>"),
        (CLICK, "Send", "<button disabled x>Send</button>"),
    ]);
}

#[test]
fn what_is_set_and_not_typed_is_filled_too() {
    check(&[
        (FILL, "Volume", "<label>Volume <input type=range x></label>"),
        (FILL, "volume slider", "<label>Volume <input type=range x></label><label>Name <input></label>"),
        (FILL, "Photo", "<label>Photo <input type=file x></label>"),
        (FILL, "Photo", "<button>Photo</button><img alt=Photo>"),
    ]);
}

#[test]
fn value_is_read_by_its_term() {
    check(&[
        (READ, "Status", "<dl><dt>Order<dd>7<dt>Status<dd x>Paid</dl>"),
        (READ, "Total", "<p>Total: <strong x>$41</strong></p>"),
        (READ, "Status", "<table><tr><th>Owner<td>Ann<tr><th>Status<td x>Open</table>"),
        (READ, "order number", "<dl><dt>Order no.<dd x>8812</dl>"),
        (READ, "Status", "<h2 x>Status</h2><p>All well</p>"),
        (CLICK, "Status", "<dl><dt>Status<dd>Paid</dl>"),
    ]);
}

#[test]
fn part_is_found_as_people_name_it() {
    let lane = |name: &str, mark: &str| {
        format!("<div class=lane><h3>{name}</h3><p>A task</p><button {mark}>Add</button></div>")
    };
    let group = |name: &str, mark: &str| {
        format!(
            "<fieldset><legend>{name}</legend><label>City<input {mark}></label><label>Street<input></label></fieldset>"
        )
    };
    let product = |name: &str, mark: &str| {
        format!("<div class=product><h4>{name}</h4><button {mark}>Buy</button></div>")
    };
    let form = |name: &str, mark: &str| {
        format!("<div><h2>{name}</h2><form><label>Email<input {mark}></label></form></div>")
    };
    let field = |name: &str, mark: &str| {
        format!(
            "<div><label id=l{name}>{name}</label><div role=group aria-labelledby=l{name}><input aria-label=Day><button {mark}>Pick</button></div></div>"
        )
    };
    check(&[
        (CLICK, "Add in the Review column", &(lane("Open", "") + &lane("Review", "x"))),
        (
            CLICK,
            "Edit in the Plan column",
            "<table><tr><th>Who<th>Plan<th>Do<tr><td>A<td><button x>Edit</button><td><button>Edit</button></table>",
        ),
        (
            CLICK,
            "Close button of the toast",
            "<button>Close</button><div class=toast><p>Saved</p><button x>Close</button></div>",
        ),
        (
            CLICK,
            "Undo in the notification",
            "<button>Undo</button><div role=status><button x>Undo</button></div>",
        ),
        (FILL, "billing city", &(group("Delivery address", "") + &group("Billing address", "x"))),
        (FILL, "billing address city", &(group("Delivery address", "") + &group("Billing address", "x"))),
        (FILL, "work city", &(group("Delivery address", "") + &group("Billing address", ""))),
        (CLICK, "Buy of the first product", &(product("Shoe", "x") + &product("Hat", ""))),
        (CLICK, "Buy next to the product \"Hat\"", &(product("Shoe", "") + &product("Hat", "x"))),
        (CLICK, "Buy of the first article of clothing", &(product("Shoe", "") + &product("Hat", ""))),
        (FILL, "Email in the login form", &(form("Log in", "x") + &form("Create account", ""))),
        (FILL, "Email in the checkout form", &(form("Log in", "") + &form("Create account", ""))),
        (CLICK, "Pick in the Start field", &(field("Birth", "") + &field("Start", "x"))),
        (
            CLICK,
            "Go on the Bills tab",
            "<a role=tab href='#a'>Home</a><a role=tab href='#b'>Bills <i>2</i></a><div id=a><button>Go</button></div><div id=b><button x>Go</button></div>",
        ),
        (
            CLICK,
            "Alerts section",
            "<h3><button aria-expanded=false x>Alerts</button></h3><div hidden>None</div>",
        ),
    ]);
}
