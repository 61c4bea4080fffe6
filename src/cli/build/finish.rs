//! Writes the rest of a bundle once all monographs are in it, and prints its figures.

use super::app_page::AppPage;
use super::compare::{self, Compared};
use super::former;
use super::understood::Understood;
use crate::bundle::changes::Changes;
use crate::bundle::error::BundleError;
use crate::bundle::file::{hashed, reference};
use crate::bundle::gather::Bundle;
use crate::bundle::offline::Pwa;
use crate::bundle::root::{Counts, FileRef};
use crate::cli::date::today;
use crate::cli::failure::Failure;
use crate::cli::hosts::{Host, Hosted};
use crate::cli::inputs::Inputs;
use crate::cli::output::{HOSTS, OutputFolder, Stdout, count};
use crate::cli::parallel::ordered_parallel_map;
use crate::cli::values;
use crate::cli::web_files::{self, WEB_FILES};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

/// Options that apply once all monographs are read, shared by `build` and `merge`.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Finish {
    /// Title of the bundle's own page
    #[arg(long)]
    title: Option<String>,
    /// Where hits link to, such as /drugs/{path}/#{anchor}: {slug} is the medicine's slug, {path} its file without .md
    #[arg(long, value_name = "ADDRESS", value_parser = values::template)]
    pub(crate) url_template: Option<String>,
    /// Make the app page installable and usable offline: adds a service worker, a web manifest and icons
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL")]
    pwa: Option<bool>,
    /// With --pwa: days after which the app page says that its content is old
    #[arg(long, value_name = "DAYS")]
    stale_after: Option<u32>,
    /// Also write the configuration of this web server or static host: media types, policy, caching; may be repeated
    #[arg(long, value_enum)]
    host: Vec<Host>,
    /// With --host: address of the bundle on its site
    #[arg(long, value_name = "ADDRESS", value_parser = values::base, default_value = "/")]
    base: String,
    /// Accept that this address ends, or leads to another medicine than in the earlier release; may be repeated
    #[arg(long, value_name = "SLUG")]
    accept: Vec<String>,
    /// How many pages are not published.
    #[arg(skip)]
    pub(crate) left_out: usize,
    /// What was understood of the pages, where they were read.
    #[arg(skip)]
    pub(crate) understood: Option<Understood>,
    #[command(flatten)]
    app: AppPage,
    /// Print the figures as JSON
    #[arg(long)]
    json: bool,
}

impl Finish {
    /// Rejects contradictory options, and a program without pages, before anything is built.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        web_files::check()?;
        self.app.check()?;
        if self.stale_after.is_some() && self.pwa.is_none() {
            return Err(Failure::Usage(
                "expected --pwa with --stale-after, since only the offline app page shows its age; add --pwa"
                    .into(),
            ));
        }
        Ok(())
    }
}

/// What `--json` prints.
#[derive(serde::Serialize)]
struct Figures {
    monographs: usize,
    faqs: usize,
    /// Scripts read this key.
    #[serde(rename = "units")]
    passages: usize,
    files: usize,
    bytes: usize,
    seconds: f64,
    build: String,
    /// Pages that are not published.
    left_out: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    understood: Option<Understood>,
    /// What changed since the earlier release, if there was one.
    #[serde(flatten)]
    changes: Option<Changes>,
}

/// Writes the remaining files, moves the bundle into place and prints its figures.
pub(crate) fn finish(
    mut bundle: Bundle,
    inputs: &Inputs,
    output: OutputFolder,
    options: &Finish,
    target: &Path,
    started: Instant,
) -> Result<ExitCode, Failure> {
    inputs.check(&bundle)?;
    let Compared { changes, former } =
        compare::with_earlier(target, bundle.addresses(), inputs, &options.accept)?;
    if let Some(title) = &options.title {
        bundle.name(title);
    }
    if options.pwa == Some(true) {
        bundle.keep_offline(Pwa { stale_after: options.stale_after });
    }
    let template = options.url_template.as_deref();
    let web = options.app.files(WEB_FILES)?;
    let web: Vec<(&str, &[u8])> = web.iter().map(|(name, bytes)| (&**name, &**bytes)).collect();
    let (root, files) = bundle.finish(&web, Some(&today()?.to_string()), template)?;
    ordered_parallel_map(&files, |(name, bytes)| output.write(name, bytes), Ok)?;
    let mut settings = Vec::new();
    for host in &options.host {
        let names = files.iter().map(|(name, _)| name.as_str()).collect();
        let hosted = Hosted { files: names, offline: options.pwa == Some(true), base: &options.base };
        settings.push(host.file(&hosted));
    }
    if !settings.is_empty() {
        // By this list the next build knows that the files are its own.
        let list: Vec<FileRef> = settings.iter().map(|(name, bytes)| reference(name, bytes)).collect();
        hashed(&mut settings, HOSTS, "json", serde_json::to_vec(&list).map_err(BundleError::Json)?);
    }
    settings.extend(former::file(&former).map_err(BundleError::Json)?);
    settings.iter().try_for_each(|(name, bytes)| output.write(name, bytes))?;
    let (files, bytes) = output.publish()?;
    let Counts { monographs, faqs, passages } = root.counts;
    let seconds = started.elapsed().as_secs_f64();
    let figures = Figures {
        monographs,
        faqs,
        passages,
        files,
        bytes,
        seconds,
        build: root.build,
        left_out: options.left_out,
        understood: options.understood,
        changes,
    };
    let mut out = Stdout::open();
    if options.json {
        out.json_line(&figures)?;
    } else {
        out.line(format_args!(
            "{}, {}, {} → {}, {:.1} MB in {seconds:.2} s ({})",
            count(monographs, "monograph"),
            count(faqs, "FAQ"),
            count(passages, "passage"),
            count(files, "file"),
            bytes as f64 / 1e6,
            target.display()
        ))?;
        if let Some(understood) = &options.understood {
            out.line(understood.line())?;
        }
        figures.changes.iter().flat_map(compare::lines).try_for_each(|line| out.line(line))?;
    }
    out.close()?;
    if let Some(understood) = &options.understood {
        understood.warn_of_little();
    }
    Ok(ExitCode::SUCCESS)
}
