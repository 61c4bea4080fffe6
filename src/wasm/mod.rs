//! Owns the binding for the browser: wraps, renames, converts, nothing else.
