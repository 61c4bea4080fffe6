//! Runs other programs from the root of the repository; each error says what the program was needed for.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result, bail};

use crate::files::root;

/// Prints one line of progress.
pub(crate) fn say(line: &str) {
    println!("→ {line}");
}

pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The cargo that runs this program.
pub(crate) fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

pub(crate) fn npm() -> Command {
    command(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// A script of a package in `node_modules`.
pub(crate) fn node_tool(script: &str) -> Command {
    let mut command = command("node");
    command.arg(root().join("node_modules").join(script));
    command
}

/// The path of a program on PATH.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path).map(|folder| folder.join(&name)).find(|file| file.is_file())
}

/// Runs the command and shows its output; `goal` completes "expected …".
pub(crate) fn run(goal: &str, command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| not_started(goal, command))?;
    succeeded(goal, command, status)
}

/// Runs the command and returns its standard output; shows its output only if it fails.
pub(crate) fn output(goal: &str, command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| not_started(goal, command))?;
    if !output.status.success() {
        eprint!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    }
    succeeded(goal, command, output.status)?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs the command and passes each line of its standard output to the terminal and to `each`.
pub(crate) fn run_reading(goal: &str, command: &mut Command, mut each: impl FnMut(&str)) -> Result<()> {
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| not_started(goal, command))?;
    if let Some(stdout) = child.stdout.take() {
        let mut lines = BufReader::new(stdout);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
            let text = String::from_utf8_lossy(&line);
            print!("{text}");
            each(text.trim_end());
            line.clear();
        }
    }
    let status = child.wait().with_context(|| not_started(goal, command))?;
    succeeded(goal, command, status)
}

fn not_started(goal: &str, command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    format!("expected {goal}, but `{program}` did not start; install it or put it on PATH")
}

fn succeeded(goal: &str, command: &Command, status: ExitStatus) -> Result<()> {
    if status.success() {
        return Ok(());
    }
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words: Vec<_> = std::iter::once(program)
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().replace(&*root().to_string_lossy(), "."))
        .collect();
    bail!("expected {goal}, but `{}` ended with {status}; see its output above", words.join(" "))
}
