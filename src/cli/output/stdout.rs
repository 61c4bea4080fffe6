//! The one writer for standard output: locked, buffered, and with write errors as values.

use crate::cli::failure::Failure;
use serde::Serialize;
use std::fmt::Display;
use std::io::{self, BufWriter, ErrorKind, StdoutLock, Write};
use std::path::Path;

/// Standard output. `println!` would panic when the reader is gone, as in `drug-card check DIR | head -1`.
pub(crate) struct Stdout(BufWriter<StdoutLock<'static>>);

impl Stdout {
    /// Locks standard output until [`close`](Self::close).
    pub(crate) fn open() -> Self {
        Self(BufWriter::new(io::stdout().lock()))
    }

    /// Writes a line.
    pub(crate) fn line(&mut self, line: impl Display) -> Result<(), Failure> {
        writeln!(self.0, "{line}").map_err(|error| failure(&error))
    }

    /// Writes a text as it is.
    pub(crate) fn text(&mut self, text: impl Display) -> Result<(), Failure> {
        write!(self.0, "{text}").map_err(|error| failure(&error))
    }

    /// Writes bytes as they are.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.0.write_all(bytes).map_err(|error| failure(&error))
    }

    /// Writes `value` as one line of JSON.
    pub(crate) fn json_line(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let written = serde_json::to_writer(&mut self.0, value).map_err(io::Error::from);
        written.and_then(|()| writeln!(self.0)).map_err(|error| failure(&error))
    }

    /// Writes `value` as indented JSON.
    pub(crate) fn json_pretty(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let written = serde_json::to_writer_pretty(&mut self.0, value).map_err(io::Error::from);
        written.and_then(|()| writeln!(self.0)).map_err(|error| failure(&error))
    }

    /// Writes what is still buffered and gives standard output back.
    pub(crate) fn close(mut self) -> Result<(), Failure> {
        self.0.flush().map_err(|error| failure(&error))
    }
}

fn failure(error: &io::Error) -> Failure {
    match error.kind() {
        ErrorKind::BrokenPipe => Failure::ClosedPipe,
        _ => Failure::io("write", Path::new("standard output"), error),
    }
}
