//! Owns the bytes of an index: the writer and the reader of each part side by side.
