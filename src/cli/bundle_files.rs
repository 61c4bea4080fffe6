//! Owns the reading of a bundle from disk, with the checks the page makes too.

use super::failure::Failure;
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
    /// Its root.
    pub(crate) root: Root,
}

impl BundleFiles {
    /// Opens the bundle in `folder`.
    pub(crate) fn open(folder: &Path) -> Result<Self, Failure> {
        let file = folder.join("index.json");
        let text = fs::read(&file).map_err(|error| Failure::io("read", &file, &error))?;
        let value: serde_json::Value = serde_json::from_slice(&text).map_err(|error| {
            Failure::Data(format!(
                "{}: expected the root of a bundle, but it is not JSON ({error})",
                file.display()
            ))
        })?;
        let format = value.get("format").and_then(serde_json::Value::as_u64);
        if format != Some(u64::from(FORMAT)) {
            let got = format.map_or_else(|| "none".into(), |format| format.to_string());
            return Err(Failure::Data(format!(
                "{}: expected bundle format {FORMAT}, but the file says {got}; build the bundle again with this version",
                file.display()
            )));
        }
        if !Root::is_whole(&text) {
            return Err(Failure::Data(format!(
                "{}: the bytes do not match their checksum; build the bundle again",
                file.display()
            )));
        }
        let root = serde_json::from_value(value).map_err(|error| {
            Failure::Data(format!("{}: the root of the bundle lacks something ({error})", file.display()))
        })?;
        Ok(Self { folder: folder.to_path_buf(), root })
    }

    /// The bytes of a file that the root names, checked against its length and hash.
    pub(crate) fn read(&self, reference: &FileRef) -> Result<Vec<u8>, Failure> {
        let file = self.folder.join(&reference.file);
        let bytes = fs::read(&file).map_err(|error| Failure::io("read", &file, &error))?;
        if bytes.len() != reference.bytes {
            return Err(Failure::Data(format!(
                "{}: expected {} bytes, but it has {}; the bundle is cut or mixed, build it again",
                file.display(),
                reference.bytes,
                bytes.len()
            )));
        }
        if STANDARD.encode(Sha256::digest(&bytes)) != reference.sha256 {
            return Err(Failure::Data(format!(
                "{}: the bytes do not match their hash; build the bundle again",
                file.display()
            )));
        }
        Ok(bytes)
    }

    /// Every page in the order of the index.
    pub(crate) fn pages(&self) -> Result<Vec<PageRow>, Failure> {
        let files: Vec<FileRef> = serde_json::from_slice(&self.read(&self.root.files)?)
            .map_err(|error| self.damaged(&self.root.files.file, &error))?;
        let mut rows = Vec::new();
        for file in files.iter().filter(|file| file.file.starts_with("pages/")) {
            let found = page_rows::read(&self.read(file)?, u32::MAX)
                .ok_or_else(|| self.damaged(&file.file, &"it is no list of pages"))?;
            rows.extend(found);
        }
        rows.sort_by_key(|row| row.page);
        Ok(rows)
    }

    /// The bytes of a file of the bundle that is known by its path only; the caller checks them against the CRC-32
    /// in its name.
    pub(crate) fn fetch(&self, path: &str) -> Result<Vec<u8>, Failure> {
        let file = self.folder.join(path);
        fs::read(&file).map_err(|error| Failure::io("read", &file, &error))
    }

    /// What opening an index takes, for [`index`].
    fn opened<T>(&self, open: impl FnOnce(Vec<u8>, &[u8]) -> Result<T, crate::Error>) -> Result<T, Failure> {
        let names = serde_json::to_vec(&self.root.names).unwrap_or_default();
        open(self.read(&self.root.head)?, &names).map_err(|error| self.damaged(&self.root.head.file, &error))
    }

    fn damaged(&self, file: &str, error: &dyn std::fmt::Display) -> Failure {
        Failure::Data(format!("{}: {error}; build the bundle again", self.folder.join(file).display()))
    }
}

/// Opens the index of at least one bundle, several as one; what a question needs is read by [`BundleFiles::fetch`].
pub(crate) fn index(bundles: &[BundleFiles]) -> Result<Index, Failure> {
    let Some((first, others)) = bundles.split_first() else {
        return Err(Failure::Data("expected a bundle, but none was named".into()));
    };
    let mut index = first.opened(Index::open)?;
    for bundle in others {
        bundle.opened(|head, names| index.join(head, names))?;
    }
    Ok(index)
}

/// The results of a search in the index of `bundles`.
pub(crate) fn search(
    bundles: &[BundleFiles],
    index: &mut Index,
    query: &Query<'_>,
) -> Result<SearchResults, Failure> {
    complete(index, query, |path| {
        let (number, rest) = bundle(path);
        let none = || Failure::Data(format!("expected a file of one of the bundles, but {path} is of none"));
        bundles.get(number).ok_or_else(none)?.fetch(rest)
    })
}

/// Which bundle a wanted path is of: that of the first bears no number.
fn bundle(path: &str) -> (usize, &str) {
    let numbered = path.split_once('/').and_then(|(number, rest)| Some((number.parse().ok()?, rest)));
    numbered.unwrap_or((0, path))
}
