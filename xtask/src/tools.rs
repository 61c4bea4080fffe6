//! Finds the tools that the tasks need, and fetches what is missing.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::files::{read, read_text, root, write};
use crate::process::{cargo, command, npm, on_path, output, run, say};
use crate::stamp;

pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";
/// WebAssembly for Node: with files, without threads and sockets.
pub(crate) const WASI_TARGET: &str = "wasm32-wasip1";
const OLDEST_NODE: u32 = 20;
const NPM_CI: [&str; 5] = ["ci", "--ignore-scripts", "--no-progress", "--no-audit", "--no-fund"];

pub(crate) fn need_node() -> Result<()> {
    let goal = format!("Node {OLDEST_NODE} or newer");
    let version = output(&goal, command("node").arg("--version"))?;
    let major: Option<u32> =
        version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse().ok());
    if major.is_some_and(|major| major >= OLDEST_NODE) {
        return Ok(());
    }
    bail!("expected {goal}, but found {}; install a newer one", version.trim())
}

/// Installs exactly the packages of package-lock.json, without running their scripts.
pub(crate) fn need_packages() -> Result<()> {
    need_packages_of("", &root())
}

/// Installs exactly the packages that `sources/package-lock.json` names into `target`, without running their scripts.
pub(crate) fn need_packages_of(sources: &str, target: &Path) -> Result<()> {
    need_node()?;
    let sources = root().join(sources);
    let files = ["package.json", "package-lock.json"];
    let [package, lock] = files.map(|name| read(&sources.join(name)));
    let (package, lock) = (package?, lock?);
    let name = format!("npm-{}", target.file_name().unwrap_or_default().to_string_lossy());
    let name = if target == root() { "npm".to_owned() } else { name };
    stamp::unless_done(&name, &[&package, &lock], &target.join("node_modules/.package-lock.json"), || {
        say(&format!("installing the packages of {} …", sources.join(files[1]).display()));
        for (name, bytes) in files.iter().zip([&package, &lock]) {
            write(&target.join(name), bytes)?;
        }
        run("the npm packages", npm().args(NPM_CI).arg("--prefix").arg(target))
    })
}

/// Adds the standard library for this target to the Rust toolchain.
pub(crate) fn need_target(target: &str) -> Result<()> {
    let sysroot = output("the sysroot of the Rust compiler", command("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(target).is_dir() {
        return Ok(());
    }
    say(&format!("adding the target {target} to the Rust compiler …"));
    run("the target", command("rustup").args(["target", "add", target]))
}

/// Adds a component that a minimal Rust toolchain leaves out.
pub(crate) fn need_component(subcommand: &str, component: &str) -> Result<()> {
    if cargo().args([subcommand, "--version"]).output().is_ok_and(|output| output.status.success()) {
        return Ok(());
    }
    say(&format!("adding {component} to the Rust toolchain …"));
    run(component, command("rustup").args(["component", "add", component]))
}

/// The version of a crate in Cargo.lock.
pub(crate) fn locked_version(name: &str) -> Result<String> {
    let lock = read_text(&root().join("Cargo.lock"))?;
    lock.split_once(&format!("name = \"{name}\"\nversion = \""))
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(version, _)| version.to_owned())
        .with_context(|| format!("expected {name} in Cargo.lock, but it is missing; run `cargo update -w`"))
}

/// Finds wasm-bindgen in exactly the version of Cargo.lock, or builds it into `target/tools`.
pub(crate) fn need_wasm_bindgen(version: &str) -> Result<PathBuf> {
    let ours = tool("wasm-bindgen");
    for program in [Some(ours.clone()), on_path("wasm-bindgen")].into_iter().flatten() {
        let printed = command(&program).arg("--version").output();
        if printed.is_ok_and(|it| it.stdout.trim_ascii() == format!("wasm-bindgen {version}").as_bytes()) {
            return Ok(program);
        }
    }
    // Without `--locked`: the lock file of wasm-bindgen-cli 0.2.130 names a crate version that the registry lacks.
    install("wasm-bindgen", &["wasm-bindgen-cli", "--version", version, "--bin", "wasm-bindgen"])
}

/// Finds a program on PATH or in `target/tools`, or builds it with these arguments of `cargo install`.
pub(crate) fn need_crate(program: &str, arguments: &[&str]) -> Result<PathBuf> {
    match on_path(program).or_else(|| Some(tool(program)).filter(|path| path.is_file())) {
        Some(found) => Ok(found),
        None => install(program, arguments),
    }
}

fn tool(name: &str) -> PathBuf {
    root().join("target/tools/bin").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

fn install(program: &str, arguments: &[&str]) -> Result<PathBuf> {
    say(&format!("building {program} once, into target/tools (takes a few minutes) …"));
    let tools = root().join("target/tools");
    let build = tools.join("build");
    let mut cargo = cargo();
    cargo.arg("install").args(arguments).arg("--force").arg("--root").arg(&tools);
    run(&format!("to build {program}"), cargo.arg("--target-dir").arg(&build))?;
    // Removed only after success, so that an interrupted build can continue.
    let _ = fs::remove_dir_all(build);
    Ok(tool(program))
}

/// Installs Debian packages, if this is Debian and we are root.
pub(crate) fn apt(packages: &[&str]) -> Result<()> {
    let wanted = packages.join(" ");
    if on_path("apt-get").is_none() {
        bail!("expected {wanted}, but it is missing and there is no apt-get; install it");
    }
    if output("the user id", command("id").arg("-u"))?.trim() != "0" {
        bail!("expected {wanted}, but it is missing and only root can install it; install it");
    }
    say(&format!("installing {wanted} (takes a minute or two) …"));
    let goal = format!("apt-get to install {wanted}");
    output(&goal, command("apt-get").args(["update", "-q"]))?;
    let mut install = command("apt-get");
    install.args(["install", "-q", "-y", "--no-install-recommends"]).args(packages);
    output(&goal, install.env("DEBIAN_FRONTEND", "noninteractive"))?;
    Ok(())
}
