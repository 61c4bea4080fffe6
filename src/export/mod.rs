//! Owns what leaves the library natively: HTML, JSON, bundles.
