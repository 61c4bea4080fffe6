//! Owns `drug-card build`: a folder of monographs becomes a bundle, whole or not at all.

use super::failure::Failure;
use super::overlay;
use super::progress::Progress;
use super::sources;
use super::sources::Source;
use drug_card::export::bundle::{Bundle, Counts, Prepared, Slugs};
use drug_card::export::pwa::Pwa;
use drug_card::text::Words;
use std::collections::BTreeMap;
use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Results that may wait for their turn, for each processor.
const WAITING: usize = 16;

include!(concat!(env!("OUT_DIR"), "/web_files.rs"));

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The folder of Markdown monographs
    content: PathBuf,
    /// The folder to write; an earlier bundle there is replaced
    #[arg(short, long)]
    output: PathBuf,
    /// A site's own words, three columns parted by tabs: list (brand, national, lay, intent, tallman, confusable), word, meaning
    #[arg(long, value_name = "FILE")]
    synonyms: Vec<PathBuf>,
    /// A site's own notes on medicines, as JSON: {name, date, medicines: {slug: {formulary, notes, links}}}
    #[arg(long, value_name = "FILE")]
    overlay: Option<PathBuf>,
    /// Make the app page work without network: a worker, a web manifest, icons
    #[arg(long)]
    pwa: bool,
    /// Days after which the app page calls its content old
    #[arg(long, value_name = "DAYS", requires = "pwa")]
    stale_after: Option<u32>,
    /// Print the figures as JSON
    #[arg(long)]
    json: bool,
}

