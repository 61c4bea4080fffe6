//! Owns what must hold for any input: one check a target, shared by the fuzzer and by `tests/regressions.rs`.
//!
//! A check panics when a promise is broken. Text targets read any bytes, bad UTF-8 replaced.

#[path = "pages.rs"]
mod pages;
#[path = "../../tests/support/whole.rs"]
mod whole;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Mutex, OnceLock, PoisonError};

use drug_card::bundle::gather::Bundle;
use drug_card::bundle::prepare::Prepared;
use drug_card::bundle::slugs::Slugs;
use drug_card::card::html;
use drug_card::card::{Context, card};
use drug_card::index::{Index, PageId, PassageId};
use drug_card::lexicon::Lexicon;
use drug_card::monograph::passage::cut;
use drug_card::monograph::{Block, Inline, Monograph, Parsed, lint, parse, plain_blocks, plain_inlines};
use drug_card::read::diagnostic::Rule;
use drug_card::read::front_matter::FrontMatterEntry;
use drug_card::search::{MAX_CHARS, MatchKind, Query, Scope, SearchResults, excerpt, explain, search, wire};
use drug_card::text::{Rules, fold, script, sentence, stem, token, unicode};

/// A target's name and its check.
pub(crate) type Target = (&'static str, fn(&[u8]));

/// Every target; `fuzz/seeds` has a folder for each.
pub(crate) const TARGETS: [Target; 9] = [
    ("front_matter", front_matter),
    ("monograph_parse", monograph_parse),
    ("faq_split", faq_split),
    ("plain_text", plain_text),
    ("site_read", pages::site_read),
    ("query_parse", query_parse),
    ("search", search_fixed),
    ("index_open", index_open),
    ("index_open_fixed", index_open_fixed),
];

/// Levels of lists, quotes and emphasis in a monograph.
const DEPTH: usize = 32;

/// Holds a promise whose sentence is costly to write.
fn promise(kept: bool, says: impl Fn() -> String) {
    assert!(kept, "{}", says());
}

// ---- monographs ----

fn front_matter(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let parsed = parse(&text);
    whole_text(&text, &parsed);
    let mut keys = BTreeSet::new();
    for FrontMatterEntry { key, value, span } in &parsed.monograph.front_matter.entries {
        assert!(!key.is_empty() && keys.insert(key), "the key {key:?} is empty or comes twice");
        assert!(!value.chars().any(unicode::is_hidden), "{key:?} hides a character: {value:?}");
        assert!(span.start <= span.end && span.end <= text.len(), "{key:?} is at {span:?}");
    }
    // What is written as YAML writes it comes back, and the page begins right behind it.
    let value: String = text.chars().filter(|c| !unicode::is_hidden(*c) && *c != '\n').take(200).collect();
    let double = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\t', "\\t");
    for written in [format!("'{}'", value.replace('\'', "''")), format!("\"{double}\"")] {
        for end in ["\n", "\r\n"] {
            let page =
                format!("---\nlayout: page\ntitle: {written} # note\n---\nBehind.\n").replace('\n', end);
            let parsed = parse(&page);
            let found = parsed.monograph.front_matter.get("title");
            assert_eq!(found, Some(value.as_str()), "{written}");
            assert_eq!(plain_blocks(&parsed.monograph.preamble), "Behind.", "{written}");
        }
    }
}

fn monograph_parse(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let parsed = parse(&text);
    whole_text(&text, &parsed);
    places(&text, &parsed);
    effects(&parsed.monograph);
    for remark in lint(&text, &parsed.monograph) {
        assert!((1..=lines(&text)).contains(&remark.line), "{remark:?}");
    }
    let (mut depth, mut nodes) = (0, 0);
    for blocks in bodies(&parsed.monograph) {
        measure(blocks, 0, &mut depth, &mut nodes);
    }
    assert!(depth <= DEPTH, "{depth} levels");
    assert!(nodes <= 4 * text.len() + 16, "{nodes} nodes of {} bytes", text.len());
    let units = cut(&parsed.monograph);
    let anchors: BTreeSet<&str> = units.iter().map(|unit| unit.anchor.as_str()).collect();
    assert_eq!(anchors.len(), units.len(), "two units have one anchor");
    let shown = html::fragment(&card(&parsed.monograph, &Context::default()), 2);
    assert!(!shown.contains("<script"), "the card runs something");
}

fn faq_split(data: &[u8]) {
    let text = format!("# T\n\n### FAQs\n\n{}", String::from_utf8_lossy(data));
    let parsed = parse(&text);
    whole_text(&text, &parsed);
    places(&text, &parsed);
    let mut last = 0;
    for faq in parsed.monograph.faqs() {
        assert!(faq.line >= last, "a question of line {} comes after one of line {last}", faq.line);
        last = faq.line;
        promise(!plain_inlines(&faq.question).trim().is_empty(), || {
            format!("a question without words: {faq:?}")
        });
    }
    // Where nothing but words and emphasis stands, they stand in the order of the source.
    if !text.contains(['[', '<', '&', '`', '~', '\\']) && !text.chars().any(unicode::is_hidden) {
        let want = letters(&whole::reference(&text).text);
        assert_eq!(letters(&whole::text_of(&parsed.monograph)), want, "another order");
    }
}

/// Nothing of the source is lost, nothing is in the monograph that the source does not say.
fn whole_text(source: &str, parsed: &Parsed) {
    let says = |rule: Rule| parsed.diagnostics.iter().any(|remark| remark.rule == rule);
    if says(Rule::InputTooLarge) {
        return;
    }
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let source = source.replace("\r\n", "\n").replace('\r', "\n");
    let closed = !says(Rule::FrontMatterMissing) && !says(Rule::FrontMatterUnclosed);
    let mut marks = source.split_inclusive('\n').scan(0, |end, line| {
        *end += line.len();
        Some((line.trim_end() == "---", *end))
    });
    let behind = marks.by_ref().filter(|(mark, _)| *mark).nth(1).map_or(source.len(), |(_, end)| end);
    let body = if closed { &source[behind..] } else { &source };
    let want = whole::reference(body);
    let found = counts(&whole::text_of(&parsed.monograph));
    let (text, besides) = (counts(&want.text), counts(&want.besides));
    let lost: Vec<_> = text.each().filter(|(c, count)| found.of(*c) < *count).collect();
    assert!(lost.is_empty(), "lost {lost:?} of {:?}", want.text);
    let made: Vec<_> = found.each().filter(|(c, count)| text.of(*c) + besides.of(*c) < *count).collect();
    assert!(made.is_empty(), "made up {made:?} beside {:?}", want.text);
    // pulldown-cmark passes over some text itself; where nothing stands for another letter, each is shown as written.
    if !want.linked && !body.contains(['&', '<']) {
        // Hidden characters are spelled out where they stand inside a text, and some are blanks to Markdown.
        let seen: String = body.chars().filter(|c| !unicode::is_hidden(*c)).collect();
        let all = counts(&seen);
        let mut unseen = all.each().filter(|(c, count)| c.is_alphabetic() && found.of(*c) < *count);
        let kept = unseen.next().is_none();
        let says = || format!("letters of the source are not shown: {body:?}");
        if body.contains("]:") || body.contains("```") || body.contains("~~~") {
            promise(kept, says);
        } else {
            assert!(kept, "{}", says());
        }
    }
}

/// How often each character occurs; blanks and the colons that a heading loses aside, hidden ones spelled out.
fn counts(text: &str) -> Counts {
    let mut out = Counts { ascii: [0; 128], rest: BTreeMap::new() };
    for c in unicode::visible(text).chars().filter(|c| !c.is_whitespace() && !matches!(c, ':' | '：')) {
        match out.ascii.get_mut(c as usize) {
            Some(count) => *count += 1,
            None => *out.rest.entry(c).or_default() += 1,
        }
    }
    out
}

/// How often each character occurs. Most are ASCII, and a map of them alone took most of the time of a run.
struct Counts {
    ascii: [usize; 128],
    rest: BTreeMap<char, usize>,
}

impl Counts {
    fn of(&self, c: char) -> usize {
        self.ascii.get(c as usize).or_else(|| self.rest.get(&c)).copied().unwrap_or(0)
    }

    /// The characters that occur.
    fn each(&self) -> impl Iterator<Item = (char, usize)> {
        let ascii = ('\0'..='\x7f').zip(self.ascii).filter(|(_, count)| *count > 0);
        ascii.chain(self.rest.iter().map(|(c, count)| (*c, *count)))
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn lines(source: &str) -> u32 {
    let source = source.replace("\r\n", "\n");
    u32::try_from(source.matches(['\n', '\r']).count() + 1).unwrap_or(u32::MAX)
}

/// Lines, blocks and items that are pointed at are there.
fn places(source: &str, parsed: &Parsed) {
    let lines = 1..=lines(source);
    for remark in &parsed.diagnostics {
        assert!(lines.contains(&remark.line) && remark.column > 0, "{remark:?}");
    }
    let mut last = 0;
    for section in &parsed.monograph.sections {
        assert!(lines.contains(&section.line) && section.line >= last, "line {} of a section", section.line);
        last = section.line;
        for child in &section.subsections {
            let block = section.blocks.get(child.block);
            let fits = match (block, child.item) {
                (Some(Block::List { items, .. }), Some(item)) => item < items.len(),
                (Some(_), item) => item.is_none(),
                (None, _) => false,
            };
            assert!(fits, "{child:?} points at nothing");
        }
    }
    for faq in parsed.monograph.faqs() {
        assert!(lines.contains(&faq.line), "line {} of a question", faq.line);
    }
}

/// Groups of side effects are copies: they hold no letter their sections do not.
fn effects(monograph: &Monograph) {
    let mut text = String::new();
    for section in &monograph.sections {
        whole::inlines(&section.heading, &mut text);
        whole::blocks(&section.blocks, &mut text);
    }
    let there = counts(&text);
    for group in &monograph.side_effects {
        let mut copy = String::new();
        whole::blocks(&group.blocks, &mut copy);
        for (c, count) in counts(&copy).each() {
            assert!(count <= there.of(c), "{c:?} is in no section: {copy:?}");
        }
    }
}

fn bodies(monograph: &Monograph) -> impl Iterator<Item = &[Block]> {
    std::iter::once(monograph.preamble.as_slice())
        .chain(monograph.sections.iter().map(|section| section.blocks.as_slice()))
}

fn measure(blocks: &[Block], level: usize, depth: &mut usize, nodes: &mut usize) {
    for block in blocks {
        *nodes += 1;
        *depth = level.max(*depth);
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } => measure_text(text, level, depth, nodes),
            Block::List { items, .. } => {
                items.iter().for_each(|item| measure(item, level + 1, depth, nodes));
            }
            Block::Quote(inner) => measure(inner, level + 1, depth, nodes),
            Block::Faq(faq) => {
                measure_text(&faq.question, level, depth, nodes);
                measure(&faq.answer, level, depth, nodes);
            }
            Block::Code(_) | Block::Rule => {}
        }
    }
}

fn measure_text(inlines: &[Inline], level: usize, depth: &mut usize, nodes: &mut usize) {
    for inline in inlines {
        *nodes += 1;
        *depth = level.max(*depth);
        match inline {
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Subscript(inner)
            | Inline::Superscript(inner) => measure_text(inner, level + 1, depth, nodes),
            _ => {}
        }
    }
}

// ---- plain text ----

fn plain_text(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for blocks in bodies(&parse(&text).monograph) {
        for block in blocks.iter().filter(|block| !matches!(block, Block::Faq(_))) {
            scripts(block);
            let mut want = String::new();
            shown(std::slice::from_ref(block), &mut want);
            let plain = plain_blocks(std::slice::from_ref(block));
            assert_eq!(digits_as_written(&plain), digits_as_written(&want));
        }
    }
    if !text.is_empty() {
        // `10<sup>8</sup>` must never read `108`.
        for script in [script::superscript(&text), script::subscript(&text)] {
            assert_ne!(script, text);
            assert!(!script.starts_with(|c: char| c.is_ascii_digit()), "{script:?}");
        }
    }
    let spelled = unicode::visible(&text);
    assert!(!spelled.chars().any(unicode::is_hidden));
    assert_eq!(unicode::visible(&spelled), spelled);
    for (at, _) in unicode::oddities(&text) {
        assert!(text.is_char_boundary(at));
    }

    let joined: String = sentence::sentences(&text).collect();
    assert_eq!(squeezed(&joined), squeezed(&text), "a sentence is lost");
    for line in text.lines() {
        let ranges: Vec<Range<usize>> =
            excerpt::sentences(line).into_iter().map(|(start, end)| start..end).collect();
        let joined: String = slices(line, &ranges).collect();
        assert_eq!(squeezed(&joined), squeezed(line), "a sentence is lost");
    }
    let words = token::tokens(&text);
    let terms: Vec<(String, f32)> =
        words.iter().step_by(7).map(|word| (stem::stem(&word.text), 1.0)).collect();
    for whole in [false, true] {
        let quote = excerpt::snippet(&text, &terms, whole, Rules::English);
        marked(&quote.text, &quote.ranges);
        assert_eq!(quote.text.trim().is_empty(), text.trim().is_empty(), "an empty quote");
        let there = counts(&text);
        for (c, count) in counts(&quote.text).each() {
            assert!(count <= there.of(c), "{c:?} is quoted of nothing");
        }
    }
}

/// The text a block shows, questions without their markers.
fn shown(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::List { items, .. } => items.iter().for_each(|item| shown(item, out)),
            Block::Quote(inner) => shown(inner, out),
            other => whole::blocks(std::slice::from_ref(other), out),
        }
    }
}

