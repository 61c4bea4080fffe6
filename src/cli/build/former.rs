//! Keeps the addresses that ended in a file beside the release, so that no later build gives them to another medicine unnoticed.

use crate::bundle::changes::PageId;
use crate::bundle::file::{File, hashed};
use crate::cli::output::{FORMER, is_former};
use std::fs;
use std::path::Path;

/// Slug, path and title of a page that an address led to.
type Row = (String, String, String);

/// The addresses that ended, from every list in a folder: a build that was killed leaves two.
pub(super) fn read(target: &Path) -> Vec<PageId> {
    let mut rows: Vec<Row> = Vec::new();
    for entry in fs::read_dir(target).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with(FORMER) {
            continue;
        }
        let bytes = fs::read(entry.path()).unwrap_or_default();
        if is_former(&name, &bytes) {
            rows.extend(serde_json::from_slice::<Vec<Row>>(&bytes).unwrap_or_default());
        }
    }
    rows.sort();
    rows.into_iter().map(|(slug, path, title)| PageId { slug, path, title, card: String::new() }).collect()
}

/// The list of these pages; `None` if no address ended.
pub(super) fn file(pages: &[PageId]) -> serde_json::Result<Option<File>> {
    if pages.is_empty() {
        return Ok(None);
    }
    let rows: Vec<Row> =
        pages.iter().map(|page| (page.slug.clone(), page.path.clone(), page.title.clone())).collect();
    let mut files = Vec::new();
    hashed(&mut files, FORMER, "json", serde_json::to_vec(&rows)?);
    Ok(files.pop())
}
