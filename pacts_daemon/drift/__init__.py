"""The Rust core behind the core's own words and errors."""
