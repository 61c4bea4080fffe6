//! Scores passages; a slow obvious model stands beside it.

pub mod passages;
pub mod qualifying;
#[cfg(test)]
mod reference;
