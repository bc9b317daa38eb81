//! What belongs to a record stays tied to it: every form a record has, and everything that becomes of lists.

use drift_core::{Limits, Outcome, TestIds, heal_html};

/// A form of record: how one is written, around its key, and what stands around all of them.
struct Form {
    name: &'static str,
    around: (&'static str, &'static str),
    record: fn(&str) -> String,
    /// The control of the record at a place, as a path below the body.
    control: fn(usize) -> String,
}

const FORMS: &[Form] = &[
    Form {
        name: "table",
        around: ("<table><tr><th>Name<th>Action</tr>", "</table>"),
        record: |key| format!("<tr><td>{key}</td><td><button>Delete</button></td></tr>"),
        control: |at| format!("table[1]/tbody[1]/tr[{}]/td[2]/button[1]", at + 1),
    },
    Form {
        name: "grid of divs",
        around: ("<div role=grid>", "</div>"),
        record: |key| {
            format!(
                "<div role=row><span role=gridcell>{key}</span><span role=gridcell><button>Delete</button></span></div>"
            )
        },
        control: |at| format!("div[1]/div[{at}]/span[2]/button[1]"),
    },
    Form {
        name: "list",
        around: ("<ul>", "</ul>"),
        record: |key| format!("<li><span>{key}</span> <button>Pay</button></li>"),
        control: |at| format!("ul[1]/li[{at}]/button[1]"),
    },
    Form {
        name: "list of bare texts",
        around: ("<ul>", "</ul>"),
        record: |key| format!("<li>{key} <button>Pay</button></li>"),
        control: |at| format!("ul[1]/li[{at}]/button[1]"),
    },
    Form {
        name: "labelled items",
        around: ("<ul>", "</ul>"),
        record: |key| format!("<li aria-label='{key}'><i></i><button>Pay</button></li>"),
        control: |at| format!("ul[1]/li[{at}]/button[1]"),
    },
    Form {
        name: "cards",
        around: ("<div class=cards>", "</div>"),
        record: |key| format!("<div class=card><h3>{key}</h3><p>Ready</p><a href=#>Open</a></div>"),
        control: |at| format!("div[1]/div[{at}]/a[1]"),
    },
    Form {
        name: "articles",
        around: ("<main>", "</main>"),
        record: |key| {
            format!("<article><h2>{key}</h2><p>Some words on it</p><button>Follow</button></article>")
        },
        control: |at| format!("main[1]/article[{at}]/button[1]"),
    },
    Form {
        name: "fieldsets",
        around: ("<form>", "</form>"),
        record: |key| format!("<fieldset><legend>{key}</legend><label>Age <input></label></fieldset>"),
        control: |at| format!("form[1]/fieldset[{at}]/label[1]/input[1]"),
    },
    Form {
        name: "checkboxes",
        around: ("<table>", "</table>"),
        record: |key| format!("<tr><td><input type=checkbox></td><td>{key}</td></tr>"),
        control: |at| format!("table[1]/tbody[1]/tr[{at}]/td[1]/input[1]"),
    },
    Form {
        name: "pairs",
        around: ("<dl>", "</dl>"),
        record: |key| format!("<div><dt>{key}</dt><dd><button>Edit</button></dd></div>"),
        control: |at| format!("dl[1]/div[{at}]/dd[1]/button[1]"),
    },
];

const PEOPLE: &[&str] = &["Alice Berg", "Bob Dahl", "Carol Eng", "Dora Falk"];

impl Form {
    fn page(&self, keys: &[&str]) -> Vec<u8> {
        let records: String = keys.iter().map(|key| (self.record)(key)).collect();
        let (before, after) = self.around;
        format!(
            "<!doctype html><title>People</title><body><h1>People</h1>{before}{records}{after}<p>Help</p>"
        )
        .into_bytes()
    }

    fn path(&self, at: usize) -> String {
        format!("/html[1]/body[1]/{}", (self.control)(at))
    }

    /// Where the control of Bob, the second one, goes.
    fn heal_bob(&self, now: &[&str]) -> (Outcome, Option<String>) {
        let (old, new) = (self.page(PEOPLE), self.page(now));
        let healing = heal_html(&old, &new, &self.path(2), &Limits::default(), &TestIds::default()).unwrap();
        (healing.outcome, healing.xpath)
    }

    fn assert_gone(&self, now: &[&str]) {
        let (outcome, path) = self.heal_bob(now);
        assert!(
            matches!(outcome, Outcome::Absent | Outcome::Ambiguous) && path.is_none(),
            "{}: {now:?} gave {outcome:?} at {path:?}",
            self.name
        );
    }

    fn assert_at(&self, now: &[&str], at: usize) {
        let (_, path) = self.heal_bob(now);
        assert_eq!(path.as_deref(), Some(self.path(at).as_str()), "{}: {now:?}", self.name);
    }
}

#[test]
fn control_of_an_exchanged_record_is_gone() {
    for form in FORMS {
        form.assert_gone(&["Alice Berg", "Erin Holt", "Carol Eng", "Dora Falk"]);
    }
}

#[test]
fn control_of_a_removed_record_is_gone() {
    for form in FORMS {
        form.assert_gone(&["Alice Berg", "Carol Eng", "Dora Falk"]);
    }
}

