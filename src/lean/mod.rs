//! Stand-ins for parts of the standard library that weigh too much in WebAssembly.

pub mod crc;
pub mod digits;
pub mod json;
pub mod sort;
pub mod strings;
