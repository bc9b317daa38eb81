//! Ids as their makers write them, beside ids as people do.

use crate::page::made_up::{has_react_id, is_chosen, is_made_up};
use proptest::prelude::*;

/// What each maker gives out; a row a maker.
#[rustfmt::skip]
const MADE: &[(&str, &[&str])] = &[
    ("React 18", &[":r1:", ":r1a:", ":R2d6:", ":R2d6H1:", ":r1:-label", ":app-r3:"]),
    ("React 19.1", &["«r3»", "«R2d6»", "«r3»-helper-text"]),
    ("React 19.2", &["_r_8_", "_r_a_", "_r_1a_", "_R_2d6_", "_R_b_", "_R_2d6H1_", "_r_8_-label", "_appr_8_", "label_r_8_", "_r_8__label", "form-item-_r_8_"]),
    ("React, signs taken out", &["_r3_", "-r1a-", "_r3_-label"]),
    ("Radix", &["radix-7", "radix-:r8:", "radix-:r8:-content-a", "radix-_r_8_", "radix-_r_8_-trigger-account"]),
    ("Base UI", &["base-ui-:r1:", "base-ui-_r_a_"]),
    ("Headless UI", &["headlessui-listbox-button-:r1:", "headlessui-menu-items-_r_a_", "headlessui-dialog-7"]),
    ("MUI", &["mui-82731", ":ra:-helper-text", "_r_a_-label", "mui-p-28375-T-1"]),
    ("Mantine", &["mantine-q5x9k2b1c", "mantine-_r_8_-target", "mantine-r8"]),
    ("Ant Design", &["rc_select_0", "rc_select_0_list", "rc-tabs-0-tab-1", "rc_unique_4"]),
    ("Vuetify", &["input-48", "list-item-65-0", "input-v-5", "input-v-5-messages", "v-menu-3", "checkbox-v-1"]),
    ("Vue", &["v-0", "v-0-1", "reka-select-trigger-v-1", "headlessui-menu-button-v-0-1"]),
    ("Angular", &["mat-input-0", "mat-select-value-1", "cdk-overlay-3", "mat-mdc-checkbox-1-input", "ng-tns-c5", "ngb-nav-0"]),
    ("PrimeNG, PrimeVue, PrimeReact", &["pn_id_1", "pv_id_1_0", "pr_id_1_header_0", "pv_id_3_list"]),
    ("SAPUI5", &["__xmlview0--save", "__button3", "__item3-__list0-2", "__input1-inner"]),
    ("UI5 Web Components", &["ui5wc_12", "ui5wc_3-label"]),
    ("Lightning", &["input-45", "combobox-button-3", "dropdown-element-3", "lgt-datatable-2-check-all"]),
    ("Shoelace, Web Awesome", &["sl-tab-3", "sl-tab-panel-3", "wa-tab-3"]),
    ("Ionic", &["ion-input-0", "ion-overlay-1"]),
    ("Svelte", &["bits-3", "bits-c3", "svelte-1x2y3z"]),
    ("Solid", &["cl-3", "select-cl-3-trigger"]),
    ("Ember", &["ember123", "ember1234-5", "ember12-input"]),
    ("Ark, Zag, Chakra", &["select::r1::trigger", "menu:_r_1_:trigger", "field::_r_a_::label", "tabs:v-0:trigger-a", "chakra-modal-1"]),
    ("React Aria", &["react-aria-1", "react-aria-:r1:", "react-aria5419-:r2:"]),
    ("Reach", &["menu--1", "tabs--1--tab--0"]),
    ("Downshift, React Select", &["downshift-0-label", "react-select-2-input"]),
    ("Bootstrap Vue", &["__BVID__12", "__BVID__7___BV_modal_body_"]),
    ("jQuery UI, Select2, DataTables", &["ui-id-2", "s2id_autogen1", "DataTables_Table_0_wrapper"]),
    ("Ext JS", &["ext-gen1001", "textfield-1012-inputEl", "ext-button-3"]),
    ("GWT", &["gwt-uid-12"]),
    ("Vaadin", &["vaadin-text-field-3", "input-vaadin-text-field-6", "error-message-vaadin-combo-box-7"]),
    ("Wicket", &["id5", "id1a", "id3f"]),
    ("JSF", &["j_idt5", "loginForm:j_idt5", "j_id0:j_id1", "tabs:j_idt45:name"]),
    ("Fluent UI", &["TextField5", "Dropdown5-option", "id__4", "field-r1__label", "checkbox-r8"]),
    ("Dojo, YUI", &["dijit_form_Button_0", "widget_dijit_form_TextBox_0", "yui_3_17", "yui-gen4"]),
    ("Editors", &["mce_1_ifr", "cke_1_top"]),
    ("Drupal", &["edit-submit--2"]),
    ("Alpine", &["text-input-1"]),
    ("Hashes", &["a1b2c3", "9f86d081884c7d65", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "wdthqx", "css-1q2w3e", "sc-bdVaJa", "field_1234", "phx-F0a1B2c3"]),
];

