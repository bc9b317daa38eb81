//! What a page says of its elements, rule by rule.

mod accname;
mod attributes;
mod description;
mod facts;
mod index;
mod labels;
mod made_up;
mod roles;
mod tokens;
mod widgets;
mod wording;
