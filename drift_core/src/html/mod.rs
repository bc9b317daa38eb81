//! From bytes to a tree: the HTML standard's parser.

mod arena;
mod atoms;
mod charref;
mod doctype;
mod parse;
mod sink;
mod tokenizer;

pub use parse::parse_html;
