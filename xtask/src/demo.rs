//! Owns the demo: from sources to a served page in one command.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::stamp::Inputs;
use crate::{Outcome, say, tools, value, web};

pub(crate) struct Options {
    content: PathBuf,
    port: u16,
    serve: bool,
}

impl Options {
    pub(crate) fn read(arguments: &[String]) -> Outcome<Self> {
        let mut options = Self { content: "content".into(), port: 8080, serve: true };
        let mut rest = arguments.iter();
        while let Some(option) = rest.next() {
            match option.as_str() {
                "--content" => {
                    let content = value(option, &mut rest)?;
                    options.content = std::path::absolute(content).map_err(|error| {
                        format!("expected a folder after --content, but got \"{content}\": {error}")
                    })?;
                }
                "--port" => {
                    let port = value(option, &mut rest)?;
                    options.port = port.parse().map_err(|_| {
                        format!("expected a port from 0 to 65535 after --port, but got \"{port}\"")
                    })?;
                }
                "--no-serve" => options.serve = false,
                other => {
                    return Err(format!(
                        "expected --content DIR, --port N or --no-serve after demo, but got \"{other}\""
                    ));
                }
            }
        }
        Ok(options)
    }
}

pub(crate) fn run(options: &Options) -> Outcome {
    let start = Instant::now();
    web::build()?;
    let drug_card = command_line()?;
    let demo = Path::new("target/demo");
    bundle(&drug_card, &options.content, demo)?;
    say(&format!("ready after {:.1} s", start.elapsed().as_secs_f32()));
    if !options.serve {
        say("to see it: target/release/drug-card serve target/demo");
        return Ok(());
    }
    let port = free_port(options.port)?;
    let mut serve = tools::command(drug_card);
    tools::run("the demo to be served", serve.arg("serve").arg(demo).args(["--port", &port.to_string()]))
}

/// Builds the command line tool with the web files inside, and gives its path.
pub(crate) fn command_line() -> Outcome<PathBuf> {
    say("building the command line tool …");
    let mut cargo = tools::cargo();
    cargo.args(["build", "--quiet", "--locked", "--release", "--package", "drug-card", "--bin", "drug-card"]);
    // Named, so that it is found whatever CARGO_TARGET_DIR says.
    cargo.args(["--target-dir", "target"]).env_remove("DRUG_CARD_WEB");
    tools::run("the command line tool to compile", &mut cargo)?;
    Ok(tools::root().join("target/release").join(format!("drug-card{}", std::env::consts::EXE_SUFFIX)))
}

/// Makes a bundle of `content`, unless the one in `out` is of the same content by the same tool.
pub(crate) fn bundle(drug_card: &Path, content: &Path, out: &Path) -> Outcome {
    let content = tools::root().join(content);
    if !content.is_dir() {
        return Err(format!(
            "expected a folder of Markdown monographs, but {} is not there; name one with --content DIR",
            content.display()
        ));
    }
    let inputs = Inputs::new(&content.to_string_lossy()).file(drug_card)?.folder(&content)?;
    let index = tools::root().join(out).join("index.json");
    let stamp = format!("bundle-{}", out.file_name().unwrap_or_default().to_string_lossy());
    inputs.unless_done(&stamp, &[index], || {
        say(&format!("making a bundle of {} …", content.display()));
        // Names carry hashes: those of an older build would stay beside the new ones.
        let _ = fs::remove_dir_all(tools::root().join(out));
        let mut build = tools::command(drug_card);
        tools::run("a bundle", build.arg("build").arg(&content).arg("-o").arg(out))
    })
}

/// The wished port, or the next free one of the twenty after it.
fn free_port(wished: u16) -> Outcome<u16> {
    let last = wished.saturating_add(20);
    let free = (wished..=last).find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok());
    match free {
        Some(port) if port == wished => Ok(port),
        Some(port) => {
            say(&format!("port {wished} is taken, using {port}"));
            Ok(port)
        }
        None => {
            Err(format!("expected a free port, but {wished} to {last} are taken; name another with --port N"))
        }
    }
}
