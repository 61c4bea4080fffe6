//! Serves a bundle with nginx and Apache, configured by `build --host`, and opens it in Chromium.

use std::path::Path;

use anyhow::Result;

use crate::process::{command, on_path, say};
use crate::tally::Tally;
use crate::{browser, tools};

/// Each server's program, the variable that names it to the tests, and its Debian package.
const SERVERS: [(&str, &str, &str); 2] =
    [("nginx", "DRUG_CARD_NGINX", "nginx-light"), ("apache2", "DRUG_CARD_APACHE2", "apache2-bin")];

/// Where Debian keeps the modules of Apache.
const MODULES: &str = "/usr/lib/apache2/modules";

/// A server that cannot be installed is skipped, in words.
pub(crate) fn check(tally: &mut Tally) -> Result<()> {
    let mut node = command("node");
    for (program, variable, package) in SERVERS {
        let found = match on_path(program) {
            Some(found) => Ok(found),
            None => tools::apt(&[package]).map(|()| program.into()),
        };
        match found {
            Ok(found) => _ = node.env(variable, found),
            Err(reason) => say(&format!("SKIPPED: no bundle was served by {program}: {reason:#}")),
        }
    }
    if Path::new(MODULES).is_dir() {
        node.env("DRUG_CARD_APACHE_MODULES", MODULES);
    } else {
        say(&format!("SKIPPED: no bundle was served by apache2: there is no {MODULES}"));
        node.env_remove("DRUG_CARD_APACHE2");
    }
    browser::prepare(&mut node)?;
    tally.node(
        &mut node,
        "nginx and Apache to serve a bundle",
        &["tests/servers/servers.test.mjs".to_owned()],
    )
}
