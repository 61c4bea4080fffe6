//! Owns `drug-card render`: cards of a bundle as HTML.

use super::bundle_files::BundleFiles;
use super::failure::Failure;
use super::web_files::WEB_FILES;
use crate::bundle::card_file;
use crate::card::html;
use crate::export::page::{self, Card, Styles};
use crate::index::format::page_rows::PageRow;
use crate::lean::crc::matches_name;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The styles of a card as a file of their own.
const STYLESHEET: &str = "card.css";

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The medicine's name in addresses, such as `milrinone`
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    slug: Option<String>,
    /// The bundle
    #[arg(long)]
    bundle: PathBuf,
    /// Every card, as files: a page and a fragment each
    #[arg(long, requires = "output")]
    all: bool,
    /// With --all: the folder to write
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// A whole page, for a frame or a reader without script
    #[arg(long, conflicts_with = "shadow")]
    page: bool,
    /// A `<drug-card>` with its content in a declarative shadow root; its styles are linked
    #[arg(long)]
    shadow: bool,
    /// Where a page has its styles: in itself, or in card.css beside it for a policy that wants files
    #[arg(long, value_enum, default_value_t = Css::Inline)]
    css: Css,
    /// The level of the card's first heading; 1 on a page of its own
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=6))]
    heading_level: Option<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Css {
    Inline,
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
            "no medicine \"{slug}\" in this bundle; `drug-card search {slug} --bundle {}` looks for names",
            arguments.bundle.display()
        ))
    })?;
    with_card(&bundle, row, |card| {
        let level = arguments.heading_level;
        if arguments.page {
            let card = Card { heading_level: level.unwrap_or(1), ..card };
            print!("{}", page::page(card, styles(arguments.css)?));
        } else if arguments.shadow {
            let card = Card { heading_level: level.unwrap_or(2), ..card };
            print!("{}", page::shadow_fragment(card, STYLESHEET));
        } else {
            print!("{}", html::fragment(card.tree, level.unwrap_or(2)));
        }
        Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}

fn all(
    arguments: &Arguments,
    bundle: &BundleFiles,
    rows: &[PageRow],
    output: &Path,
) -> Result<ExitCode, Failure> {
    fs::create_dir_all(output).map_err(|error| Failure::io("write", output, &error))?;
    let write = |name: &str, text: &str| {
        let file = output.join(name);
        fs::write(&file, text).map_err(|error| Failure::io("write", &file, &error))
    };
    write(STYLESHEET, css()?)?;
    for row in rows {
        with_card(bundle, row, |card| {
            let level = arguments.heading_level;
            let on_page = Card { heading_level: level.unwrap_or(1), ..card };
            write(&format!("{}.html", row.slug), &page::page(on_page, styles(arguments.css)?))?;
            let in_page = Card { heading_level: level.unwrap_or(2), ..card };
            write(&format!("{}.fragment.html", row.slug), &page::shadow_fragment(in_page, STYLESHEET))
        })?;
    }
    println!("{} pages and fragments → {}", rows.len(), output.display());
    Ok(ExitCode::SUCCESS)
}

/// Reads and checks a card, and gives it to `use_it`.
fn with_card(
    bundle: &BundleFiles,
    row: &PageRow,
    use_it: impl FnOnce(Card) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let PageRow { slug, title, .. } = row;
    let file = row.card();
    let bytes = bundle.fetch(&file)?;
    if !matches_name(&file, &bytes) {
        return Err(Failure::Data(format!(
            "{file}: expected the card whose checksum is in this name, but other bytes came; copy or build the bundle again"
        )));
    }
    let (header, tree) =
        card_file::read(&bytes).map_err(|sentence| Failure::Data(format!("{file}: {sentence}")))?;
    if header.slug != *slug {
        return Err(Failure::Data(format!(
            "{file}: expected the card of \"{slug}\", but it is of \"{}\"; build the bundle again",
            header.slug
        )));
    }
    use_it(Card { slug, title, tree: &tree, root: &bundle.root, heading_level: 2 })
}

fn styles(css_in: Css) -> Result<Styles<'static>, Failure> {
    Ok(match css_in {
        Css::Inline => Styles::Inline(css()?),
        Css::Link => Styles::Link(STYLESHEET),
    })
}

fn css() -> Result<&'static str, Failure> {
    let file = WEB_FILES.iter().find(|(name, _)| *name == STYLESHEET);
    file.and_then(|(_, bytes)| std::str::from_utf8(bytes).ok()).ok_or_else(|| {
        Failure::Files(
            "this program was built without its browser files and has no styles for a page; `cargo xtask demo` builds them"
                .into(),
        )
    })
}
