//! Owns the tasks of the workshop: demo, test and the tools they need.

fn main() {}
