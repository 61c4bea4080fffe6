//! Writes one part of a build (`--part I/N`), for `drug-card merge`.

use super::prepare_all::{links, prepare_all};
use crate::bundle::build_part::{Head, PartWriter};
use crate::bundle::error::BundleError;
use crate::cli::failure::Failure;
use crate::cli::inputs::Inputs;
use crate::cli::output::{Stdout, count, write_atomically};
use crate::cli::pages::Pages;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Writes part `part` of `of`: a contiguous range of the files, sorted by path.
pub(crate) fn write(
    pages: &Pages,
    part: usize,
    of: usize,
    inputs: &Inputs,
    target: &Path,
) -> Result<ExitCode, Failure> {
    let Pages { pages, redirects, .. } = pages;
    let names = pages.iter().map(|page| (page.source.path.as_str(), page.slug.as_str()));
    let head = Head::new(part, of, names, redirects, &inputs.fingerprint);
    let share = &pages[pages.len() * (part - 1) / of..pages.len() * part / of];
    let links = links(pages, inputs)?;
    write_atomically(target, |out| {
        let mut write = |text: String| {
            out.write_all(text.as_bytes()).map_err(|error| Failure::io("write", target, &error))
        };
        let failed = |error| Failure::in_file(target, BundleError::Json(error));
        let (mut writer, first) = PartWriter::new(&head).map_err(failed)?;
        write(first)?;
        prepare_all(share, inputs, &links, Ok, |prepared| write(writer.add(prepared).map_err(failed)?))?;
        write(writer.finish().map_err(failed)?)
    })?;
    let mut out = Stdout::open();
    out.line(format_args!(
        "part {part} of {of}: {} of {} → {}",
        share.len(),
        count(pages.len(), "monograph"),
        target.display()
    ))?;
    out.close()?;
    Ok(ExitCode::SUCCESS)
}
