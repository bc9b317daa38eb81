//! Names in other words, and what must not be taken for one.

use super::*;

#[test]
fn name_in_other_words_finds_the_only_control_that_means_it() {
    check(&[
        (
            CLICK,
            "log in button",
            "<h1>Log in</h1><input type=submit value='Sign in' x><a href=/join>Sign up</a>",
        ),
        (CLICK, "Google sign in button", "<button>Sign in</button><button x>Sign in with Google</button>"),
        (CLICK, "checkout button", "<button>Apply</button><a class=btn href=/c x>Proceed to checkout</a>"),
        (
            FILL,
            "repeat password",
            "<label>Password<input type=password></label><label>Confirm password<input type=password x></label>",
        ),
        (FILL, "coupon code field", "<label>Coupon<input x></label><label>Name<input></label>"),
        (FILL, "surname", "<label>Last name<input x></label><label>First name<input></label>"),
        (FILL, "username", "<label>Username or email address<input x></label><label>Password<input></label>"),
        (
            FILL,
            "email field",
            "<label>Username or email address<input x></label><label>Password<input></label>",
        ),
        (
            CHECK,
            "terms checkbox",
            "<label><input type=checkbox x> I have read the Terms of Service</label><label><input type=checkbox> Remember me</label>",
        ),
        (
            CHECK,
            "newsletter",
            "<label><input type=checkbox x> Send me the newsletter</label><label><input type=checkbox> Other</label>",
        ),
        (
            CHECK,
            "remember me",
            "<label><input type=checkbox x> Keep me signed in</label><label><input type=checkbox> Other</label>",
        ),
        (
            FILL,
            "second digit of the code",
            "<input aria-label='Code digit 1'><input aria-label='Code digit 2' x>",
        ),
        (CLICK, "the next page", "<nav><a href=1>1</a><a href=2 x>Next</a></nav>"),
        (
            ANY,
            "CV upload",
            "<label>Attach your CV <input type=file x></label><input type=file aria-label=Photo>",
        ),
        (CLICK, "Terms and conditions", "<a href=/ x>Terms &amp; Conditions</a>"),
        (FILL, "prenom", "<label>Prénom<input x></label><label>Nom<input></label>"),
        (CLICK, "iptal", "<button x>İptal</button><button>Kaydet</button>"),
        (FILL, "Strasse", "<label>Straße<input x></label><label>Ort<input></label>"),
    ]);
}

#[test]
fn name_of_another_meaning_is_refused() {
    check(&[
        (CLICK, "Sign in", "<a href=/login>Login</a>"),
        (ANY, "Sign in", "<a href=/login>Login</a>"),
        (CLICK, "Sign in", "<button>Sign up for Acme</button>"),
        (CHECK, "newsletter checkbox", "<label><input type=checkbox> Don't send me the newsletter</label>"),
        (
            CHECK,
            "terms checkbox",
            "<label><input type=checkbox> I agree to the terms</label><label><input type=checkbox> I read the terms</label>",
        ),
        (CLICK, "Cart button", "<button>Add to cart</button>"),
        (CLICK, "log in", "<a href=/a>Sign in</a><main><button>Sign in</button></main>"),
        (FILL, "email", "<label>Your backup email<input></label><label>Name<input></label>"),
        (FILL, "from date", "<label>To date<input></label><label>Name<input></label>"),
        (CLICK, "Delete file", "<button>Delete folder</button><button>Open file</button>"),
    ]);
}

#[test]
fn sentence_beside_a_field_that_is_typed_into_does_not_name_it() {
    let sizes = "<h3>Sizes</h3><p class=margin>Small <code>.input-group.input-group-sm</code></p>\
        <div class='input-group input-group-sm'><input type=text><span><button>Go!</button></span></div>\
        <label>Name <input></label><label>Age <input></label>";
    let labelled = |inner: &str| {
        let others = "<label>Name <input></label><label>Age <input></label>";
        format!("<label>Tell me what the newsletter is for <input {inner}></label>{others}")
    };
    check(&[
        (ANY, ".input-sm field", sizes),
        (ANY, "the .input-sm field", sizes),
        (ANY, "input-sm input", sizes),
        (ANY, "newsletter box", &labelled("type=text")),
        (ANY, "newsletter field", &labelled("type=search")),
        (ANY, "newsletter field", &labelled("type=range")),
        (ANY, "newsletter input", &labelled("type=number")),
        (ANY, "newsletter box", &labelled("type=checkbox x")),
        (ANY, "newsletter checkbox", &labelled("type=checkbox x")),
        (ANY, "newsletter field", &labelled("type=file x")),
        (ANY, "newsletter upload", &labelled("type=file x")),
    ]);
}

#[test]
fn lone_field_does_not_answer_for_another_one() {
    check(&[
        (FILL, "caption", "<label for=a>Other caption</label><input id=a>"),
        (FILL, "Password", "<label>Confirm password <input></label>"),
        (FILL, "Password", "<label>New password <input></label>"),
        (ANY, "email field", "<label>Backup email <input></label>"),
        (FILL, "timeout", "<label>Timeout of requests <input x></label>"),
    ]);
}

#[test]
fn ordinal_needs_a_word_for_a_kind_or_an_article() {
    let twice = |inner: &str, name: &str| {
        format!("<label>{name} <input></label><label>{name} <input {inner}></label>")
    };
    check(&[
        (FILL, "Last name", &twice("", "Name")),
        (FILL, "last name field", &twice("", "Name")),
        (FILL, "the first name", &twice("", "Name")),
        (FILL, "last Name field", &twice("x", "Name")),
        (CLICK, "last page", "<a href=1>Page</a><a href=2>Page</a>"),
        (CLICK, "second address", "<a href=1>Address</a><a href=2>Address</a>"),
        (CLICK, "the second address", "<a href=1>Address</a><a href=2 x>Address</a>"),
        (CLICK, "second address link", "<a href=1>Address</a><a href=2 x>Address</a>"),
        (CLICK, "address link 2", "<a href=1>Address</a><a href=2 x>Address</a>"),
        (
            FILL,
            "second password field",
            "<input type=password aria-label=Password><input type=password aria-label=Password x>",
        ),
    ]);
}

#[test]
fn found_by_less_than_its_name_says_how_and_is_less_sure() {
    for (html, element, how) in [
        ("<button>Log in</button>", "Sign in button", "in other words"),
        ("<div><b>City</b><input></div>", "City field", "by the text beside it"),
        ("<a href=#><i class='fa fa-trash'></i></a>", "Delete", "by its icon"),
        ("<button>Pay $7</button>", "Pay", "without what only remarks on its name"),
        ("<label>Prénom<input></label>", "Prenom", "without accents"),
    ] {
        let (found, _) = ask(html, element, ANY);
        assert!(found.reason.contains(how), "{}", found.reason);
        assert!(found.confidence < 0.9, "{element}: {}", found.confidence);
    }
}

#[test]
fn refusal_names_the_nearest_names() {
    let (found, _) = ask("<button>Save as draft</button><button>Cancel</button>", "Save button", ANY);
    assert_eq!(
        found.reason,
        "nothing on the page is called 'Save button'; near it: button \"Save as draft\""
    );
    let (found, _) = ask("<button>Cancel</button>", "Save button", ANY);
    assert_eq!(found.reason, "nothing on the page is called 'Save button'");
}
