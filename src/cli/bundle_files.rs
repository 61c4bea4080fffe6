//! Reads a bundle from disk, with the same checks as the page.

use super::failure::Failure;
use crate::bundle::error::BundleError;
use crate::bundle::root::{FORMAT, FileRef, Root};
use crate::index::Index;
use crate::index::format::page_rows::{self, PageRow};
use crate::search::{Query, SearchResults, complete};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// A bundle on disk.
pub(crate) struct BundleFiles {
    folder: PathBuf,
    /// Its root file.
    pub(crate) root: Root,
}

impl BundleFiles {
    /// Opens the bundle in `folder`.
    pub(crate) fn open(folder: &Path) -> Result<Self, Failure> {
        let file = folder.join("index.json");
        let text = fs::read(&file).map_err(|error| Failure::io("read", &file, &error))?;
        let value: serde_json::Value = serde_json::from_slice(&text).map_err(|error| {
            Failure::Data(format!(
                "{}: expected the root of a bundle, but it is not JSON ({error}); build the bundle again",
                file.display()
            ))
        })?;
        let format = value.get("format").and_then(serde_json::Value::as_u64);
        if format != Some(u64::from(FORMAT)) {
            let got = format.map_or_else(|| "none".into(), |format| format.to_string());
            return Err(Failure::Data(format!(
                "{}: expected bundle format {FORMAT}, but got {got}; build the bundle again with this version",
                file.display()
            )));
        }
        if !Root::is_whole(&text) {
            return Err(Failure::Data(format!(
                "{}: expected intact bytes, but they do not match their checksum; build the bundle again",
                file.display()
            )));
        }
        let root = serde_json::from_value(value).map_err(|error| {
            Failure::in_file(
                &file,
                format_args!("expected a complete root of a bundle, but {error}; build the bundle again"),
            )
        })?;
        Ok(Self { folder: folder.to_path_buf(), root })
    }

    /// Reads a file that the root names and checks its length and hash.
    pub(crate) fn read(&self, reference: &FileRef) -> Result<Vec<u8>, Failure> {
        let file = self.folder.join(&reference.file);
        let bytes = fs::read(&file).map_err(|error| Failure::io("read", &file, &error))?;
        if bytes.len() != reference.bytes {
            return Err(Failure::Data(format!(
                "{}: expected {} bytes, but it has {}; it is incomplete or from another build, so build the bundle again",
                file.display(),
                reference.bytes,
                bytes.len()
            )));
        }
        if STANDARD.encode(Sha256::digest(&bytes)) != reference.sha256 {
            return Err(Failure::Data(format!(
                "{}: expected intact bytes, but they do not match their hash; build the bundle again",
                file.display()
            )));
        }
        Ok(bytes)
    }

    /// Every file but the root, the list itself and the service worker.
    pub(crate) fn files(&self) -> Result<Vec<FileRef>, Failure> {
        serde_json::from_slice(&self.read(&self.root.files)?)
            .map_err(|error| self.damaged(&self.root.files.file, &error))
    }

    /// Every page, in the order of the index.
    pub(crate) fn pages(&self) -> Result<Vec<PageRow>, Failure> {
        let files = self.files()?;
        let mut rows = Vec::new();
        for file in files.iter().filter(|file| file.file.starts_with("pages/")) {
            let found = page_rows::read(&self.read(file)?, u32::MAX).ok_or_else(|| {
                self.damaged(&file.file, &"expected a list of pages, but it is something else")
            })?;
            rows.extend(found);
        }
        rows.sort_by_key(|row| row.page);
        Ok(rows)
    }

    /// Reads a file of the bundle by its path; the caller checks it against the CRC-32 in its name.
    pub(crate) fn fetch(&self, path: &str) -> Result<Vec<u8>, Failure> {
        let file = self.folder.join(path);
        fs::read(&file).map_err(|error| Failure::io("read", &file, &error))
    }

    /// Opens an index from this bundle's head and names, for [`index`].
    fn opened<T>(&self, open: impl FnOnce(Vec<u8>, &[u8]) -> Result<T, crate::Error>) -> Result<T, Failure> {
        let names = serde_json::to_vec(&self.root.names).map_err(BundleError::Json)?;
        open(self.read(&self.root.head)?, &names).map_err(|error| self.damaged(&self.root.head.file, &error))
    }

    fn damaged(&self, file: &str, error: &dyn std::fmt::Display) -> Failure {
        Failure::Data(format!("{}: {error}; build the bundle again", self.folder.join(file).display()))
    }
}

/// Opens one index over all `bundles`. Other files are read when a query needs them.
pub(crate) fn index(bundles: &[BundleFiles]) -> Result<Index, Failure> {
    let Some((first, others)) = bundles.split_first() else {
        return Err(Failure::Data("expected a bundle, but got none; name one with --bundle".into()));
    };
    let mut index = first.opened(Index::open)?;
    for bundle in others {
        bundle.opened(|head, names| index.join(head, names))?;
    }
    Ok(index)
}

/// Searches the index of `bundles`, reading the files that the query needs.
pub(crate) fn search(
    bundles: &[BundleFiles],
    index: &mut Index,
    query: &Query<'_>,
) -> Result<SearchResults, Failure> {
    complete(index, query, |path| {
        let (number, rest) = bundle(path);
        let unknown = || {
            Failure::Data(format!("expected a file of one of the bundles, but got {path}; build them again"))
        };
        bundles.get(number).ok_or_else(unknown)?.fetch(rest)
    })
}

/// Splits the bundle's number off a path; paths of the first bundle have none.
fn bundle(path: &str) -> (usize, &str) {
    let numbered = path.split_once('/').and_then(|(number, rest)| Some((number.parse().ok()?, rest)));
    numbered.unwrap_or((0, path))
}
