//! The files of the browser side that the program carries; empty when it was built without them.

include!(concat!(env!("OUT_DIR"), "/web_files.rs"));