/// Every superscript and subscript of a block tells itself from the digits before it.
fn scripts(block: &Block) {
    match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => scripts_of(text),
        Block::List { items, .. } => items.iter().flatten().for_each(scripts),
        Block::Quote(inner) => inner.iter().for_each(scripts),
        Block::Code(_) | Block::Rule | Block::Faq(_) => {}
    }
}

fn scripts_of(inlines: &[Inline]) {
    for inline in inlines {
        match inline {
            Inline::Subscript(inner) | Inline::Superscript(inner) => {
                let plain = plain_inlines(std::slice::from_ref(inline));
                assert!(!plain.starts_with(|c: char| c.is_ascii_digit()), "{plain:?} of {inner:?}");
                scripts_of(inner);
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) => scripts_of(inner),
            _ => {}
        }
    }
}

/// Letters and digits with raised and lowered ones as plain ones.
fn digits_as_written(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c == 'ⁿ' { 'n' } else { c }).collect();
    letters(&fold::fold(&plain))
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The pieces of `text` at `ranges`, which ascend and do not overlap.
fn slices<'a>(text: &'a str, ranges: &[Range<usize>]) -> impl Iterator<Item = &'a str> {
    let mut last = 0;
    ranges.iter().map(move |range| {
        assert!(range.start >= last && range.start <= range.end, "{range:?} after {last}");
        last = range.end;
        let piece = text.get(range.clone());
        assert!(piece.is_some(), "{range:?} is not on characters of {text:?}");
        piece.unwrap_or_default()
    })
}

