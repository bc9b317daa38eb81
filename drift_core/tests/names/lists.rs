//! Names in lists: columns whose headers stand apart, records by the first words of their key, pagers.

use super::*;

#[test]
fn field_in_a_cell_is_called_as_its_column_wherever_the_header_stands() {
    let apart = "<div><table><thead><tr><th>Guest<th>Room</table></div>\
        <div><table><tr><td>Sam Ito<td><div><div><span><span><input x></span></span></div></div>\
        <tr><td>Uma Kay<td><div><div><span><span><input></span></span></div></div></table></div>";
    let other = apart.replace("<th>Guest<th>Room", "<th>Guest<th>Room<th>Rate");
    let grid = "<div role=grid><div><div role=row><div role=columnheader>Who</div><div role=columnheader>Role</div>\
        </div></div><div><div><div><div><div role=row><div role=cell>Ada</div><div role=cell><div role=combobox \
        tabindex=0 x>Editor</div></div></div></div></div></div></div></div>";
    check(&[
        (FILL, "Room in the row of Sam Ito", apart),
        (ANY, "Role in the row of Ada", grid),
        (FILL, "Rate in the row of Sam Ito", &other.replace(" x>", ">")),
    ]);
}

#[test]
fn record_is_known_by_the_first_words_of_its_key_when_no_other_begins_so() {
    let cards = |second: &str| {
        let card = |name: &str, mark: &str| {
            format!("<x-card><b>{name}</b><p>New</p><button {mark}>Details</button></x-card>")
        };
        format!("<section>{}{}</section>", card("Alder & Co", "x"), card(second, ""))
    };
    let unmarked = |html: String| html.replace(" x>", ">");
    check(&[
        (CLICK, "Details in the card of Alder", &cards("Birch Books")),
        (CLICK, "Details in the card of Alder & Co", &cards("Birch Books")),
        (CLICK, "Details in the card of Alder", &unmarked(cards("Alder Sons"))),
        (CLICK, "Details in the card of Co", &unmarked(cards("Birch Books"))),
        (CLICK, "Details in the card of Ald", &unmarked(cards("Birch Books"))),
        (CLICK, "Details in the card of Erin", &unmarked(cards("Birch Books"))),
    ]);
}

#[test]
fn number_in_a_pager_is_that_page() {
    let pager =
        "<ul><li><a href=?p=1>1</a><li><a href=?p=2>2</a><li><a href=?p=3 x>3</a><li><a href=?p=9>9</a></ul>";
    check(&[
        (CLICK, "page 3", pager),
        (CLICK, "page 4", &pager.replace(" x>", ">")),
        (CLICK, "page 3", "<p>Rooms</p><a href=/three>3</a>"),
        (CLICK, "page 5", "<table><tr><td><a href=/a>5</a><td><a href=/b>2</a></table>"),
    ]);
}

#[test]
fn name_is_found_without_the_count_or_initials_before_it() {
    check(&[
        (CLICK, "unread notifications", "<button x>2 unread notifications</button><button>Help</button>"),
        (CLICK, "Lena Moor", "<a href=/me x><span>LM</span> Lena Moor</a>"),
        (CLICK, "Moor", "<a href=/me><span>LM</span> Lena Moor</a>"),
        (CLICK, "Lena Moor", "<a href=/me>Dr Lena Moor</a>"),
        (CLICK, "weeks", "<button>2 weeks</button>"),
    ]);
}
