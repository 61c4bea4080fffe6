//! Builds everything and serves a demo bundle, in one command.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::files::root;
use crate::process::{cargo, command, run as run_command, say};
use crate::web;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Folder of Markdown monographs
    #[arg(long, value_name = "DIR", default_value = "content")]
    content: PathBuf,
    /// Port to serve on; the next free one if it is taken
    #[arg(long, value_name = "N", default_value_t = 8080)]
    port: u16,
    /// Build only
    #[arg(long)]
    no_serve: bool,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    let start = Instant::now();
    web::build()?;
    let drug_card = command_line()?;
    let demo = Path::new("target/demo");
    bundle(&drug_card, &options.content, demo)?;
    say(&format!("ready after {:.1} s", start.elapsed().as_secs_f32()));
    if options.no_serve {
        say("to see it: target/release/drug-card serve target/demo");
        return Ok(());
    }
    let port = free_port(options.port)?;
    let mut serve = command(drug_card);
    run_command("the demo to be served", serve.arg("serve").arg(demo).args(["--port", &port.to_string()]))
}

/// Builds the command line tool with the web files embedded, and returns its path.
pub(crate) fn command_line() -> Result<PathBuf> {
    say("building the command line tool …");
    let mut cargo = cargo();
    cargo.args(["build", "--quiet", "--locked", "--release", "--package", "drug-card", "--bin", "drug-card"]);
    // Named, so that it is found whatever CARGO_TARGET_DIR says.
    cargo.args(["--target-dir", "target"]).env_remove("DRUG_CARD_WEB");
    run_command("the command line tool to compile", &mut cargo)?;
    Ok(root().join("target/release").join(format!("drug-card{}", std::env::consts::EXE_SUFFIX)))
}

/// Makes a bundle of `content`, a folder relative to the current one or to the root of the repository.
pub(crate) fn bundle(drug_card: &Path, content: &Path, out: &Path) -> Result<()> {
    let content = if content.is_dir() { std::path::absolute(content)? } else { root().join(content) };
    if !content.is_dir() {
        bail!(
            "expected a folder of Markdown monographs, but {} is missing; name one with --content DIR",
            content.display()
        );
    }
    say(&format!("making a bundle of {} …", content.display()));
    run_command("a bundle", command(drug_card).arg("build").arg(&content).arg("-o").arg(out).arg("--demo"))
}

fn free_port(wanted: u16) -> Result<u16> {
    let last = wanted.saturating_add(20);
    let free = (wanted..=last).find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok());
    let port = free.with_context(|| {
        format!("expected a free port, but {wanted} to {last} are taken; name another with --port N")
    })?;
    if port != wanted {
        say(&format!("port {wanted} is taken, using {port}"));
    }
    Ok(port)
}
