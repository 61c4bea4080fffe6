//! Scores passages; the tests compare it with a slow, simple model.

pub mod passages;
pub mod qualifying;
#[cfg(test)]
mod reference;
