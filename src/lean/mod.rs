//! Stand-ins for parts of the standard library that add too much WebAssembly to the browser cores.
//!
//! What one plain call in place of ours adds to the search core of 46 kB (brotli, one change at a time):
//!
//! | here | in place of | saves, bytes |
//! |---|---|---:|
//! | [`sort`] | `slice::sort_by`, made again for each type | 5,932 |
//! | [`strings`] | `str::contains`, `split`, `rsplit_once`, `trim_start_matches` | 5,858 |
//! | [`digits`], `template` | `format!` | 1,997 |
//! | `list_cell` | `RefCell` | 626 |
//! | [`crc`] | slicing-by-8 | 141 |
//! | [`json`] | a general parser, half of the core | not measured |
//!
//! The modules that make up the search core deny the standard library's versions (`clippy.toml`). Everywhere else, use the
//! standard library.

pub(crate) mod crc;
pub(crate) mod digits;
pub(crate) mod json;
pub(crate) mod list_cell;
pub(crate) mod sort;
pub(crate) mod strings;
pub(crate) mod template;
