//! Records and what belongs to them: the controls in them, their parts, and the records themselves.

mod controls;
mod whole;
mod within;