/// What the build says of itself.
#[derive(serde::Serialize)]
struct Figures {
    monographs: usize,
    faqs: usize,
    units: usize,
    files: usize,
    bytes: usize,
    seconds: f64,
    build: String,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let begun = Instant::now();
    let found = sources::find(&arguments.content)?;
    let output = Output::open(&arguments.output)?;
    let words = words(&arguments.synonyms)?;
    let mut bundle = Bundle::new(&words);
    let overlay = arguments.overlay.as_deref().map(overlay::read).transpose()?;
    if arguments.pwa {
        bundle.keep_offline(Pwa { stale_after: arguments.stale_after });
    }
    let mut progress = Progress::new(found.len());
    let mut slugs = Slugs::default();
    let named: Vec<(&Source, String)> =
        found.iter().map(|source| (source, slugs.next(&source.path))).collect();
    in_order(
        &named,
        |(source, slug)| {
            Ok(Prepared::new(&words, overlay.as_ref(), &source.path, slug, &sources::read(source)?))
        },
        |ready| {
            let (name, bytes) = bundle.add(ready);
            progress.step();
            output.write(&name, &bytes)
        },
    )?;
    drop(progress);
    if let Some(overlay) = &overlay {
        overlay::check(overlay, &bundle)?;
    }
    let (root, files) =
        bundle.finish(WEB_FILES, Some(&today()?)).map_err(|error| Failure::Data(error.to_string()))?;
    for (name, bytes) in &files {
        output.write(name, bytes)?;
    }
    let (files, bytes) = output.publish()?;
    if root.cores.is_none() {
        eprintln!(
            "drug-card: this program was built without its browser files, so the bundle has cards and index but no page; \
             `cargo xtask demo` builds them"
        );
    }
    let Counts { monographs, faqs, units } = root.counts;
    let seconds = begun.elapsed().as_secs_f64();
    let figures = Figures { monographs, faqs, units, files, bytes, seconds, build: root.build };
    if arguments.json {
        println!("{}", serde_json::to_string(&figures).unwrap_or_default());
    } else {
        println!(
            "{} monographs, {} FAQs, {} units → {} files, {:.1} MB in {:.2} s ({})",
            figures.monographs,
            figures.faqs,
            figures.units,
            figures.files,
            figures.bytes as f64 / 1e6,
            figures.seconds,
            arguments.output.display()
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Does `work` on every item on all processors and hands the results to `take` in the order of the items; the first failure
/// ends it. Few results wait at a time, so memory does not grow with the number of items.
fn in_order<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> Result<R, Failure> + Sync,
    mut take: impl FnMut(R) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let (next, work) = (&AtomicUsize::new(0), &work);
    std::thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel(threads * WAITING);
        for _ in 0..threads {
            let sender = sender.clone();
            scope.spawn(move || {
                while let Some((at, item)) = {
                    let at = next.fetch_add(1, Relaxed);
                    items.get(at).map(|item| (at, item))
                } {
                    if sender.send((at, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let (mut early, mut due) = (BTreeMap::new(), 0);
        for (at, result) in receiver {
            early.insert(at, result?);
            while let Some(result) = early.remove(&due) {
                take(result)?;
                due += 1;
            }
        }
        Ok(())
    })
}

/// The built-in words and a site's own; a line that cannot be read stops the build, since a name would lead nowhere.
fn words(files: &[PathBuf]) -> Result<Words, Failure> {
    let mut words = Words::builtin();
    for file in files {
        let text = fs::read_to_string(file).map_err(|error| Failure::io("read", file, &error))?;
        if let Some(remark) = words.read_site(&text).first() {
            return Err(Failure::Data(format!("{}:{}: {}", file.display(), remark.line, remark.message)));
        }
    }
    Ok(words)
}

/// The day of the build: `SOURCE_DATE_EPOCH` where it is set, so that a build can be repeated; else the clock.
fn today() -> Result<String, Failure> {
    let seconds = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(value) => value.parse::<u64>().map_err(|_| {
            Failure::Usage(format!(
                "expected SOURCE_DATE_EPOCH to be seconds since 1970, but it is {value:?}"
            ))
        })?,
        Err(_) => SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()),
    };
    Ok(date(seconds / 86_400))
}

/// The civil date of a day counted from 1970-01-01. Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms",
/// `civil_from_days`.
fn date(days: u64) -> String {
    let z = days + 719_468;
    let era = z / 146_097;
    let day_of_era = z % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The folder being written: beside the one that was named until it is whole.
struct Output {
    target: PathBuf,
    staging: PathBuf,
    files: std::cell::Cell<(usize, usize)>,
    published: bool,
}

impl Output {
    /// Opens a staging folder beside `target`; refuses to replace a folder that holds anything but a bundle.
    fn open(target: &Path) -> Result<Self, Failure> {
        if target.exists() && !is_replaceable(target)? {
            return Err(Failure::Usage(format!(
                "expected {} to be new, empty or an earlier bundle, but it holds other files; name another folder",
                target.display()
            )));
        }
        let staging = beside(target, "new")?;
        fs::create_dir_all(&staging).map_err(|error| Failure::io("write", &staging, &error))?;
        Ok(Self {
            target: target.to_path_buf(),
            staging,
            files: std::cell::Cell::default(),
            published: false,
        })
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let file = self.staging.join(name);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(|error| Failure::io("write", folder, &error))?;
        }
        fs::write(&file, bytes).map_err(|error| Failure::io("write", &file, &error))?;
        let (files, total) = self.files.get();
        self.files.set((files + 1, total + bytes.len()));
        Ok(())
    }

    /// Puts the whole bundle in its place; gives files and bytes.
    fn publish(mut self) -> Result<(usize, usize), Failure> {
        let old = beside(&self.target, "old")?;
        let had = self.target.exists();
        if had {
            fs::rename(&self.target, &old).map_err(|error| Failure::io("replace", &self.target, &error))?;
        }
        if let Err(error) = fs::rename(&self.staging, &self.target) {
            if had {
                // The earlier bundle goes back; the first error is the one to tell.
                let _ = fs::rename(&old, &self.target);
            }
            return Err(Failure::io("write", &self.target, &error));
        }
        self.published = true;
        if had {
            fs::remove_dir_all(&old).map_err(|error| Failure::io("remove", &old, &error))?;
        }
        Ok(self.files.get())
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if !self.published {
            // Nothing half written stays behind.
            let _ = fs::remove_dir_all(&self.staging);
        }
    }
}

fn is_replaceable(target: &Path) -> Result<bool, Failure> {
    if !target.is_dir() {
        return Ok(false);
    }
    let empty = fs::read_dir(target).map_err(|error| Failure::io("read", target, &error))?.next().is_none();
    let root = fs::read_to_string(target.join("index.json")).unwrap_or_default();
    Ok(empty || root.contains("\"generator\": \"drug-card "))
}

fn beside(target: &Path, what: &str) -> Result<PathBuf, Failure> {
    let name = target.file_name().ok_or_else(|| {
        Failure::Usage(format!("expected the name of a folder to write, but {} has none", target.display()))
    })?;
    Ok(target.with_file_name(format!(".{}.{what}-{}", name.to_string_lossy(), std::process::id())))
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn days_become_dates() {
        for (days, want) in
            [(0, "1970-01-01"), (59, "1970-03-01"), (11_016, "2000-02-29"), (20_779, "2026-11-22")]
        {
            assert_eq!(date(days), want);
        }
    }
}