/// Marks ascend, stand on whole characters and mark something.
fn marked(text: &str, marks: &[(usize, usize)]) {
    let ranges: Vec<Range<usize>> = marks.iter().map(|&(start, end)| start..end).collect();
    for piece in slices(text, &ranges) {
        assert!(!piece.is_empty(), "a mark of nothing in {text:?}");
    }
}

// ---- questions ----

fn query_parse(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let folded = fold::fold(&text);
    assert_eq!(fold::fold(&folded), folded, "folding goes on");
    assert!(folded.len() <= 4 * text.len(), "folding grows");
    let key = fold::key(&text);
    assert_eq!(fold::key(&key), key, "the key of a key is another");
    assert_eq!(key.trim(), key);
    let words = token::tokens(&text);
    let ranges: Vec<Range<usize>> = words.iter().map(|word| word.start..word.end).collect();
    assert_eq!(slices(&text, &ranges).count(), words.len());
    // Texts are cut as they stand, questions after folding: the words are the same.
    let again = token::tokens(&folded);
    let of = |words: &[token::Token]| words.iter().map(|word| word.text.clone()).collect::<Vec<_>>();
    promise(of(&again) == of(&words), || format!("written and asked words differ: {words:?} {again:?}"));
    assert!(words.iter().all(|word| !word.text.is_empty() && !stem::stem(&word.text).is_empty()));

    // Nothing behind the cap is read.
    let folds = fold::fold(text.trim_start());
    if folds.trim_start().chars().count() > MAX_CHARS && text.chars().count() <= 4 * MAX_CHARS {
        let longer = format!("{text}zzz milrinone");
        assert_eq!(ask(&text), ask(&longer), "what lies behind the cap is matched");
    }
}

