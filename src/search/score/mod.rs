//! Scores passages; the tests compare it with a slow, simple model.

pub(crate) mod passages;
pub(crate) mod qualifying;
#[cfg(test)]
mod reference;
