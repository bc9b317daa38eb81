//! Names with remarks behind them, texts beside fields, icons.

use super::*;

#[test]
fn name_with_a_hint_behind_it_is_found_without_it() {
    check(&[
        (
            FILL,
            "Date of birth",
            "<label for=a>Date of birth (DD/MM/YYYY)</label><input id=a x><input aria-label=Place>",
        ),
        (FILL, "Weight", "<label>Weight [kg] <input x></label><label>Height [cm] <input></label>"),
        (
            FILL,
            "Password",
            "<label>Password (at least 8 characters)<input type=password x></label><input aria-label=Name>",
        ),
        (
            FILL,
            "Bio",
            "<label for=b>Bio <small>Tell us a bit about you</small></label><input id=b x><input aria-label=Name>",
        ),
        (
            FILL,
            "Note",
            "<label for=b>Note <span class=count>12/200</span></label><textarea id=b x></textarea><input aria-label=Name>",
        ),
        (CLICK, "Pay", "<button>Cancel</button><button x>Pay 41,02 €</button>"),
        (CLICK, "Place order", "<button x>Place order · $41.02</button>"),
        (CLICK, "Kaufen", "<button x>Kaufen – 9,99 EUR</button>"),
        (CLICK, "Subscribe", "<button x>Subscribe <span class=price>$9/month</span></button>"),
        (CLICK, "Save", "<button x>Save <kbd>Ctrl+S</kbd></button>"),
        (CLICK, "Social Security Number option", "<div role=option x>Social Security Number (SSN)</div>"),
        (
            CLICK,
            "Name column header",
            "<table><thead><tr><th aria-label='Name: Not sorted. Activate to sort.' x>Name<th>B</table>",
        ),
        (
            CLICK,
            "src",
            "<ul role=tree><li role=treeitem x><span>src</span><ul role=group><li role=treeitem>a.js</ul></ul>",
        ),
    ]);
}

#[test]
fn name_with_another_thing_behind_it_is_refused() {
    check(&[
        (CLICK, "Save", "<button>Save as draft</button>"),
        (CLICK, "Save button", "<button>Save <span>as draft</span></button>"),
        (FILL, "Phone", "<label>Phone (work) <input></label><label>Fax <input></label>"),
        (FILL, "Email", "<label>Email (backup)<input></label><input aria-label=Name>"),
        (
            FILL,
            "Email",
            "<label for=a>Email <span>enter it again</span></label><input id=a><input aria-label=Name>",
        ),
        (CLICK, "Order", "<a href=/>Order 7</a>"),
        (CLICK, "Delete button", "<button>Delete your account</button>"),
    ]);
}

#[test]
fn field_without_a_name_is_found_by_the_text_beside_it() {
    check(&[
        (
            FILL,
            "Username",
            "<div><span>Username</span><input x></div><div><span>Password</span><input type=password></div>",
        ),
        (
            ANY,
            "Username field",
            "<div><label>Username</label><input x></div><div><label>Other</label><input></div>",
        ),
        (ANY, "Username", "<div><b>Username</b><input x></div><div><b>Age</b><input></div>"),
        (FILL, "City", "<b>Street</b> <input> <b>City</b> <input x>"),
        (FILL, "City", "Street: <input><br>City: <input x>"),
        (FILL, "Größe", "<p>Größe:</p><p>Farbe:</p><div><p>Größe</p><input x></div>"),
        (FILL, "Street", "<table><tr><td>Street<td><input x><tr><td>City<td><input></table>"),
        (
            FILL,
            "Qty in the row of Mug",
            "<table><tr><th>Item<th>Qty<tr><td>Cup<td><input><tr><td>Mug<td><input x></table>",
        ),
        (
            SELECT,
            "Country",
            "<div><div>Country</div><div><select x><option>A</select></div></div><div><div>Zone</div><select></select></div>",
        ),
        (
            CHECK,
            "Dark mode",
            "<div><span>Dark mode</span><label><input type=checkbox x><span></span></label></div><div><span>Sound</span><input type=checkbox></div>",
        ),
        (CHECK, "Pears", "<p><input type=checkbox> Apples <input type=checkbox x> Pears</p>"),
        (
            FILL,
            "Email",
            "<div><div>Email <a href=/why>Why?</a></div><input x></div><div><div>Name</div><input></div>",
        ),
        (
            FILL,
            "Email",
            "<div><span>Email</span><input placeholder='you@example.com' x></div><input aria-label=Name>",
        ),
    ]);
}

