//! Owns `drug-card build`: a folder of monographs becomes a bundle, whole or not at all.

use super::check;
use super::date::today;
use super::failure::Failure;
use super::in_order::in_order;
use super::inputs::{self, Inputs};
use super::output::{Output, whole_file};
use super::progress::Progress;
use super::site;
use super::sources::{self, Source};
use super::values::{part, rule, template};
use super::watch;
use super::web_files::WEB_FILES;
use crate::bundle::build_part::{Head, PartWriter};
use crate::bundle::entry::BundleEntry;
use crate::bundle::gather::Bundle;
use crate::bundle::offline::Pwa;
use crate::bundle::prepare::Prepared;
use crate::bundle::root::Counts;
use crate::bundle::slugs::Slugs;
use crate::cli::diagnostics_text;
use crate::read::diagnostic::Rule;
use crate::text::Language;
use clap::ArgAction::Set;
use clap::builder::ArgPredicate;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The folder of Markdown monographs
    #[arg(default_value_if("site", ArgPredicate::IsPresent, None))]
    pub(crate) content: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) site: site::Pages,
    /// The folder to write, an earlier bundle there is replaced; with --part the file
    #[arg(short, long)]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    inputs: inputs::Own,
    /// Make only part I of N, as a file for `drug-card merge`, on a machine of its own
    #[arg(long, value_name = "I/N", value_parser = part, conflicts_with_all = ["title", "url_template", "pwa", "stale_after", "json"])]
    part: Option<(usize, usize)>,
    /// Write nothing while `check` finds more than notes, or, with --deny, what is denied
    #[arg(long, action = Set, num_args = 0..=1, require_equals = true, default_value_t = false, default_missing_value = "true",
          value_name = "BOOL")]
    strict: bool,
    /// Write nothing while `check` finds this rule; may be given several times
    #[arg(long, value_name = "RULE", value_parser = rule)]
    deny: Vec<Rule>,
    /// Build again whenever a monograph, the names or the notes change
    #[arg(long, conflicts_with = "part")]
    watch: bool,
    #[command(flatten)]
    finish: Finish,
}

/// What is settled when all monographs are there.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Finish {
    /// The name of the bundle's own page
    #[arg(long)]
    title: Option<String>,
    /// Where hits lead: the site's own page of a medicine, such as /drugs/{path}/#{anchor}; {slug} is its name in addresses, {path}
    /// its file without .md
    #[arg(long, value_name = "ADDRESS", value_parser = template)]
    url_template: Option<String>,
    /// Make the app page work without network: a worker, a web manifest, icons
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL")]
    pwa: Option<bool>,
    /// Days after which the app page of --pwa calls its content old
    #[arg(long, value_name = "DAYS")]
    stale_after: Option<u32>,
    /// Print the figures as JSON
    #[arg(long)]
    json: bool,
}

impl Finish {
    /// What can be refused before anything is built.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        if self.stale_after.is_some() && self.pwa.is_none() {
            return Err(Failure::Usage(
                "expected --pwa beside --stale-after, since only an app page that works without network tells its age; add it".into(),
            ));
        }
        Ok(())
    }
}

/// What the build says of itself.
#[derive(serde::Serialize)]
struct Figures {
    monographs: usize,
    faqs: usize,
    #[serde(rename = "units")]
    passages: usize,
    files: usize,
    bytes: usize,
    seconds: f64,
    build: String,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if !arguments.watch {
        return once(arguments);
    }
    let known = state(arguments);
    preload_hints(arguments);
    keep(arguments, known)
}

/// Builds, and says what went wrong: the next change may mend it.
pub(crate) fn preload_hints(arguments: &Arguments) {
    if let Err(failure) = once(arguments) {
        eprintln!("drug-card: {failure}");
    }
}

/// Builds again whenever the state is another one than the one known, until the program ends.
pub(crate) fn keep(arguments: &Arguments, mut known: u64) -> ! {
    loop {
        known = watch::changed(known, || state(arguments));
        preload_hints(arguments);
    }
}

/// What the build is made of, as `watch` sees it.
pub(crate) fn state(arguments: &Arguments) -> u64 {
    let found = match (&arguments.content, &arguments.site.site) {
        (Some(content), _) => sources::find(content),
        (None, Some(folder)) => site::files(folder, &arguments.output).map(|(files, _)| files),
        (None, None) => Ok(Vec::new()),
    };
    let found = found.unwrap_or_default();
    watch::state(found.iter().map(|source| source.file.as_path()).chain(arguments.inputs.files()))
}

