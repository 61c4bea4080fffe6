//! Finds the address that a file of a site has.

use crate::read::front_matter::FrontMatter;
use std::fmt;

/// How a generator names the page it makes from a Markdown file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Urls {
    /// `m/milrinone.md` is the page `m/milrinone/`.
    Folder,
    /// `m/milrinone.md` is the page `m/milrinone.html`.
    File,
}

/// The address of the HTML file at `path`, below the site's root: a folder's `index.html` is the folder.
#[must_use]
pub(crate) fn of_page(path: &str) -> String {
    match path.rsplit_once('/') {
        Some((folder, "index.html" | "index.htm")) => format!("{folder}/"),
        // The root has no name of its own, and a hit must lead somewhere.
        _ => path.to_string(),
    }
}

/// An address in front matter that leads out of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AddressError {
    path: String,
    key: &'static str,
    value: String,
}

impl fmt::Display for AddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, key, value } = self;
        let example = if *key == "slug" { "milrinone" } else { "/m/milrinone/" };
        write!(
            f,
            "expected a {key} that leads to a page of the site, such as {example}, but in {path} it is {value}; write it without \\, \
             // at the start, and parts that are . or .."
        )
    }
}

impl std::error::Error for AddressError {}

/// The address of the page that a generator makes from the Markdown file at `path`: the `permalink` of its front matter, or its
/// `slug` as the last part; `index.md` is its folder.
///
/// # Errors
/// Refuses an address that leads out of the site.
pub(crate) fn of_markdown(
    path: &str,
    front_matter: &FrontMatter,
    urls: Urls,
) -> Result<String, AddressError> {
    let own = |key: &'static str| {
        let value = front_matter.get(key).unwrap_or_default().trim();
        // Jekyll alone knows what `:title` and the like stand for.
        let value = (!value.is_empty() && !value.contains(':')).then_some(value);
        match value {
            Some(value) if leads_out(value) => {
                Err(AddressError { path: path.into(), key, value: value.into() })
            }
            _ => Ok(value),
        }
    };
    if let Some(permalink) = own("permalink")? {
        return Ok(of_page(permalink.trim_start_matches('/')));
    }
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let name = match own("slug")? {
        Some(slug) if !slug.contains('/') => slug,
        _ if matches!(name, "index" | "_index") && !folder.is_empty() => return Ok(folder),
        _ => name,
    };
    Ok(match urls {
        Urls::Folder => format!("{folder}{name}/"),
        Urls::File => format!("{folder}{name}.html"),
    })
}

/// Whether a browser would follow an address out of the site, or out of the folder it names.
fn leads_out(address: &str) -> bool {
    let up = |part: &str| matches!(part.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
    address.starts_with("//") || address.contains('\\') || address.split('/').any(up)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_of_a_folder_is_the_folder() {
        assert_eq!(of_page("m/milrinone/index.html"), "m/milrinone/");
        assert_eq!(of_page("m/milrinone.html"), "m/milrinone.html");
        assert_eq!(of_page("index.html"), "index.html");
    }
}