#[test]
fn text_that_is_not_the_fields_own_names_none() {
    check(&[
        (FILL, "Date of birth", "<p>Date of birth <input><input><input></p>"),
        (FILL, "Email", "<label for=e>Email</label><div id=e></div><input><input aria-label=Name>"),
        (
            FILL,
            "Blue Shoes",
            "<div><h4>Blue Shoes</h4><span>$20</span><div><button>-</button><input><button>+</button></div></div><input>",
        ),
        (FILL, "Username", "<div><span>Username</span><input aria-label=Nickname></div><input aria-label=B>"),
        (ANY, "Chat", "<div><h3 x>Chat</h3></div><div><input placeholder='Type a message'></div>"),
        (ANY, "User image", "<table><tr><td>Ann<td><i class='fa fa-user'></i></table>"),
        (FILL, "Street", "<p>Street</p><button>Find</button><input><input>"),
    ]);
}

#[test]
fn icon_is_found_by_the_name_it_has_among_icons() {
    let row = |name: &str, icon: &str| format!("<tr><td>{name}<td>{icon}");
    let table = |icon: &str, marked: &str| {
        format!("<table><tr><th>Who<th>Do{}{}</table>", row("Ann", icon), row("Bob", marked))
    };
    let cases = [
        ("edit icon", "<svg class='ico ico-edit'></svg>", "<svg class='ico ico-edit' x></svg>"),
        ("edit icon", "<svg><use href='#i-edit'/></svg>", "<svg x><use href='#i-edit'/></svg>"),
        (
            "delete icon",
            "<a href=#><i class='fa fa-trash'></i></a>",
            "<a href=# x><i class='fa fa-trash'></i></a>",
        ),
        (
            "trash icon",
            "<button><i data-icon=trash></i></button>",
            "<button x><i data-icon=trash></i></button>",
        ),
        (
            "Delete",
            "<button><span class=material-icons>delete</span></button>",
            "<button x><span class=material-icons>delete</span></button>",
        ),
        (
            "pencil button",
            "<button><svg data-testid=EditIcon></svg></button>",
            "<button x><svg data-testid=EditIcon></svg></button>",
        ),
        (
            "remove icon",
            "<button><img src=/img/icons/bin.svg alt=''></button>",
            "<button x><img src=/img/icons/bin.svg alt=''></button>",
        ),
        ("plus button", "<button>+</button><button>-</button>", "<button x>+</button><button>-</button>"),
    ];
    for (name, icon, marked) in cases {
        check(&[(ANY, &format!("{name} in the row of Bob"), &table(icon, marked))]);
    }
    check(&[
        (
            CLICK,
            "next month arrow",
            "<button aria-label='Next Month' x>›</button><button aria-label='Previous Month'>‹</button>",
        ),
        (
            CLICK,
            "wishlist icon",
            "<button aria-label='Add to wishlist' x><svg></svg></button><button>Buy</button>",
        ),
        (CLICK, "Save", "<button><span class=material-icons>save</span> Keep</button>"),
        (CLICK, "delete icon", "<button aria-label='Delete account'><svg></svg></button>"),
        (CLICK, "Delete", "<button class=wide><svg class='icon-archive'></svg></button>"),
        (CLICK, "edit icon", "<i class='fa fa-trash'></i><i class='fa fa-2x'></i>"),
    ]);
}
