//! Page rows: title, slug, path and card of each page, in shards of neighbouring pages. Answers need them from pages whose names
//! are not in the query.

use crate::index::PageId;
use crate::lean::json::Json;
use crate::lean::strings::{is_one_of, parts};
use crate::text::slug::{Letters, slug};

/// Pages in one shard.
pub(crate) const SHARD: u32 = if cfg!(test) { 3 } else { 128 };

/// Words of titles and questions that name a form for one part of the body, or for the first weeks of life.
pub(crate) const LOCAL_FORMS: &str = "topical ophthalmic otic nasal inhalation vaginal rectal neonatal newborn cream ointment gel lotion skin \
                               eye eyes ear ears nose spray drops inhaler";

/// What is added to the length of the title of a local form.
pub(crate) const LOCAL: u16 = 0x8000;

/// How complex a page is, fewest substances first, then the shortest title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Complexity {
    /// Substances in it, at most 255.
    pub substances: u8,
    /// Bytes of its title, at most 32,767, and [`LOCAL`] more if the title names a form for one part of the body.
    pub title_len: u16,
}

/// The gravest alert of a page, for every list that shows the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageAlert {
    /// The code: `other-drug`.
    pub code: String,
    /// The sentence that the card shows, in the language of the page.
    pub text: String,
}

#[cfg(not(target_os = "unknown"))]
impl PageAlert {
    /// The gravest alert of the page with these facts.
    #[must_use]
    pub fn of(facts: &crate::monograph::Facts) -> Option<Self> {
        let alert = facts.gravest_alert()?;
        Some(Self { code: alert.id().into(), text: crate::card::alert_sentence(alert, &facts.lang) })
    }
}

/// What the index knows of a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageRow {
    /// Its number.
    pub page: PageId,
    /// Substances in it, at most 255; 1 for a single drug.
    pub substances: u8,
    /// Its title.
    pub title: String,
    /// Its name in addresses.
    pub slug: String,
    /// Path of the Markdown file below the content folder.
    pub path: String,
    /// Hash in the name of its card; empty when unknown.
    pub hash: String,
    /// The first sentence of its usage; empty when unknown.
    pub line: String,
    /// What a reader must know before relying on the page.
    pub alert: Option<PageAlert>,
}

impl PageRow {
    /// A row with title and names only; `given_slug` is empty if [`slug`] of the title gives it.
    #[must_use]
    pub fn named(page: PageId, substances: u8, title: String, given_slug: &str) -> Self {
        let slug = if given_slug.is_empty() { slug(&title, Letters::Latin) } else { given_slug.to_string() };
        Self { page, substances, title, path: path(&slug), slug, ..Self::default() }
    }

    /// Whether the title names a form for one part of the body, or for the first weeks of life.
    #[must_use]
    pub fn is_local(&self) -> bool {
        parts(&self.slug, b'-').any(|word| is_one_of(word, LOCAL_FORMS))
    }

    /// How complex the page is.
    #[must_use]
    pub fn complexity(&self) -> Complexity {
        let title_len = self.title.len().min(32_767) as u16 | if self.is_local() { LOCAL } else { 0 };
        Complexity { substances: self.substances, title_len }
    }

    /// The path of the card in the bundle; empty when its hash is unknown.
    #[must_use]
    pub fn card(&self) -> String {
        if self.hash.is_empty() { String::new() } else { card_file(&self.hash) }
    }
}

/// The path of a card in a bundle. It does not contain the medicine's name, which stays out of the logs of servers.
#[must_use]
pub fn card_file(hash: &str) -> String {
    let mut out = String::from("cards/");
    out.push_str(hash.get(..2).unwrap_or_default());
    out.push('/');
    out.push_str(hash);
    out.push_str(".json");
    out
}

fn path(slug: &str) -> String {
    let mut out = String::new();
    out.extend(slug.chars().next());
    out.push('/');
    out.push_str(slug);
    out.push_str(".md");
    out
}

