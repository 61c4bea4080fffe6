//! The arguments of `drug-card build`.

use super::finish::Finish;
use crate::cli::exclude::Exclude;
use crate::cli::inputs;
use crate::cli::pages;
use crate::cli::site;
use crate::cli::values;
use crate::read::diagnostic::Rule;
use clap::ArgAction::Set;
use clap::builder::ArgPredicate;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Folder of Markdown monographs
    #[arg(default_value_if("site", ArgPredicate::IsPresent, None))]
    pub(crate) content: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) site: site::Pages,
    /// Folder to write (an earlier bundle there is replaced, other files stay), or the file to write with --part
    #[arg(short, long)]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(super) exclude: Exclude,
    #[command(flatten)]
    pub(super) inputs: inputs::Own,
    #[command(flatten)]
    pub(super) choice: pages::Choice,
    /// Build only part I of N, as a file for `drug-card merge`; parts can be built on different machines
    #[arg(long, value_name = "I/N", value_parser = values::part, conflicts_with_all = ["title", "url_template", "pwa", "stale_after", "host", "notice", "footer", "logo", "kiosk", "demo", "json"])]
    pub(super) part: Option<(usize, usize)>,
    /// Write nothing if `check` reports warnings or errors (with --deny: only if it reports one of those rules)
    #[arg(long, action = Set, num_args = 0..=1, require_equals = true, default_value_t = false, default_missing_value = "true",
          value_name = "BOOL")]
    pub(super) strict: bool,
    /// Write nothing if `check` reports this rule; may be repeated
    #[arg(long, value_name = "RULE", value_parser = values::rule)]
    pub(super) deny: Vec<Rule>,
    /// Rebuild when a monograph, synonym or overlay file changes
    #[arg(long, conflicts_with = "part")]
    pub(super) watch: bool,
    #[command(flatten)]
    pub(super) finish: Finish,
}
