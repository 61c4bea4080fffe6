//! Reads the files of monographs and parses them.

use super::failure::Failure;
use super::text_file;
use crate::monograph::{
    Monograph, Parsed, Reading, SIZE_CAP, check_html, check_with, parse_html, parse_with, read_names,
};
use crate::read::html::{MAX_BYTES, Selector, Skip};
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

/// The syntax of a monograph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Syntax {
    Markdown,
    /// Markdown that is a part of its file, with its text.
    Part(String),
    /// HTML, with the selector of the element that contains the monograph, if the site has one.
    Html(Option<Selector>),
}

/// A monograph's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    /// Its path relative to the folder given, with `/`; for a page of a site, its address.
    pub(crate) path: String,
    /// Its file.
    pub(crate) file: PathBuf,
    /// Its syntax.
    pub(crate) syntax: Syntax,
}

impl Source {
    /// Its file as the user typed it: terminals, GitHub and editors open it from the working folder.
    pub(crate) fn shown(&self) -> String {
        let name = self.file.to_string_lossy();
        let name = if cfg!(windows) { name.replace('\\', "/") } else { name.into_owned() };
        name.strip_prefix("./").map_or_else(|| name.clone(), str::to_string)
    }

    /// Parses the text of the file.
    pub(crate) fn parse(&self, text: &str, reading: &Reading) -> Result<Parsed, Failure> {
        match &self.syntax {
            Syntax::Markdown | Syntax::Part(_) => Ok(self.named(parse_with(text, reading))),
            Syntax::Html(selector) => {
                parse_html(text, selector.as_ref(), &reading.language).map_err(|skip| self.skipped(skip))
            }
        }
    }

    /// Parses the text of the file for what other pages need of it.
    pub(crate) fn names(&self, text: &str, reading: &Reading) -> Result<Monograph, Failure> {
        match &self.syntax {
            Syntax::Markdown | Syntax::Part(_) => {
                let parsed = Parsed { monograph: read_names(text, reading), diagnostics: Vec::new() };
                Ok(self.named(parsed).monograph)
            }
            Syntax::Html(_) => Ok(self.parse(text, reading)?.monograph),
        }
    }

    /// Parses the text of the file with every check.
    pub(crate) fn check(&self, text: &str, reading: &Reading) -> Result<Parsed, Failure> {
        match &self.syntax {
            Syntax::Markdown | Syntax::Part(_) => Ok(self.named(check_with(text, reading))),
            Syntax::Html(selector) => {
                check_html(text, selector.as_ref(), &reading.language).map_err(|skip| self.skipped(skip))
            }
        }
    }

    fn named(&self, mut parsed: Parsed) -> Parsed {
        parsed.name_after(&self.path);
        parsed
    }

    fn skipped(&self, skip: Skip) -> Failure {
        Failure::in_file(&self.file, skip.sentence())
    }

    /// The largest file that is read, in bytes.
    fn most(&self) -> usize {
        match self.syntax {
            Syntax::Markdown | Syntax::Part(_) => SIZE_CAP,
            Syntax::Html(_) => MAX_BYTES,
        }
    }
}

/// Reads the text of a source.
pub(crate) fn read(source: &Source) -> Result<String, Failure> {
    if let Syntax::Part(text) = &source.syntax {
        return Ok(text.clone());
    }
    let file = &source.file;
    let most = source.most();
    let failed = |error| Failure::io("read", file, &error);
    let mut opened = File::open(file).map_err(failed)?;
    let bytes = opened.metadata().map_err(failed)?.len();
    if bytes > most as u64 {
        return Err(Failure::Data(format!(
            "{}: expected a monograph of at most {most} bytes, but it has {bytes}; split it or move it out of the folder",
            file.display()
        )));
    }
    let mut read = Vec::with_capacity(bytes as usize + 1);
    opened.read_to_end(&mut read).map_err(failed)?;
    text_file::decode(&read).map_err(|error| error.in_file(file))
}
