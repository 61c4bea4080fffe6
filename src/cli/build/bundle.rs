//! Builds a bundle once.

use super::arguments::Arguments;
use super::finish::finish;
use super::part;
use super::prepare_all::{links, prepare_all};
use super::strict;
use crate::bundle::entry::BundleEntry;
use crate::bundle::gather::Bundle;
use crate::cli::failure::Failure;
use crate::cli::find;
use crate::cli::inputs;
use crate::cli::output::{OutputFolder, Writer, warn};
use crate::cli::pages;
use crate::cli::site;
use std::process::ExitCode;
use std::time::Instant;

/// Builds the bundle that the arguments describe, or one part of it.
pub(super) fn build(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let started = Instant::now();
    arguments.finish.check()?;
    let language = arguments.inputs.language();
    let mut options = arguments.finish.clone();
    let found = match (&arguments.content, &arguments.site.site) {
        (Some(content), _) => {
            let found = find::find(content, &arguments.exclude)?;
            found.report();
            arguments.inputs.divide(found.sources)?
        }
        (None, Some(folder)) => {
            options.url_template = Some(site::template_of(options.url_template.as_deref())?);
            let site = site::find(&arguments.site, folder, &arguments.exclude, &arguments.output, language)?;
            site.report_skipped();
            if arguments.strict && !site.skipped.is_empty() {
                warn(
                    "drug-card: nothing was written; name only the folder of the monographs, mark them for --site-selector, or build \
                     without --strict",
                );
                return Ok(ExitCode::from(1));
            }
            site.found
        }
        (None, None) => {
            return Err(Failure::Usage(
                "expected a folder of monographs, but got none; name it, or name the folder of a site with --site".into(),
            ));
        }
    };
    let pages = pages::choose(&found, language, &arguments.choice)?;
    let is_site = arguments.content.is_none();
    let checks = arguments.strict || !arguments.deny.is_empty();
    let checked = || pages.pages.iter().map(|page| page.source.clone()).collect::<Vec<_>>();
    if checks && !strict::passes(&checked(), &arguments.deny, is_site, &arguments.inputs.reading()?)? {
        return Ok(ExitCode::from(1));
    }
    let inputs = inputs::read(&arguments.inputs)?;
    if let Some((part, of)) = arguments.part {
        if pages.skipped > 0 {
            // The merged bundle would not say that pages are missing.
            return Err(Failure::Usage(
                "expected --skip-bad without --part; correct the files named above".into(),
            ));
        }
        return part::write(&pages, part, of, &inputs, &arguments.output);
    }
    let output = OutputFolder::open(&arguments.output, Writer::Bundle)?;
    let mut bundle = Bundle::new(&inputs.words);
    bundle.redirect(pages.redirects);
    bundle.skip(pages.skipped);
    let counter = bundle.counter();
    let write_card = |prepared| {
        let (entry, (name, bytes)) = BundleEntry::new(prepared, &counter);
        output.write(&name, &bytes)?;
        Ok(entry)
    };
    let links = links(&pages.pages, &inputs)?;
    let understood = prepare_all(&pages.pages, &inputs, &links, write_card, |entry| {
        bundle.enter(entry);
        Ok(())
    })?;
    options.understood = Some(understood);
    options.left_out = pages.left_out.len();
    finish(bundle, &inputs, output, &options, &arguments.output, started)
}
