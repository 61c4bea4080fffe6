//! Finds the labels among files, folders, zip files and standard input, and gives them one at a time.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek};
use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use zip::ZipArchive;
use zip::result::ZipError;

/// The largest zip file inside a zip file, in bytes: a label with its pictures.
const MOST_INNER: u64 = 128 * 1024 * 1024;

/// Zip files in zip files: a release of DailyMed has one level.
const MOST_NESTING: usize = 2;

/// A file that may be a label.
pub(super) struct Input<'a> {
    /// Where it is, for messages: `release.zip › label.zip › label.xml`.
    pub(super) place: String,
    /// Its own name, without folders.
    pub(super) name: String,
    /// Its contents.
    pub(super) content: Content<'a>,
}

/// What is in a file.
pub(super) enum Content<'a> {
    /// Bytes to read.
    Reader(Box<dyn Read + 'a>),
    /// Why there are none.
    Refused(String),
}

/// Gives each file of `paths` to `each`. What is inside an archive never becomes a path.
pub(super) fn each(
    paths: &[PathBuf],
    extensions: &[&str],
    each: &mut impl FnMut(Input<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    for path in paths {
        if path.as_os_str() == "-" {
            standard_input(extensions, each)?;
        } else if path.is_dir() {
            folder(path, extensions, each)?;
        } else {
            file(path, extensions, each)?;
        }
    }
    Ok(())
}

fn standard_input(
    extensions: &[&str],
    each: &mut impl FnMut(Input<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let place = "standard input";
    let failed = |error| Failure::io("read", Path::new(place), &error);
    let mut input = io::stdin().lock();
    let mut start = Vec::new();
    (&mut input).take(4).read_to_end(&mut start).map_err(failed)?;
    let zipped = is_zip(&start);
    let mut whole = Cursor::new(start).chain(input);
    let content = if zipped {
        let mut bytes = Vec::new();
        (&mut whole).take(MOST_INNER + 1).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() as u64 <= MOST_INNER {
            return archive(Cursor::new(bytes), place, 1, extensions, each);
        }
        Content::Refused(format!(
            "expected a zip file of at most {MOST_INNER} bytes, but it has more; save it, and give its name instead of \"-\""
        ))
    } else {
        Content::Reader(Box::new(whole))
    };
    each(Input { place: place.into(), name: "-".into(), content })
}

fn folder(
    folder: &Path,
    extensions: &[&str],
    each: &mut impl FnMut(Input<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let entries = std::fs::read_dir(folder).map_err(|error| Failure::io("read", folder, &error))?;
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(entry.map_err(|error| Failure::io("read", folder, &error))?.path());
    }
    paths.sort();
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        if name.starts_with('.') {
            continue;
        }
        // A link may point back at one of its parents.
        if path.is_dir() && !path.is_symlink() {
            self::folder(&path, extensions, each)?;
        } else if path.is_file() && is_wanted(&name, extensions) {
            file(&path, extensions, each)?;
        }
    }
    Ok(())
}

fn file(
    path: &Path,
    extensions: &[&str],
    each: &mut impl FnMut(Input<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let failed = |error| Failure::io("read", path, &error);
    let mut opened = File::open(path).map_err(failed)?;
    let mut start = [0; 4];
    let read = opened.read(&mut start).map_err(failed)?;
    opened.rewind().map_err(failed)?;
    let place = path.display().to_string();
    if is_zip(&start[..read]) {
        return archive(opened, &place, 1, extensions, each);
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    each(Input { place, name, content: Content::Reader(Box::new(BufReader::new(opened))) })
}

fn is_zip(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06")
}

fn is_wanted(name: &str, extensions: &[&str]) -> bool {
    name.ends_with(".zip") || extensions.iter().any(|extension| name.ends_with(extension))
}

fn archive(
    reader: impl Read + Seek,
    place: &str,
    nesting: usize,
    extensions: &[&str],
    each: &mut impl FnMut(Input<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let broken = |place: &str, name: &str, problem: &str| Input::<'static> {
        place: place.into(),
        name: name.into(),
        content: Content::Refused(format!("expected a readable zip file, but {problem}; download it again")),
    };
    let mut archive = match ZipArchive::new(reader) {
        Ok(archive) => archive,
        Err(error) => return each(broken(place, place, &sentence(&error))),
    };
    for index in 0..archive.len() {
        let mut entry = match archive.by_index(index) {
            Ok(entry) => entry,
            Err(error) => {
                each(broken(place, place, &sentence(&error)))?;
                continue;
            }
        };
        // Only the last part of the name is kept, and only to be shown.
        let name = entry.name().map(|name| name.rsplit(['/', '\\']).next().unwrap_or_default().to_string());
        let name = name.unwrap_or_default();
        let lower = name.to_lowercase();
        if entry.is_dir() || !is_wanted(&lower, extensions) {
            continue;
        }
        let inner = format!("{place} › {name}");
        let is_archive = lower.ends_with(".zip");
        if is_archive && nesting >= MOST_NESTING {
            each(broken(&inner, &name, "it is nested in other zip files more deeply than any release"))?;
            continue;
        }
        if !is_archive {
            each(Input { place: inner, name, content: Content::Reader(Box::new(BufReader::new(entry))) })?;
            continue;
        }
        let mut bytes = Vec::new();
        if let Err(error) = (&mut entry).take(MOST_INNER + 1).read_to_end(&mut bytes) {
            each(broken(&inner, &name, &error.to_string()))?;
        } else if bytes.len() as u64 > MOST_INNER {
            each(broken(&inner, &name, &format!("it has more than {MOST_INNER} bytes, which no label has")))?;
        } else {
            self::archive(Cursor::new(bytes), &inner, nesting + 1, extensions, each)?;
        }
    }
    Ok(())
}

fn sentence(error: &ZipError) -> String {
    match error {
        ZipError::UnsupportedArchive(what) => format!("it is of an unsupported kind ({what})"),
        other => other.to_string(),
    }
}
