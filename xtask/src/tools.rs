//! Owns the tools the workshop stands on: how they are run, found, and fetched when missing.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::stamp::Inputs;
use crate::{Outcome, say};

pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";
const OLDEST_NODE: u32 = 20;

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("xtask"), PathBuf::from);
    xtask.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// A command that starts at the root of the repository.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The cargo that runs this program.
pub(crate) fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// A script of a package in `node_modules`.
pub(crate) fn node_tool(script: &str) -> Command {
    let mut command = command("node");
    command.arg(root().join("node_modules").join(script));
    command
}

/// Runs to the end, output shown; `goal` completes "expected …".
pub(crate) fn run(goal: &str, command: &mut Command) -> Outcome {
    let status = command.status().map_err(|error| not_started(goal, command, &error))?;
    if status.success() { Ok(()) } else { Err(ended_badly(goal, command, &status.to_string())) }
}

/// Runs to the end and gives what it printed; its errors are shown only when it fails.
pub(crate) fn output(goal: &str, command: &mut Command) -> Outcome<String> {
    let output = command.output().map_err(|error| not_started(goal, command, &error))?;
    if !output.status.success() {
        eprint!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        return Err(ended_badly(goal, command, &output.status.to_string()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs to the end, passing each line of standard output on and to `each`; the line comes before the verdict.
pub(crate) fn run_reading(goal: &str, command: &mut Command, mut each: impl FnMut(&str)) -> Outcome {
    command.stdout(Stdio::piped());
    let mut child = command.spawn().map_err(|error| not_started(goal, command, &error))?;
    if let Some(stdout) = child.stdout.take() {
        let mut lines = BufReader::new(stdout);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
            let text = String::from_utf8_lossy(&line);
            print!("{text}");
            each(text.trim_end());
            line.clear();
        }
        let _ = std::io::stdout().flush();
    }
    let status = child.wait().map_err(|error| not_started(goal, command, &error))?;
    if status.success() { Ok(()) } else { Err(ended_badly(goal, command, &status.to_string())) }
}

fn not_started(goal: &str, command: &Command, error: &std::io::Error) -> String {
    let program = command.get_program().to_string_lossy();
    format!("expected {goal}, but `{program}` did not start ({error}); install it or put it on PATH")
}

fn ended_badly(goal: &str, command: &Command, status: &str) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words: Vec<_> = std::iter::once(program)
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().replace(&*root().to_string_lossy(), "."))
        .collect();
    format!("expected {goal}, but `{}` ended with {status}; its own words stand above", words.join(" "))
}

pub(crate) fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|error| format!("expected to read {}, but: {error}", path.display()))
}

/// Writes a file and the folders above it. The same bytes again leave the file, and its time, alone.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Outcome {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    let write = || {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, bytes)
    };
    write().map_err(|error| format!("expected to write {}, but: {error}", path.display()))
}

/// The path of a program on PATH.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path).map(|folder| folder.join(&name)).find(|file| file.is_file())
}

pub(crate) fn need_node() -> Outcome {
    let goal = format!("Node {OLDEST_NODE} or newer");
    let version = output(&goal, command("node").arg("--version"))?;
    let major: Option<u32> =
        version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse().ok());
    match major {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        Some(_) | None => Err(format!("expected {goal}, but found {}; install a newer one", version.trim())),
    }
}

/// The packages of package-lock.json, exactly, without running their scripts.
pub(crate) fn need_packages() -> Outcome {
    need_node()?;
    let modules = root().join("node_modules/.package-lock.json");
    Inputs::new("npm").file(&root().join("package-lock.json"))?.unless_done("npm", &[modules], || {
        say("fetching the JavaScript tools of package-lock.json …");
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        run("the JavaScript tools", command(npm).args(["ci", "--ignore-scripts", "--no-progress"]))
    })
}

/// The packages of the package-lock.json in `sources`, exactly, without running their scripts, in `target`.
pub(crate) fn need_packages_of(sources: &str, target: &Path) -> Outcome {
    need_node()?;
    let locks = ["package.json", "package-lock.json"];
    let mut inputs = Inputs::new("npm");
    for name in locks {
        inputs = inputs.file(&root().join(sources).join(name))?;
    }
    inputs.unless_done(&sources.replace('/', "-"), &[target.join("node_modules/.package-lock.json")], || {
        say(&format!("fetching the packages of {sources} …"));
        for name in locks {
            write(&target.join(name), &read(&root().join(sources).join(name))?)?;
        }
        let mut npm = command(if cfg!(windows) { "npm.cmd" } else { "npm" });
        npm.args(["ci", "--ignore-scripts", "--no-progress", "--no-audit", "--no-fund", "--prefix"])
            .arg(target);
        run(&format!("the packages of {sources}"), &mut npm)
    })
}

pub(crate) fn need_wasm_target() -> Outcome {
    let sysroot = output("the folder of the Rust compiler", command("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(WASM_TARGET).is_dir() {
        return Ok(());
    }
    say("adding the WebAssembly target to the Rust compiler …");
    run("the WebAssembly target", command("rustup").args(["target", "add", WASM_TARGET]))
}

/// A part of the Rust toolchain that a minimal installation leaves out.
pub(crate) fn need_component(subcommand: &str, component: &str) -> Outcome {
    let there = cargo().args([subcommand, "--version"]).output().is_ok_and(|output| output.status.success());
    if there {
        return Ok(());
    }
    say(&format!("adding {component} to the Rust toolchain …"));
    run(component, command("rustup").args(["component", "add", component]))
}

/// The version of a crate in Cargo.lock.
pub(crate) fn locked_version(name: &str) -> Outcome<String> {
    let lock = String::from_utf8_lossy(&read(&root().join("Cargo.lock"))?).into_owned();
    let mut lines = lock.lines();
    lines
        .by_ref()
        .find(|line| *line == format!("name = \"{name}\""))
        .and_then(|_| lines.next())
        .and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
        .map(str::to_owned)
        .ok_or_else(|| format!("expected {name} in Cargo.lock, but it is not there; run `cargo update -w`"))
}

/// A wasm-bindgen of exactly the version the crate is locked to: from PATH, or built once into `target/tools`.
pub(crate) fn need_wasm_bindgen(version: &str) -> Outcome<PathBuf> {
    let ours = tool("wasm-bindgen");
    for program in [Some(ours.clone()), on_path("wasm-bindgen")].into_iter().flatten() {
        let said = command(&program).arg("--version").output();
        if said.is_ok_and(|said| said.stdout.trim_ascii() == format!("wasm-bindgen {version}").as_bytes()) {
            return Ok(program);
        }
    }
    say(&format!("building wasm-bindgen {version} once, into target/tools (takes a few minutes) …"));
    install(&["wasm-bindgen-cli", "--version", version, "--bin", "wasm-bindgen"])?;
    Ok(ours)
}

/// Where a program that cargo built for the workshop lies.
pub(crate) fn tool(name: &str) -> PathBuf {
    root().join("target/tools/bin").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// Builds a program into `target/tools`. Without `--locked`: the lock file wasm-bindgen-cli 0.2.130 ships names
/// a crate version that the index does not have.
pub(crate) fn install(arguments: &[&str]) -> Outcome {
    let build = root().join("target/tools/build");
    let mut cargo = cargo();
    cargo.arg("install").args(arguments).arg("--force").arg("--root").arg(root().join("target/tools"));
    cargo.arg("--target-dir").arg(&build);
    run(&format!("to build {}", arguments[0]), &mut cargo)?;
    // Kept only while unfinished, so that an interrupted build goes on where it stopped.
    let _ = fs::remove_dir_all(build);
    Ok(())
}