#[test]
fn control_on_the_next_page_of_records_is_gone() {
    for form in FORMS {
        form.assert_gone(&["Erin Holt", "Finn Lund", "Gus Moen", "Hal Ness"]);
        form.assert_gone(&["Erin Holt", "Finn Lund"]);
    }
}

#[test]
fn control_of_a_record_that_was_scrolled_away_is_gone() {
    for form in FORMS {
        form.assert_gone(&["Carol Eng", "Dora Falk", "Erin Holt", "Finn Lund"]);
    }
}

#[test]
fn control_of_a_removed_record_with_new_ones_behind_is_gone() {
    for form in FORMS {
        form.assert_gone(&["Alice Berg", "Carol Eng", "Dora Falk", "Erin Holt", "Finn Lund"]);
    }
}

#[test]
fn control_of_a_moved_record_moves_with_it() {
    for form in FORMS {
        form.assert_at(&["Dora Falk", "Carol Eng", "Bob Dahl", "Alice Berg"], 3);
        form.assert_at(&["Bob Dahl", "Alice Berg", "Carol Eng", "Dora Falk"], 1);
    }
}

#[test]
fn control_of_a_record_among_new_ones_is_found() {
    for form in FORMS {
        form.assert_at(&["Zoe Aas", "Yan Bull", "Alice Berg", "Bob Dahl", "Carol Eng", "Dora Falk"], 4);
        form.assert_at(&["Zoe Aas", "Bob Dahl", "Yan Bull"], 2);
    }
}

#[test]
fn control_of_an_unchanged_record_stays() {
    for form in FORMS {
        form.assert_at(PEOPLE, 2);
    }
}

fn heal(old: &str, new: &str, path: &str) -> (Outcome, Option<String>) {
    let healing =
        heal_html(old.as_bytes(), new.as_bytes(), path, &Limits::default(), &TestIds::default()).unwrap();
    (healing.outcome, healing.xpath)
}

#[test]
fn link_that_is_called_what_its_item_is_called_moves_to_another_menu() {
    let old = "<body><ul><li><a href=#>Pages</a><ul><li><a href=/i>Invoice</a><li><a href=/p>Profile</a></ul>\
        <li><a href=#>Extras</a><ul><li><a href=/l>Lock</a><li><a href=/t>Timeline</a></ul></ul>";
    let new = "<body><ul><li><a href=#>Pages</a><ul><li><a href=/p>Profile</a></ul>\
        <li><a href=#>Extras</a><ul><li><a href=/l>Lock</a><li><a href=/t>Timeline</a>\
        <li><a href=/i>Invoice</a></ul></ul>";
    let (_, path) = heal(old, new, "/html[1]/body[1]/ul[1]/li[1]/ul[1]/li[1]/a[1]");
    assert_eq!(path.as_deref(), Some("/html[1]/body[1]/ul[1]/li[2]/ul[1]/li[3]/a[1]"));
}

#[test]
fn control_of_the_only_record_is_gone_when_another_one_stands_there() {
    let page = |name: &str| {
        format!("<body><h1>Team</h1><table><tr><td>{name}<td>Admin<td><button>Delete</button></table>")
    };
    let path = "/html[1]/body[1]/table[1]/tbody[1]/tr[1]/td[3]/button[1]";
    assert_eq!(heal(&page("Bob Dahl"), &page("Erin Holt"), path).0, Outcome::Absent);
    assert_eq!(heal(&page("Bob Dahl"), &page("Bob Dahl"), path).0, Outcome::Same);
}

#[test]
fn control_of_a_record_that_keeps_its_address_survives_another_spelling_of_its_name() {
    let page = |name: &str| {
        let row = |name: &str, mail: &str| {
            format!("<tr><td>{name}<td>{mail}@example.org<td><button>Delete</button></tr>")
        };
        format!(
            "<body><table>{}{}{}</table>",
            row("Alice Berg", "ab"),
            row(name, "bd"),
            row("Carol Eng", "ce")
        )
    };
    let path = "/html[1]/body[1]/table[1]/tbody[1]/tr[2]/td[3]/button[1]";
    assert_eq!(heal(&page("Bob Dahl"), &page("Robert Dahl"), path).1.as_deref(), Some(path));
}

#[test]
fn record_of_another_team_is_not_taken_for_the_one_that_went() {
    let page = |rows: &[(&str, &str)]| {
        let rows: String = rows
            .iter()
            .map(|(name, team)| format!("<tr><td>{name}<td>{team}<td><button>Delete</button></tr>"))
            .collect();
        format!("<body><table><tr><th>Name<th>Team<th>Action</tr>{rows}</table>")
    };
    let old = page(&[("Alice Berg", "Sales"), ("Bob Dahl", "Research"), ("Carol Eng", "Sales")]);
    let new = page(&[("Alice Berg", "Sales"), ("Erin Holt", "Research"), ("Carol Eng", "Sales")]);
    let path = "/html[1]/body[1]/table[1]/tbody[1]/tr[3]/td[3]/button[1]";
    assert_eq!(heal(&old, &new, path).0, Outcome::Absent);
}
