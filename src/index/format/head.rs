//! The head of an index, which every query needs: counts, phrases, the common words of the texts, and the directory of shards.

use crate::error::Error;
use crate::index::format::bytes::Reader;
use crate::index::format::container::Container;
use crate::index::format::dictionary::Dictionary;
use crate::index::format::impact::Means;
use crate::index::format::leanings::{Leaning, Leanings};
use crate::index::format::phrase_table::Phrases;
use crate::index::format::query_words::QueryWords;
use crate::index::{PageId, PassageId};
use crate::lean::crc::crc32;
use crate::lean::json::Json;
use crate::text::Rules;
use std::ops::Range;

const PARTS: [&str; 10] = [
    "passages",
    "phrases",
    "what phrases ask",
    "what phrases mean",
    "common words",
    "common counts",
    "what words lean to",
    "words of queries",
    "directory",
    "checksum",
];

/// Bytes of the last part: the CRC-32 of all bytes before it, since a head's name does not hold one.
const CHECKSUM: usize = 4;

/// A word that occurs in one passage of this many is common: the head has its count, and no shard is loaded for it.
const COMMON: u32 = 1000;
/// A word in fewer passages is never common, however small the collection.
const LEAST: u32 = 3;

/// Most passages of an index. A search keeps an entry for each, so a damaged head must not declare more than this.
pub(crate) const MOST_PASSAGES: u32 = 1 << 22;

/// Whether a word that occurs in `with_word` of all `passages` is common.
#[must_use]
pub(crate) fn is_common(with_word: u32, passages: u32) -> bool {
    with_word >= (passages / COMMON).max(LEAST)
}

/// A common word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Common {
    /// How many passages hold it, rounded down to four binary digits: the ranking takes its logarithm.
    pub passages: u32,
    /// Whether some name begins with it.
    pub begins_a_name: bool,
}

/// The content of a head.
#[derive(Debug, Default)]
pub(crate) struct HeadWriter {
    /// Passages of each page.
    pub passages: Vec<u32>,
    /// Words of all headings, words of all texts.
    pub words: (u64, u64),
    /// The parts of the phrases.
    pub phrases: [Vec<u8>; 3],
    /// Common words, sorted.
    pub common: Vec<(String, Common)>,
    /// What the common words lean to.
    pub leanings: Vec<u8>,
    /// The lists of words that decide how a query is read.
    pub query_words: String,
    /// Least term and hash of each shard of terms.
    pub terms: Vec<(String, String)>,
    /// Hash of each shard of pages.
    pub pages: Vec<String>,
    /// Hash of the words of names.
    pub typo_words: String,
    /// Least name and hash of each shard of names without a page.
    pub elsewhere: Directory,
    /// Hash of the names without a page that are similar to a name of the bundle; empty if there are none.
    pub elsewhere_near: String,
    /// The tag of the language; empty for English.
    pub language: String,
}

impl HeadWriter {
    /// The head's bytes.
    ///
    /// # Errors
    /// When a part outgrows what the format can number.
    #[cfg(not(target_os = "unknown"))]
    pub(crate) fn finish(self, build: u64) -> Result<Vec<u8>, Error> {
        use crate::index::format::bytes::push_varint;
        use crate::index::format::container::assemble;
        use crate::index::format::dictionary;
        if self.passages.iter().map(|&count| u64::from(count)).sum::<u64>() > u64::from(MOST_PASSAGES) {
            return Err(Error::TooLarge {
                what: "sections and questions in one index",
                limit: MOST_PASSAGES as usize,
            });
        }
        let mut passages = Vec::new();
        push_varint(&mut passages, self.passages.len() as u32);
        passages.extend_from_slice(&self.words.0.to_le_bytes());
        passages.extend_from_slice(&self.words.1.to_le_bytes());
        self.passages.iter().for_each(|&count| push_varint(&mut passages, count));
        passages.extend_from_slice(self.language.as_bytes());
        let mut counts: Vec<u8> = self.common.iter().map(|(_, common)| pack(common.passages)).collect();
        let begins = |run: &[(String, Common)]| {
            run.iter().rev().fold(0, |bits, (_, common)| bits << 1 | u8::from(common.begins_a_name))
        };
        counts.extend(self.common.chunks(8).map(begins));
        let directory =
            serde_json::json!([self.terms, self.pages, self.typo_words, self.elsewhere, self.elsewhere_near])
                .to_string();
        let common = dictionary::write(self.common.iter().map(|(word, _)| word.as_str()));
        let [keys, asks, means] = self.phrases;
        let leanings = self.leanings;
        let parts = [
            passages,
            keys,
            asks,
            means,
            common,
            counts,
            leanings,
            self.query_words.into_bytes(),
            directory.into_bytes(),
            vec![0; CHECKSUM],
        ];
        let mut out = assemble(build, &parts)?;
        out.truncate(out.len() - CHECKSUM);
        out.extend(crc32(&out).to_le_bytes());
        Ok(out)
    }
}

