//! Owns the forms a monograph leaves in: JSON, HTML, bundles.

pub mod json;
