//! Owns `drug-card render`: a card of a bundle as HTML.

use super::bundle_files::BundleFiles;
use super::failure::Failure;
use drug_card::export::{card_file, html};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The medicine's name in addresses, such as `milrinone`
    slug: String,
    /// The bundle
    #[arg(long)]
    bundle: PathBuf,
    /// The level of the card's first heading
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=6))]
    heading_level: u8,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let bundle = BundleFiles::open(&arguments.bundle)?;
    let pages = bundle.pages()?;
    let page = pages.iter().find(|page| page.slug == arguments.slug).ok_or_else(|| {
        Failure::NotFound(format!(
            "no medicine \"{}\" in this bundle; `drug-card search {} --bundle {}` looks for names",
            arguments.slug,
            arguments.slug,
            arguments.bundle.display()
        ))
    })?;
    let file = page.card();
    let bytes = bundle.fetch(&file)?;
    let (header, tree) =
        card_file::read(&bytes).map_err(|sentence| Failure::Data(format!("{file}: {sentence}")))?;
    if header.slug != arguments.slug {
        return Err(Failure::Data(format!(
            "{file}: expected the card of \"{}\", but it is of \"{}\"; build the bundle again",
            arguments.slug, header.slug
        )));
    }
    print!("{}", html::fragment(&tree, arguments.heading_level));
    Ok(ExitCode::SUCCESS)
}