fn once(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let begun = Instant::now();
    arguments.finish.check()?;
    let language = arguments.inputs.language();
    let mut options = arguments.finish.clone();
    let found = match (&arguments.content, &arguments.site.site) {
        (Some(content), _) => sources::find(content)?,
        (None, Some(folder)) => {
            options.url_template = Some(site::template_of(options.url_template.as_deref())?);
            let site = site::find(&arguments.site, folder, &arguments.output, language)?;
            site.tell();
            if arguments.strict && !site.skipped.is_empty() {
                eprintln!(
                    "drug-card: nothing was written; name the folder of the monographs alone, mark them for --site-selector, or build \
                     without --strict"
                );
                return Ok(ExitCode::from(1));
            }
            site.found
        }
        (None, None) => {
            return Err(Failure::Usage(
                "expected the folder of the monographs, or --site and the folder of a site".into(),
            ));
        }
    };
    let of_site = arguments.content.is_none();
    if (arguments.strict || !arguments.deny.is_empty()) && denied(&found, &arguments.deny, of_site, language)?
    {
        return Ok(ExitCode::from(1));
    }
    let inputs = inputs::read(&arguments.inputs)?;
    let mut slugs = Slugs::of(&inputs.words.language);
    let named: Vec<(&Source, String)> =
        found.iter().map(|source| (source, slugs.next(&source.path))).collect();
    if let Some((part, of)) = arguments.part {
        return write_part(&named, part, of, &inputs, &arguments.output);
    }
    let output = Output::open(&arguments.output)?;
    let mut bundle = Bundle::new(&inputs.words);
    let counter = bundle.counter();
    let enter = |ready| {
        let (entry, (name, bytes)) = BundleEntry::new(ready, &counter);
        output.write(&name, &bytes)?;
        Ok(entry)
    };
    each_ready(&named, &inputs, enter, |entry| {
        bundle.enter(entry);
        Ok(())
    })?;
    finish(bundle, &inputs, output, &options, &arguments.output, begun)
}

/// Whether the check finds what stops the build; prints it.
fn denied(found: &[Source], deny: &[Rule], of_site: bool, language: &Language) -> Result<bool, Failure> {
    let mut diagnostics = check::gather(found, language)?;
    // The pages of a site need no front matter.
    diagnostics.retain(|diagnostic| {
        check::counts(diagnostic, deny) && !(of_site && diagnostic.remark.rule == Rule::FrontMatterMissing)
    });
    for diagnostic in &diagnostics {
        eprintln!("{}", diagnostics_text::text(diagnostic));
    }
    if !diagnostics.is_empty() {
        eprintln!(
            "drug-card: nothing was written; mend the {} findings, or build without --strict and --deny",
            diagnostics.len()
        );
    }
    Ok(!diagnostics.is_empty())
}

/// Makes monographs ready and then `more` of them on all processors, and hands that to `take` in order.
fn each_ready<R: Send>(
    named: &[(&Source, String)],
    inputs: &Inputs,
    more: impl Fn(Prepared) -> Result<R, Failure> + Sync,
    mut take: impl FnMut(R) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut progress = Progress::new(named.len());
    in_order(
        named,
        |(source, slug)| {
            let text = sources::read(source)?;
            let parsed = source.parse(&text, &inputs.words.language)?;
            let ready = Prepared::of(
                &inputs.words,
                inputs.overlay.as_ref(),
                &source.path,
                slug,
                &text,
                &parsed.monograph,
            )
            .map_err(|sentence| Failure::Data(format!("{}: {sentence}", source.file.display())))?;
            more(ready)
        },
        |ready| {
            progress.step();
            take(ready)
        },
    )
}

/// Writes the share of one part: a run of the files in the order of their paths.
fn write_part(
    named: &[(&Source, String)],
    part: usize,
    of: usize,
    inputs: &Inputs,
    target: &Path,
) -> Result<ExitCode, Failure> {
    let paths = named.iter().map(|(source, _)| source.path.as_str());
    let head = Head::new(part, of, paths, &inputs.fingerprint);
    let share = &named[named.len() * (part - 1) / of..named.len() * part / of];
    whole_file(target, |out| {
        let mut write = |text: String| {
            out.write_all(text.as_bytes()).map_err(|error| Failure::io("write", target, &error))
        };
        let (mut writer, first) = PartWriter::new(&head);
        write(first)?;
        each_ready(share, inputs, Ok, |ready| write(writer.add(ready)))?;
        write(writer.finish())
    })?;
    println!("part {part} of {of}: {} of {} monographs → {}", share.len(), named.len(), target.display());
    Ok(ExitCode::SUCCESS)
}

/// Writes the rest of a bundle whose monographs are all there, puts it in its place and says what it is.
pub(crate) fn finish(
    mut bundle: Bundle,
    inputs: &Inputs,
    output: Output,
    options: &Finish,
    target: &Path,
    begun: Instant,
) -> Result<ExitCode, Failure> {
    inputs.check(&bundle)?;
    if let Some(title) = &options.title {
        bundle.name(title);
    }
    if options.pwa == Some(true) {
        bundle.keep_offline(Pwa { stale_after: options.stale_after });
    }
    let template = options.url_template.as_deref();
    let (root, files) = bundle.finish(WEB_FILES, Some(&today()?), template)?;
    in_order(&files, |(name, bytes)| output.write(name, bytes), Ok)?;
    let (files, bytes) = output.publish()?;
    if root.cores.is_none() {
        eprintln!(
            "drug-card: this program was built without its browser files, so the bundle has cards and index but no page; \
             `cargo xtask demo` builds them"
        );
    }
    let Counts { monographs, faqs, passages } = root.counts;
    let seconds = begun.elapsed().as_secs_f64();
    let figures = Figures { monographs, faqs, passages, files, bytes, seconds, build: root.build };
    if options.json {
        println!("{}", serde_json::to_string(&figures).unwrap_or_default());
    } else {
        println!(
            "{} monographs, {} FAQs, {} units → {} files, {:.1} MB in {:.2} s ({})",
            figures.monographs,
            figures.faqs,
            figures.passages,
            figures.files,
            figures.bytes as f64 / 1e6,
            figures.seconds,
            target.display()
        );
    }
    Ok(ExitCode::SUCCESS)
}