fn ask(text: &str) -> SearchResults {
    let mut index = shelf().index.lock().unwrap_or_else(PoisonError::into_inner);
    whole(&mut index, &shelf().files, None, &Query::new(text))
}

/// Searches and loads what the question needs, `other` bytes of one file under its name; what is damaged ends it.
fn whole(
    index: &mut Index,
    files: &BTreeMap<String, Vec<u8>>,
    other: Option<(&str, &[u8])>,
    query: &Query<'_>,
) -> SearchResults {
    for _ in 0..32 {
        let found = search(index, query);
        if !index.has_missing() {
            return found;
        }
        for path in index.missing_paths() {
            let loaded = match other {
                Some((file, bytes)) if file == path => index.take_in(&path, bytes.to_vec()),
                _ => index.load(&path, files.get(&path).cloned().unwrap_or_default()),
            };
            if loaded.is_err() {
                return search(index, query);
            }
        }
    }
    panic!("{:?} never stops needing files", query.text)
}

fn search_fixed(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let scope = [Scope::All, Scope::Medicines, Scope::Answers][data.len() % 3];
    let limit = data.len() % 12;
    for query in [Query { text: &text, limit: 10, scope: Scope::All }, Query { text: &text, limit, scope }] {
        results(&query);
    }
    let index = shelf().index.lock().unwrap_or_else(PoisonError::into_inner);
    let explanation = explain(&index, &Query::new(&text));
    assert!(!format!("{explanation:?}").is_empty());
}

