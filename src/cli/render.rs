//! `drug-card render`: prints a card as HTML, or writes all of them.

use super::bundle_files::BundleFiles;
use super::date::today;
use super::failure::Failure;
use super::output::{OutputFolder, Stdout, Writer, count};
use super::web_files;
use crate::bundle::card_file::CardFile;
use crate::bundle::error::BundleError;
use crate::bundle::file::{hashed, reference};
use crate::card::html;
use crate::export::pack::Pack;
use crate::export::page::{self, Card, Styles};
use crate::index::format::page_rows::PageRow;
use crate::lean::crc::matches_name;
use crate::text::fold::key;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The stylesheet of a card, as a file.
const STYLESHEET: &str = "card.css";
/// All cards as one page.
const PACK: &str = "print-pack.html";

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Slug of the medicine, such as `milrinone`
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    slug: Option<String>,
    /// Bundle to read
    #[arg(long)]
    bundle: PathBuf,
    /// Write a page and a fragment for every card
    #[arg(long, requires = "output")]
    all: bool,
    /// With --all: also write print-pack.html, all cards as one page to print for when the network is down
    #[arg(long, requires = "all")]
    print_pack: bool,
    /// With --all: folder to write; pages of an earlier run there are replaced or removed, other files stay
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// Print a complete page, for a frame or for readers without JavaScript
    #[arg(long, conflicts_with = "shadow")]
    page: bool,
    /// Print a `<drug-card>` with a declarative shadow root that links card.css
    #[arg(long)]
    shadow: bool,
    /// Styles of a page: inline, or a link to card.css for a Content-Security-Policy without inline styles
    #[arg(long, value_enum, default_value_t = Css::Inline)]
    css: Css,
    /// Level of the card's first heading [default: 1 on a page, otherwise 2]
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=6))]
    heading_level: Option<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Css {
    /// In the page itself
    Inline,
    /// In card.css next to the page
    Link,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let bundle = BundleFiles::open(&arguments.bundle)?;
    let rows = bundle.pages()?;
    if let (true, Some(output)) = (arguments.all, &arguments.output) {
        return all(arguments, &bundle, &rows, output);
    }
    let slug = arguments.slug.as_deref().unwrap_or_default();
    let row = rows.iter().find(|row| row.slug == slug).ok_or_else(|| {
        Failure::NotFound(format!(
            "no medicine \"{slug}\" in this bundle; to search for the name, run `drug-card search {slug} --bundle {}`",
            arguments.bundle.display()
        ))
    })?;
    let mut out = Stdout::open();
    with_card(&bundle, row, |card| {
        let level = arguments.heading_level;
        if arguments.page {
            let card = Card { heading_level: level.unwrap_or(1), ..card };
            out.text(page::page(card, styles(arguments.css)?))
        } else if arguments.shadow {
            let card = Card { heading_level: level.unwrap_or(2), ..card };
            out.text(page::shadow_fragment(card, STYLESHEET))
        } else {
            out.text(html::fragment(&card.file.tree, level.unwrap_or(2)))
        }
    })?;
    out.close()?;
    Ok(ExitCode::SUCCESS)
}

fn all(
    arguments: &Arguments,
    bundle: &BundleFiles,
    rows: &[PageRow],
    output: &Path,
) -> Result<ExitCode, Failure> {
    let folder = OutputFolder::open(output, Writer::Pages)?;
    let mut files = Vec::new();
    let mut write = |name: &str, text: &str| {
        files.push(reference(name, text.as_bytes()));
        folder.write(name, text.as_bytes())
    };
    write(STYLESHEET, web_files::text(STYLESHEET)?)?;
    if arguments.print_pack {
        write(PACK, &print_pack(bundle, rows)?)?;
    }
    for row in rows {
        with_card(bundle, row, |card| {
            let level = arguments.heading_level;
            let on_page = Card { heading_level: level.unwrap_or(1), ..card };
            write(&format!("{}.html", row.slug), &page::page(on_page, styles(arguments.css)?))?;
            let in_page = Card { heading_level: level.unwrap_or(2), ..card };
            write(&format!("{}.fragment.html", row.slug), &page::shadow_fragment(in_page, STYLESHEET))
        })?;
    }
    let mut list = Vec::new();
    let json = serde_json::to_vec(&files).map_err(BundleError::Json)?;
    hashed(&mut list, Writer::Pages.list(), "json", json);
    list.iter().try_for_each(|(name, bytes)| folder.write(name, bytes))?;
    folder.publish()?;
    let mut out = Stdout::open();
    out.line(format_args!("{}, each with its fragment → {}", count(rows.len(), "page"), output.display()))?;
    out.close()?;
    Ok(ExitCode::SUCCESS)
}

/// All cards as one page, sorted by title.
fn print_pack(bundle: &BundleFiles, rows: &[PageRow]) -> Result<String, Failure> {
    let mut sorted: Vec<&PageRow> = rows.iter().collect();
    sorted.sort_by_cached_key(|row| key(&row.title));
    let names: Vec<(&str, &str)> = sorted.iter().map(|row| (row.slug.as_str(), row.title.as_str())).collect();
    let mut pack = Pack::new(&bundle.root, web_files::text(STYLESHEET)?, &names);
    for row in sorted {
        with_card(bundle, row, |card| {
            pack.add(card);
            Ok(())
        })?;
    }
    Ok(pack.finish())
}

/// Reads and checks a card, then passes it to `render`.
fn with_card(
    bundle: &BundleFiles,
    row: &PageRow,
    render: impl FnOnce(Card) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let slug = &row.slug;
    let file = row.card();
    let bytes = bundle.fetch(&file)?;
    if !matches_name(&file, &bytes) {
        return Err(Failure::Data(format!(
            "{file}: expected intact bytes, but they do not match the checksum in the file's name; build the bundle again"
        )));
    }
    let read = CardFile::read(&bytes).map_err(|error| Failure::in_file(Path::new(&file), error))?;
    if read.facts.slug != *slug {
        return Err(Failure::Data(format!(
            "{file}: expected the card of \"{slug}\", but got that of \"{}\"; build the bundle again",
            read.facts.slug
        )));
    }
    render(Card { file: &read, root: &bundle.root, heading_level: 2, today: today()? })
}

fn styles(css_in: Css) -> Result<Styles<'static>, Failure> {
    Ok(match css_in {
        Css::Inline => Styles::Inline(web_files::text(STYLESHEET)?),
        Css::Link => Styles::Link(STYLESHEET),
    })
}