/// A small floating-point format: numbers below 8 as they are; for others the exponent, from 1 up, and the three binary digits
/// after the first.
#[cfg(not(target_os = "unknown"))]
fn pack(passages: u32) -> u8 {
    let shift = (32 - passages.leading_zeros()).saturating_sub(4);
    if passages < 8 { passages as u8 } else { ((shift + 1) << 3 | (passages >> shift) & 7) as u8 }
}

fn unpack(packed: u8) -> u32 {
    let packed = u32::from(packed);
    match packed >> 3 {
        0 => packed,
        shift => (8 | packed & 7).checked_shl(shift - 1).unwrap_or(0),
    }
}

/// The least key that each shard may hold, and the hash in its name.
pub(crate) type Directory = Vec<(String, String)>;

/// A head, opened.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    build: u64,
    firsts: Vec<u32>,
    /// The phrases that mean something.
    pub phrases: Phrases,
    /// The common words.
    pub words: Dictionary,
    /// The packed count of each common word, then a bit for each: whether a name begins with it.
    counts: Vec<u8>,
    /// What the common words lean to.
    pub leanings: Leanings,
    /// The words that decide how a query is read.
    pub query_words: QueryWords,
    /// Mean words of headings and texts.
    pub means: Means,
    /// The shards of terms.
    pub terms: Directory,
    /// Hashes of the shards of pages.
    pub pages: Vec<String>,
    /// Hash of the words of names.
    pub typo_words: String,
    /// The shards of names without a page.
    pub elsewhere: Directory,
    /// Hash of the names without a page that are similar to a name of the bundle; empty if there are none.
    pub elsewhere_near: String,
    /// The rules for the words of the language.
    pub rules: Rules,
}

impl Head {
    /// Opens a head; verifies its checksum and that its parts are consistent.
    ///
    /// # Errors
    /// When the bytes are not an index, of another version, cut or damaged.
    pub(crate) fn open(bytes: Vec<u8>) -> Result<Self, Error> {
        let container = Container::open(bytes, PARTS.len())?;
        let damaged = |part: usize| Error::Corrupt { part: PARTS.get(part).copied().unwrap_or_default() };
        let (before, checksum) = container.bytes().split_last_chunk().ok_or(damaged(9))?;
        if container.part(9).len() != CHECKSUM || crc32(before).to_le_bytes() != *checksum {
            return Err(damaged(9));
        }
        let (firsts, means, rules) = read_passages(container.part(0)).ok_or(damaged(0))?;
        let phrases =
            Phrases::open(container.part(1), container.part(2), container.part(3)).ok_or(damaged(1))?;
        let words = Dictionary::open(container.part(4)).ok_or(damaged(4))?;
        let counts = container.part(5).to_vec();
        let count = words.count() as usize;
        if counts.len() != count + count.div_ceil(8) {
            return Err(damaged(5));
        }
        let Shards { terms, pages, typo_words, elsewhere, elsewhere_near } =
            read_directory(container.part(8)).ok_or(damaged(8))?;
        let leanings = Leanings::open(container.part(6), words.count()).ok_or(damaged(6))?;
        Ok(Self {
            build: container.build,
            firsts,
            phrases,
            words,
            counts,
            leanings,
            query_words: QueryWords::open(container.part(7)).ok_or(damaged(7))?,
            means,
            terms,
            pages,
            typo_words,
            elsewhere,
            elsewhere_near,
            rules,
        })
    }

    /// The id of the build that wrote it.
    #[must_use]
    pub(crate) fn build(&self) -> u64 {
        self.build
    }

    /// How many pages there are.
    #[must_use]
    pub(crate) fn page_count(&self) -> u32 {
        (self.firsts.len() - 1) as u32
    }

    /// How many passages there are.
    #[must_use]
    pub(crate) fn passage_count(&self) -> u32 {
        self.firsts.last().copied().unwrap_or(0)
    }

    /// The passages of a page.
    #[must_use]
    pub(crate) fn passages_of(&self, page: PageId) -> Range<u32> {
        let first = |at: usize| self.firsts.get(at).copied().unwrap_or(self.passage_count());
        first(page.0 as usize)..first(page.0 as usize + 1)
    }

    /// The page of a passage.
    #[must_use]
    pub(crate) fn page_of(&self, passage: PassageId) -> PageId {
        PageId(self.firsts.partition_point(|&first| first <= passage.0).saturating_sub(1) as u32)
    }

    /// The count of the common word with this number.
    #[must_use]
    pub(crate) fn counts(&self, number: u32) -> Option<Common> {
        let at = number as usize;
        let begins = self.counts.get(self.words.count() as usize + at / 8)? >> (at % 8);
        Some(Common { passages: unpack(*self.counts.get(at)?), begins_a_name: begins & 1 == 1 })
    }