/// What every search promises of its results.
fn results(query: &Query<'_>) {
    let mut index = shelf().index.lock().unwrap_or_else(PoisonError::into_inner);
    let found = whole(&mut index, &shelf().files, None, query);
    for count in [found.medicines.len(), found.answers.len(), found.different.len()] {
        assert!(count <= query.limit, "{count} hits, {} asked for", query.limit);
    }
    assert!(query.scope != Scope::Answers || found.medicines.is_empty());
    assert!(query.scope != Scope::Medicines || found.answers.is_empty());
    assert!(found.total >= found.medicines.len());
    assert!(!found.no_match || (found.medicines.is_empty() && found.answers.is_empty()));
    assert!(found.answers.is_sorted_by(|a, b| a.score >= b.score), "answers out of order");
    let own = |path: &str| found.medicines.iter().any(|medicine| medicine.path == path);
    for answer in &found.answers {
        assert!(answer.score.is_finite());
        marked(&answer.text, &answer.ranges);
        marked(&answer.heading, &answer.heading_ranges);
        // A list that is not full holds every medicine that was named.
        let all = query.scope == Scope::All && found.medicines.len() < query.limit;
        assert!(
            !all || answer.matched == MatchKind::Text || own(&answer.path),
            "an answer of another medicine"
        );
    }
    let hits = found.hits();
    let ids: BTreeSet<&str> = hits.iter().map(|hit| hit.id.as_str()).collect();
    assert_eq!(ids.len(), hits.len(), "a hit comes twice");
    assert!(wire::json(&found).ends_with('}'));
}

/// The files of a bundle, and its index opened.
pub(crate) struct Shelf {
    index: Mutex<Index>,
    head: Vec<u8>,
    names: Vec<u8>,
    files: BTreeMap<String, Vec<u8>>,
}

/// The fixed index that questions are put to.
fn shelf() -> &'static Shelf {
    static SHELF: OnceLock<Shelf> = OnceLock::new();
    SHELF.get_or_init(|| index(&PAGES, &Lexicon::builtin()))
}

// ---- indexes ----

