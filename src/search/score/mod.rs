//! Scores passages; a slow obvious model stands beside it.

pub mod passages;
#[cfg(test)]
mod reference;