    /// Adds `share` of what a word leans to.
    pub(crate) fn lean(&self, stem: &str, share: f32, sum: &mut Leaning) {
        if let Some(word) = self.words.find(stem) {
            self.leanings.add(word, share, sum);
        }
    }

    /// The count of a common word; `None` for any other.
    #[must_use]
    pub(crate) fn common(&self, stem: &str) -> Option<Common> {
        self.counts(self.words.find(stem)?)
    }
}

fn read_passages(part: &[u8]) -> Option<(Vec<u32>, Means, Rules)> {
    let mut reader = Reader::new(part);
    let pages = reader.varint()?;
    let (in_headings, in_texts) = (reader.u64()?, reader.u64()?);
    let mut firsts = vec![0];
    let mut sum = 0_u32;
    // Each page takes at least a byte here, so a wrong count allocates nothing.
    for _ in 0..pages {
        sum = sum.checked_add(reader.varint()?).filter(|&sum| sum <= MOST_PASSAGES)?;
        firsts.push(sum);
    }
    let mean = |words: u64| (words as f32 / sum.max(1) as f32).max(1.0);
    // The rest is the tag of the language; English has none.
    let rules = Rules::of(reader.rest());
    Some((firsts, Means(mean(in_headings), mean(in_texts)), rules))
}

/// The directory: the hashes in the names of the other files.
struct Shards {
    terms: Directory,
    pages: Vec<String>,
    typo_words: String,
    elsewhere: Directory,
    elsewhere_near: String,
}

fn read_directory(part: &[u8]) -> Option<Shards> {
    let mut json = Json::new(part);
    json.expect(b'[');
    let terms = directory(&mut json);
    json.take(b',');
    json.expect(b'[');
    let mut pages = Vec::new();
    while json.more(b']') {
        pages.push(json.text());
    }
    json.take(b',');
    let typo_words = json.text();
    json.take(b',');
    let elsewhere = directory(&mut json);
    json.take(b',');
    let elsewhere_near = json.text();
    json.is_whole().then_some(Shards { terms, pages, typo_words, elsewhere, elsewhere_near })
}

/// Reads `[["least key","hash"],…]`.
pub(crate) fn directory(json: &mut Json<'_>) -> Directory {
    let mut out: Directory = Vec::new();
    json.expect(b'[');
    while json.more(b']') {
        json.expect(b'[');
        let least = json.text();
        json.take(b',');
        let hash = json.text();
        json.expect(b']');
        if out.last().is_some_and(|(last, _)| *last >= least) {
            json.reject();
        }
        out.push((least, hash));
    }
    out
}

/// The number of the shard that may hold `key`.
#[must_use]
pub(crate) fn shard_of(directory: &Directory, key: &str) -> Option<usize> {
    directory.partition_point(|(least, _)| least.as_str() <= key).checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::format::query_words::QueryWord;

    #[test]
    fn counts_keep_four_digits() {
        for passages in [0, 1, 7, 8, 9, 15, 17, 2047, 2048, 4097, 357_000, 1 << 25] {
            let kept = unpack(pack(passages));
            assert!(kept <= passages && passages - kept <= passages >> 3, "{passages}: {kept}");
        }
    }

    #[test]
    fn a_head_comes_back_as_written() {
        let word =
            |word: &str, passages| (word.to_string(), Common { passages, begins_a_name: passages == 7 });
        let writer = HeadWriter {
            passages: vec![2, 0, 3],
            words: (10, 200),
            phrases: crate::index::format::phrase_table::PhrasesWriter::default().finish(),
            common: vec![word("dose", 5), word("water", 7)],
            leanings: vec![0, 0],
            query_words: "please\nwater".into(),
            terms: vec![(String::new(), "aa".into()), ("m".into(), "bb".into())],
            pages: vec!["cc".into()],
            typo_words: "dd".into(),
            elsewhere: vec![(String::new(), "ee".into())],
            elsewhere_near: "ff".into(),
            language: "de".into(),
        };
        let head = Head::open(writer.finish(9).unwrap()).unwrap();
        assert_eq!((head.build(), head.page_count(), head.passage_count()), (9, 3, 5));
        assert_eq!((head.passages_of(PageId(2)), head.passages_of(PageId(9))), (2..5, 5..5));
        assert_eq!([0, 1, 2, 4].map(|passage| head.page_of(PassageId(passage)).0), [0, 0, 2, 2]);
        assert_eq!(head.common("water"), Some(word("", 7).1));
        assert_eq!(head.common("dose"), Some(word("", 5).1));
        assert_eq!(head.common("wat"), None);
        assert!(head.query_words.has(QueryWord::Everyday, "water"));
        assert_eq!(["", "lz", "m", "z"].map(|key| shard_of(&head.terms, key)), [0, 0, 1, 1].map(Some));
        assert_eq!((head.typo_words.as_str(), head.rules), ("dd", Rules::General));
        assert_eq!((head.elsewhere, head.elsewhere_near), (vec![(String::new(), "ee".into())], "ff".into()));
    }
}