/// The first byte chooses a file of the small bundle, 0 its head; the others are what stands there instead.
fn instead(data: &[u8]) -> Option<(Option<&'static str>, &[u8])> {
    let (&choice, bytes) = data.split_first()?;
    let parts = small_index().files.keys().filter(|path| path.contains('/'));
    let file = usize::from(choice).checked_sub(1).and_then(|at| parts.cycle().nth(at));
    Some((file.map(String::as_str), bytes))
}

/// Each file of the small bundle behind the byte that chooses it.
pub(crate) fn index_inputs() -> Vec<(String, Vec<u8>)> {
    let small = small_index();
    let parts = small.files.iter().filter(|(path, _)| path.contains('/')).map(|(_, bytes)| bytes);
    let all = std::iter::once(&small.head).chain(parts).zip(0_u8..);
    all.map(|(bytes, choice)| (format!("small-{choice}"), [&[choice], bytes.as_slice()].concat())).collect()
}

fn index_open(data: &[u8]) {
    let Some((file, bytes)) = instead(data) else { return };
    match file {
        None => opened(None, bytes),
        Some(file) => {
            let mut awaited = awaited().lock().unwrap_or_else(PoisonError::into_inner);
            let Some(index) = awaited.get_mut(file) else { return };
            let same = small_index().files[file] == bytes;
            // What is refused is still awaited; what is taken in is not, so the file itself goes to a copy.
            let taken = if same {
                index.clone().load(file, bytes.to_vec())
            } else {
                index.load(file, bytes.to_vec())
            };
            assert_eq!(taken.is_ok(), same, "{file}: other bytes are taken in, or its own refused");
        }
    }
    if file.is_none() && !bytes.is_empty() {
        // I1: no single bit may change unseen; one of them is tried, another for each file.
        let small = small_index();
        let mut damaged = small.head.clone();
        let at = crc32fast::hash(bytes) as usize % damaged.len();
        damaged[at] ^= 1 << (bytes.len() % 8);
        assert!(Index::open(damaged, &small.names).is_err(), "a flipped bit of byte {at} is not seen");
    }
}

fn index_open_fixed(data: &[u8]) {
    let Some((file, bytes)) = instead(data) else { return };
    let mut bytes = bytes.to_vec();
    let small = small_index();
    match file {
        None => fix_header(&mut bytes, &small.head, true),
        Some(file) if file.ends_with(".bin") => fix_header(&mut bytes, &small.files[file], false),
        Some(_) => {}
    }
    if let Some(file) = file {
        let awaited = awaited().lock().unwrap_or_else(PoisonError::into_inner);
        let index = awaited.get(file).cloned();
        drop(awaited);
        if index.is_none_or(|mut index| index.take_in(file, bytes.clone()).is_err()) {
            return;
        }
    }
    opened(file, &bytes);
}

/// What a damaged index is asked; together these need every file of the small bundle.
const ASKED: [&str; 5] = ["amlodipine", "norvasc dose", "feeling sick", "amlodipin", "qqqqq drive"];

/// For each file of the small bundle an index that waits for it.
fn awaited() -> &'static Mutex<BTreeMap<String, Index>> {
    static AWAITED: OnceLock<Mutex<BTreeMap<String, Index>>> = OnceLock::new();
    AWAITED.get_or_init(|| {
        let (small, mut out) = (small_index(), BTreeMap::new());
        for text in ASKED {
            let mut index = small.index.lock().unwrap_or_else(PoisonError::into_inner).clone();
            for _ in 0..32 {
                let _ = search(&index, &Query::new(text));
                for path in index.missing_paths() {
                    out.entry(path.clone()).or_insert_with(|| index.clone());
                    let loaded = index.load(&path, small.files[&path].clone());
                    assert!(loaded.is_ok(), "{path} is whole");
                }
            }
        }
        Mutex::new(out)
    })
}

/// An index with one file replaced answers anything, whatever its bytes say.
fn opened(file: Option<&str>, bytes: &[u8]) {
    let small = small_index();
    let head = if file.is_none() { bytes.to_vec() } else { small.head.clone() };
    let Ok(mut index) = Index::open(head, &small.names) else { return };
    assert!(index.page(PageId(index.page_count())).is_none(), "a page behind the last");
    assert!(index.text(PassageId(index.passage_count())).is_none(), "a unit behind the last");
    let other = file.map(|file| (file, bytes));
    for text in ASKED {
        let found = whole(&mut index, &small.files, other, &Query::new(text));
        assert!(found.answers.len() <= 10 && found.medicines.len() <= 10 && found.different.len() <= 10);
        for answer in &found.answers {
            marked(&answer.text, &answer.ranges);
            marked(&answer.heading, &answer.heading_ranges);
        }
        let _ = (found.hits(), wire::json(&found));
    }
}