/// What people write.
#[rustfmt::skip]
const CHOSEN: &[&str] = &[
    "search", "searchInput", "first_name", "main-content", "p-search", "step-2", "h1", "zip", "q", "mw-panel",
    "nav", "login-form", "élan", "address_line_1", "addressLine2", "question-4", "user_id_1", "card-2", "tab-1",
    "phone-input-2", "inputPassword3", "row_r_total", "plan-b", "nav-item-3", "slide2", "customer-field-1", "col-r2-total",
    "__next", "id-card", "radio-paris", "id_email", "edit-name", "field_name", "select-all", "menu-toggle",
    "data-table", "gwt-debug-login", "r_number", "ext-link", "list-item-3", "line1", "mode_r_", "embers", "xs-menu",
    "auto-save", "input-group", "cl-list", "v2-banner", "section--intro", "fieldset",
];

#[test]
fn made_up_is_what_each_maker_gives_out() {
    let all = MADE.iter().flat_map(|(maker, tokens)| tokens.iter().map(move |token| (maker, token)));
    let missed: Vec<_> = all.filter(|(_, token)| is_chosen(token)).collect();
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn made_up_is_nothing_that_people_write() {
    let lost: Vec<_> = CHOSEN.iter().filter(|token| !is_chosen(token) || is_made_up(token)).collect();
    assert!(lost.is_empty(), "{lost:?}");
    // Classes of utilities are what people write, but their numbers are not chosen for the element.
    for class in ["md:flex", "w-1/2", "col-md-3", "grid--3", "p-4"] {
        assert!(!is_made_up(class), "{class}");
    }
}

#[test]
fn chosen_holds_at_most_one_digit() {
    for token in ["step-12", "a1b2", "x2y", ""] {
        assert!(!is_chosen(token), "{token}");
    }
}

#[test]
fn react_id_needs_a_mark_and_a_counter_between_signs() {
    for token in ["_r_8_", "_r_a_", "_R_2d6_", "x-_r_v_-y", "_appr_8_", "_r3_"] {
        assert!(has_react_id(token), "{token}");
    }
    for token in
        ["r_8_", "_r_", "_r_x_", "_r_total_", "matrix_r_1_c_2", "_R__", "r8", "col-r2-total", "_row_8_"]
    {
        assert!(!has_react_id(token), "{token}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn chosen_names_are_not_made_up(token in any::<String>()) {
        prop_assert!(!(is_chosen(&token) && is_made_up(&token)));
    }

    #[test]
    fn react_ids_of_any_count_are_made_up(count in "[0-9a-v]{1,3}", prefix in "[a-z]{0,6}-?", suffix in "(-[a-z]{1,6})?") {
        let token = format!("{prefix}_r_{count}_{suffix}");
        prop_assert!(is_made_up(&token), "{token}");
    }
}
