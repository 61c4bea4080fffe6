//! Owns the reading of a bundle from disk, with the checks the page makes too.

use super::failure::Failure;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use drug_card::export::bundle::{FORMAT, FileRef, Names, Root};
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

    /// The names file.
    pub(crate) fn names(&self) -> Result<Names, Failure> {
        let bytes = self.read(&self.root.names)?;
        serde_json::from_slice(&bytes)
            .map_err(|error| Failure::Data(format!("{}: {error}", self.root.names.file)))
    }

    /// The bytes of a card file.
    pub(crate) fn card(&self, file: &str) -> Result<Vec<u8>, Failure> {
        let file = self.folder.join(file);
        fs::read(&file).map_err(|error| Failure::io("read", &file, &error))
    }
}