/// Makes header and lengths right, and the checksum of a head, as an attacker would, so that the fuzzer gets behind them.
fn fix_header(bytes: &mut [u8], template: &[u8], is_head: bool) {
    let word = |bytes: &[u8], at: usize| {
        u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]) as usize
    };
    let parts = word(template, 20);
    let checksum = if is_head { 4 } else { 0 };
    let Some(mut rest) = bytes.len().checked_sub(24 + parts * 4 + checksum) else { return };
    bytes[..12].copy_from_slice(&template[..12]);
    bytes[20..24].copy_from_slice(&template[20..24]);
    let last = parts - 1 - usize::from(is_head);
    for part in 0..parts {
        let entry = 24 + part * 4;
        let length = match part {
            _ if part > last => checksum,
            _ if part == last => rest,
            _ => rest.min(word(bytes, entry)),
        };
        rest -= length.min(rest);
        bytes[entry..entry + 4].copy_from_slice(&(length as u32).to_le_bytes());
    }
    if let Some((before, sum)) = bytes.split_last_chunk_mut().filter(|_| is_head) {
        *sum = crc32fast::hash(before).to_le_bytes();
    }
}

/// The index that is damaged: one short page and a few words.
pub(crate) fn small_index() -> &'static Shelf {
    static INDEX: OnceLock<Shelf> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut words = Lexicon::builtin();
        words.lay.truncate(8);
        words.intents.truncate(16);
        let page = "# Amlodipine\n### Usage\nFor high blood pressure. Take 5 mg.\n### Side Effects\n* Nausea\n\
                    ### FAQs\n* **Q: Can I drive?** A: Not when you feel dizzy.\n";
        let other = "# Amlodipine + Atorvastatin\n### Dosage\nOne tablet a day.\n";
        index(&[("a/amlodipine.md", page), ("a/amlodipine-atorvastatin.md", other)], &words)
    })
}

/// The pages of the fixed index: look-alikes, a combination, brands and national names among them.
const PAGES: [(&str, &str); 7] = [
    ("a/amlodipine.md", include_str!("../../content/a/amlodipine.md")),
    ("a/amlodipine-atorvastatin.md", include_str!("../../content/a/amlodipine-atorvastatin.md")),
    ("c/citalopram.md", include_str!("../../content/c/citalopram.md")),
    ("e/escitalopram.md", include_str!("../../content/e/escitalopram.md")),
    ("f/furosemide.md", include_str!("../../content/f/furosemide.md")),
    ("m/milrinone.md", include_str!("../../content/m/milrinone.md")),
    ("p/paracetamol.md", include_str!("../../content/p/paracetamol.md")),
];

fn index(pages: &[(&str, &str)], words: &Lexicon) -> Shelf {
    let (mut bundle, mut slugs) = (Bundle::new(words), Slugs::default());
    let mut files = BTreeMap::new();
    for (path, text) in pages {
        let (file, bytes) = match Prepared::new(words, None, path, &slugs.next(path), text) {
            Ok(ready) => bundle.add(ready),
            Err(sentence) => panic!("a page of the shelf is refused: {sentence}"),
        };
        files.insert(file, bytes);
    }
    let (root, rest) = match bundle.finish(&[], None, None) {
        Ok(done) => done,
        Err(error) => panic!("a small index can be written: {error}"),
    };
    files.extend(rest);
    let names: Vec<String> =
        root.names.iter().map(|(least, hash)| format!("[\"{least}\",\"{hash}\"]")).collect();
    let (head, names) = (files[&root.head.file].clone(), format!("[{}]", names.join(",")).into_bytes());
    match Index::open(head.clone(), &names) {
        Ok(index) => Shelf { index: Mutex::new(index), head, names, files },
        Err(error) => panic!("the fixed index opens: {error}"),
    }
}
