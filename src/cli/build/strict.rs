//! The check that `--strict` and `--deny` run before a build.

use crate::cli::check;
use crate::cli::date::today;
use crate::cli::failure::Failure;
use crate::cli::output::{count, diagnostics_text, warn};
use crate::cli::sources::Source;
use crate::monograph::Reading;
use crate::read::diagnostic::Rule;

/// Checks the sources and prints what stops the build; returns whether nothing does.
pub(super) fn passes(
    found: &[Source],
    deny: &[Rule],
    is_site: bool,
    reading: &Reading,
) -> Result<bool, Failure> {
    let mut diagnostics = check::diagnose(found, reading, today()?)?;
    // The pages of a site need no front matter.
    diagnostics.retain(|one| {
        check::fails(one, deny) && !(is_site && one.diagnostic.rule == Rule::FrontMatterMissing)
    });
    for one in &diagnostics {
        warn(diagnostics_text::text(one));
    }
    if !diagnostics.is_empty() {
        warn(format_args!(
            "drug-card: nothing was written; fix the {} above, or build without --strict and --deny",
            count(diagnostics.len(), "diagnostic")
        ));
    }
    Ok(diagnostics.is_empty())
}