/// A row as JSON, with the first sentence of the usage if `with_line`.
#[cfg(not(target_os = "unknown"))]
pub(crate) fn write_row(row: &PageRow, with_line: bool) -> String {
    let given_slug = if row.slug == slug(&row.title, Letters::Latin) { "" } else { &row.slug };
    let line = if with_line { row.line.as_str() } else { "" };
    let given_path = if row.path == path(&row.slug) { "" } else { &row.path };
    let fields = (row.page.0, row.substances, &row.title, given_slug, &row.hash, line, given_path);
    // Few pages have one, so the others do without the fields.
    match &row.alert {
        Some(PageAlert { code, text }) => {
            let (page, substances, title, slug, hash, line, path) = fields;
            serde_json::json!([page, substances, title, slug, hash, line, path, code, text]).to_string()
        }
        None => serde_json::json!(fields).to_string(),
    }
}

/// The shards of all pages in order.
#[cfg(not(target_os = "unknown"))]
#[expect(clippy::disallowed_macros, reason = "not part of a browser core")]
#[must_use]
pub(crate) fn write(rows: &[PageRow]) -> Vec<Vec<u8>> {
    rows.chunks(SHARD as usize)
        .map(|chunk| {
            let rows: Vec<String> = chunk.iter().map(|row| write_row(row, false)).collect();
            format!("{{\"pages\":[{}]}}", rows.join(",")).into_bytes()
        })
        .collect()
}

/// Reads a shard; `None` when the bytes make no sense.
#[must_use]
pub(crate) fn read(bytes: &[u8], pages: u32) -> Option<Vec<PageRow>> {
    let mut json = Json::new(bytes);
    let rows = read_rows(&mut json, pages);
    json.is_whole().then_some(rows)
}

/// Reads `{"pages":[…]` up to what follows the array.
pub(crate) fn read_rows(json: &mut Json<'_>, pages: u32) -> Vec<PageRow> {
    json.expect(b'{');
    json.expect_key("pages");
    json.expect(b'[');
    let mut out = Vec::new();
    while json.more(b']') {
        json.expect(b'[');
        let page = PageId(json.below(pages));
        json.take(b',');
        let substances = json.number().min(255) as u8;
        let mut text = || {
            json.take(b',');
            json.text()
        };
        let (title, given_slug) = (text(), text());
        let (hash, line, given_path) = (text(), text(), text());
        let alert = (json.peek() == Some(b',')).then(|| {
            json.take(b',');
            let code = json.text();
            json.take(b',');
            PageAlert { code, text: json.text() }
        });
        json.expect(b']');
        let mut row = PageRow { hash, line, alert, ..PageRow::named(page, substances, title, &given_slug) };
        if !given_path.is_empty() {
            row.path = given_path;
        }
        out.push(row);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_whole_whether_or_not_the_title_gives_their_names() {
        let row = |page, title: &str, slug: &str, path: &str| PageRow {
            page: PageId(page),
            substances: 2,
            title: title.into(),
            slug: slug.into(),
            path: path.into(),
            hash: "0123456789".into(),
            ..PageRow::default()
        };
        let alert = PageAlert { code: "other-drug".into(), text: "“A” and \"B\" differ.".into() };
        let rows = [
            row(0, "Amlodipine + Atorvastatin", "amlodipine-atorvastatin", "a/amlodipine-atorvastatin.md"),
            row(1, "“Quoted” µ", "other", "other/place.md"),
            row(2, "β-Carotene", "b-carotene", "b/b-carotene.md"),
            PageRow { alert: Some(alert), ..row(3, "Last", "last", "l/last.md") },
        ];
        let shards = write(&rows);
        assert_eq!(shards.len(), 2);
        let read: Vec<PageRow> = shards.iter().flat_map(|shard| read(shard, 4).unwrap()).collect();
        assert_eq!(read, rows);
        assert_eq!(super::read(&shards[1], 3), None, "pages out of bounds are damage");
        assert_eq!(rows[3].card(), "cards/01/0123456789.json");
    }
}
