//! Owns `drug-card build`: a folder of monographs becomes a bundle, whole or not at all.

use super::failure::Failure;
use super::in_order::in_order;
use super::output::Output;
use super::overlay;
use super::progress::Progress;
use super::sources;
use super::sources::Source;
use drug_card::export::bundle::{Bundle, Counts, Prepared, Slugs};
use drug_card::text::Words;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

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
