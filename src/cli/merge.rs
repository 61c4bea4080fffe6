//! `drug-card merge`: joins the parts of a build into the bundle that one build would have written.

use super::build::{Finish, finish};
use super::failure::Failure;
use super::inputs;
use super::output::{OutputFolder, Writer};
use crate::bundle::build_part::{Head, PartReader};
use crate::bundle::gather::Bundle;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// All parts written by `drug-card build --part I/N`, in any order
    #[arg(required = true)]
    parts: Vec<PathBuf>,
    /// Folder to write; an earlier bundle there is replaced, other files stay
    #[arg(short, long)]
    output: PathBuf,
    #[command(flatten)]
    inputs: inputs::Own,
    #[command(flatten)]
    finish: Finish,
}

/// An open part whose head has been read.
struct Part<'a> {
    file: &'a Path,
    lines: BufReader<File>,
    reader: PartReader,
    head: Head,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let started = Instant::now();
    arguments.finish.check()?;
    let inputs = inputs::read(&arguments.inputs)?;
    let mut parts = arguments.parts.iter().map(|file| open(file)).collect::<Result<Vec<_>, _>>()?;
    parts.sort_by_key(|part| part.head.part);
    check(&parts, &inputs.fingerprint)?;
    let output = OutputFolder::open(&arguments.output, Writer::Bundle)?;
    let mut bundle = Bundle::new(&inputs.words);
    // Each part knows the redirects of all.
    bundle.redirect(parts.first().map(|part| part.head.redirects.clone()).unwrap_or_default());
    let mut line = String::new();
    for mut part in parts {
        let file = part.file;
        let damaged = |error| Failure::in_file(file, error);
        while read(file, &mut part.lines, &mut line)? {
            if let Some(prepared) = part.reader.next(&line).map_err(damaged)? {
                let (name, bytes) = bundle.add(prepared);
                output.write(&name, &bytes)?;
            }
        }
        part.reader.finish().map_err(damaged)?;
    }
    finish(bundle, &inputs, output, &arguments.finish, &arguments.output, started)
}

fn open(file: &Path) -> Result<Part<'_>, Failure> {
    let opened = File::open(file).map_err(|error| Failure::io("read", file, &error))?;
    let mut lines = BufReader::new(opened);
    let mut first = String::new();
    read(file, &mut lines, &mut first)?;
    let (reader, head) = PartReader::new(&first).map_err(|error| Failure::in_file(file, error))?;
    Ok(Part { file, lines, reader, head })
}

/// Reads the next line with its newline; returns false at the end of the file.
fn read(file: &Path, lines: &mut BufReader<File>, line: &mut String) -> Result<bool, Failure> {
    line.clear();
    lines.read_line(line).map(|bytes| bytes > 0).map_err(|error| Failure::io("read", file, &error))
}

/// Checks that every part of one build is present once, and that all were built with the inputs named here.
fn check(parts: &[Part], fingerprint: &str) -> Result<(), Failure> {
    let Some(first) = parts.first() else { return Ok(()) };
    let of = first.head.of;
    let numbers: Vec<usize> = parts.iter().map(|part| part.head.part).collect();
    if !numbers.iter().copied().eq(1..=of) {
        let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
        return Err(Failure::Usage(format!(
            "expected parts 1 to {of}, each once, but got {}; name every part of one build",
            numbers.join(", ")
        )));
    }
    for part in parts {
        let sentence = if part.head.of != of || part.head.listing != first.head.listing {
            "expected a part of the same folder as the others, but it was built from other files; build all parts again"
        } else if part.head.inputs != fingerprint {
            "expected a part built with the --lang, --synonyms and --overlay given here, but it was built with others; use the same ones for \
             every part and here"
        } else {
            continue;
        };
        return Err(Failure::in_file(part.file, sentence));
    }
    Ok(())
}
