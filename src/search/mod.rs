//! Owns the answers: which medicine a query names, what it asks, what fits best.
