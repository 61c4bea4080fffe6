//! Compares a build with the release that it replaces: stops where an address or a local note would mean another medicine.

use super::former;
use crate::bundle::changes::{Addresses, Changes, PageId, clashes, compare, is_same_medicine};
use crate::cli::bundle_files::BundleFiles;
use crate::cli::failure::Failure;
use crate::cli::inputs::Inputs;
use crate::cli::output::{count, warn};
use crate::text::fold::key;
use std::collections::BTreeSet;
use std::path::Path;

/// Most slugs of a kind that are printed.
const MOST_NAMED: usize = 20;

/// What a build is beside the release that it replaces.
#[derive(Default)]
pub(super) struct Compared {
    /// What changed; `None` if there is no earlier release, or none that can be read.
    pub(super) changes: Option<Changes>,
    /// The pages that earlier releases had at addresses that lead nowhere now.
    pub(super) former: Vec<PageId>,
}

/// Compares the pages of a build with those of the bundle in `target`.
pub(super) fn with_earlier(
    target: &Path,
    new: &Addresses,
    inputs: &Inputs,
    accepted: &[String],
) -> Result<Compared, Failure> {
    if let Some(clash) = clashes(new).first() {
        return Err(Failure::Data(clash.to_string()));
    }
    let read = if target.join("index.json").exists() { earlier(target).map(Some) } else { Ok(None) };
    let old = read.unwrap_or_else(|failure| {
        warn(format_args!(
            "drug-card: the addresses were not compared with the earlier release, which cannot be read ({failure})"
        ));
        None
    });
    let is_read = old.is_some();
    let old = Addresses { former: former::read(target), ..old.unwrap_or_default() };
    check_notes(&old, new, inputs)?;
    let accepted: BTreeSet<String> = accepted.iter().cloned().collect();
    let former = old.former_after(new);
    let changes = compare(&old, new, &accepted).map(|changes| is_read.then_some(changes));
    changes.map(|changes| Compared { changes, former }).map_err(|moved| {
        let mut lines: Vec<String> = moved.iter().take(MOST_NAMED).map(ToString::to_string).collect();
        if moved.len() > MOST_NAMED {
            lines.push(format!("and {} more", moved.len() - MOST_NAMED));
        }
        Failure::Data(format!("{}; nothing was written", lines.join("\n")))
    })
}

fn earlier(target: &Path) -> Result<Addresses, Failure> {
    let bundle = BundleFiles::open(target)?;
    let page = |row: crate::index::format::page_rows::PageRow| PageId {
        slug: row.slug,
        path: row.path,
        title: row.title,
        card: row.hash,
    };
    let pages = bundle.pages()?.into_iter().map(page).collect();
    Ok(Addresses { pages, redirects: bundle.root.redirects, former: Vec::new() })
}

/// Fails if a local note named one medicine in the earlier release and would be shown with another one.
fn check_notes(old: &Addresses, new: &Addresses, inputs: &Inputs) -> Result<(), Failure> {
    let Some(overlay) = &inputs.overlay else { return Ok(()) };
    for note in overlay.lost(&BTreeSet::new()) {
        let (Some(was), Some(is)) = (noted(old, note), noted(new, note)) else { continue };
        if !is_same_medicine(was, is) {
            return Err(Failure::Data(format!(
                "expected the local note \"{note}\" to stay with {} ({}), but it would be shown with {} ({}); check the note and name its \
                 medicine by title",
                was.title, was.path, is.title, is.path
            )));
        }
    }
    Ok(())
}

/// The page that a note names, by slug or title.
fn noted<'a>(addresses: &'a Addresses, note: &str) -> Option<&'a PageId> {
    let name = key(note);
    let pages = &addresses.pages;
    pages
        .iter()
        .find(|page| key(&page.slug) == name)
        .or_else(|| pages.iter().find(|page| key(&page.title) == name))
}

/// What changed, in a line for each kind.
pub(super) fn lines(changes: &Changes) -> Vec<String> {
    let Changes { new, changed, gone, renamed } = changes;
    let renamed: Vec<String> = renamed.iter().map(|(old, new)| format!("{old} → {new}")).collect();
    let kinds = [("new", new), ("changed", changed), ("gone", gone), ("renamed", &renamed)];
    let some = kinds.into_iter().filter(|(_, slugs)| !slugs.is_empty());
    some.map(|(kind, slugs)| {
        let named: Vec<&str> = slugs.iter().take(MOST_NAMED).map(String::as_str).collect();
        let more = if slugs.len() > MOST_NAMED { ", …" } else { "" };
        format!("{} {kind}: {}{more}", count(slugs.len(), "page"), named.join(", "))
    })
    .collect()
}
