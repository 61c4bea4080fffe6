//! Owns the remarks a parse makes: rule, severity, place, sentence, hint.

use std::fmt;
use std::ops::Range;

/// A remark about the source. Content is never an error; a remark says what an editor should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule speaks.
    pub rule: Rule,
    /// 1-based line in the file.
    pub line: u32,
    /// 1-based column in characters; 1 when the whole line is meant.
    pub column: u32,
    /// Characters from `column` on that the remark is about; 0 when the whole line is meant.
    pub length: u32,
    /// What was found, as a sentence without a final dot.
    pub message: String,
}

/// How much a remark weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Should be mended.
    Warning,
    /// A reader could be misled, or text could not be read as meant.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident $id:literal $severity:ident $hint:literal;)*) => {
        /// Every rule by name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(#[$doc])* $name,)*
        }

        impl Rule {
            /// Every rule, in the order of this list.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The rule's name in messages and on the command line.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// How much the rule weighs.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }

            /// What an editor can do about it.
            #[must_use]
            pub fn hint(self) -> &'static str {
                match self { $(Self::$name => $hint,)* }
            }
        }
    };
}

// One line a rule: name, id, weight, what to do.
rules! {
    /// The file cannot be read as text, or is too large.
    Unreadable "unreadable" Error "save the file as UTF-8, 256 KiB at most";
    /// Two files have one title.
    DuplicateTitle "duplicate-title" Warning "give each page a title of its own, or keep one of them";
    /// More than 256 KiB: nothing is read.
    InputTooLarge "input-too-large" Error "split the file: the largest real monograph has 10 KB";
    /// Lists, quotes or emphasis nested more than 32 deep: the inner text is kept, its nesting is not.
    NestingTooDeep "nesting-too-deep" Error "flatten the lists or quotes";
    /// The file does not begin with `---`.
    FrontMatterMissing "front-matter-missing" Warning "begin the file with `---`, `title: …`, `---`";
    /// The closing `---` is missing.
    FrontMatterUnclosed "front-matter-unclosed" Error "put a line `---` after the last key";
    /// A front-matter line that is not `key: value`.
    FrontMatterLine "front-matter-line" Warning "write `key: value`, with quotes around a value that holds marks of YAML";
    /// The language in the front matter is no tag of BCP 47.
    FrontMatterLanguage "front-matter-language" Error "write `lang: de`, or another tag of BCP 47";
    /// No title in the front matter and no level-1 heading.
    TitleMissing "title-missing" Warning "add `title: …` to the front matter";
    /// The front matter's title and the level-1 heading differ.
    TitleHeading "title-heading" Warning "make the title and the `# ` heading the same";
    /// A second level-1 heading names something else, and a section of the title comes again under it: it is read as the title's.
    SeveralTitles "several-titles" Warning "give each medicine a file of its own; write the heading of a section as `## `";
    /// The title ends in a mark or a number was lost from it (`Interferon Beta-`).
    TitleCut "title-cut" Warning "give the name whole, digits included";
    /// No section was found.
    SectionsMissing "sections-missing" Error "give each part a heading such as `### Usage`";
    /// A section every monograph has is not there.
    SectionMissing "section-missing" Note "add the section, or say why there is none";
    /// A heading or label with nothing under it.
    SectionEmpty "section-empty" Warning "write the section, or take its heading away";
    /// Neither a disclaimer nor a note at the end.
    DisclaimerMissing "disclaimer-missing" Warning "end with `**Disclaimer:** …`";
    /// Raw HTML other than `sub`, `sup`, `i`, `em`: shown as text.
    RawHtml "raw-html" Warning "write it in Markdown; only sub, sup, i and em are kept";
    /// The page declines to be a monograph.
    Refusal "refusal" Error "write the page, or take the file away: it says it cannot describe the medicine";
    /// The page declines, then goes on.
    PartialRefusal "partial-refusal" Warning "read the page: it begins by declining and then describes something";
    /// A template variable nobody filled (`{details}`, `[specific condition]`).
    TemplateVariable "template-variable" Error "fill in or take out the variable";
    /// The title and the generic name look like two different drugs.
    OtherDrug "other-drug" Warning "check which drug the page is about";
    /// The text speaks of the text it was made from.
    SourceLeak "source-leak" Note "take out words such as \"the provided text\"";
    /// A question that holds an answer, or an answer that holds a question.
    FaqLeak "faq-leak" Error "put each question and each answer on a line of its own";
    /// A question without an answer.
    FaqUnanswered "faq-unanswered" Warning "answer the question, or take it away";
    /// A `**` that opens or closes nothing.
    UnbalancedEmphasis "unbalanced-emphasis" Warning "close the bold text, without a blank inside the marks";
    /// Characters that cannot be seen, or that imitate others.
    SuspiciousCharacter "suspicious-character" Error "type the character anew";
    /// The page names serious side effects and lists none.
    SeriousUnlisted "serious-unlisted" Note "list the serious side effects, or say that none is known";
    /// An abbreviation that has led to wrong doses (`QD`, `U`, `µg`).
    ErrorProneAbbreviation "error-prone-abbreviation" Note "write it out: daily, units, microgram";
    /// A dose of a thousand or more without a comma.
    LargeNumber "large-number" Note "write 1,000 rather than 1000";
    /// `5.0 mg`, which is read as 50.
    TrailingZero "trailing-zero" Warning "write 5 mg rather than 5.0 mg";
    /// `.5 mg`, which is read as 5.
    NakedDecimal "naked-decimal" Warning "write 0.5 mg rather than .5 mg";
    /// Text for patients that needs many years of school.
    ReadingGrade "reading-grade" Note "shorten the sentences";
}

impl Diagnostic {
    /// A remark about a whole line.
    pub(crate) fn line(rule: Rule, line: u32, message: String) -> Self {
        Self { rule, line, column: 1, length: 0, message }
    }

    /// The same remark about the bytes `range` of the source alone, which lie in its line.
    pub(crate) fn over(mut self, source: &str, range: Range<usize>) -> Self {
        let start = source[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
        let count = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        self.column = count(&source[start..range.start]).saturating_add(1);
        self.length = count(&source[range]);
        self
    }
}

/// Where the reading of a page puts what is odd about it.
pub(crate) trait DiagnosticSink: Default {
    /// Whether anybody will read them.
    const ENABLED: bool;

    /// Takes a remark about a whole line; `message` is only made where it is kept.
    fn note(&mut self, rule: Rule, line: u32, message: impl FnOnce() -> String);

    /// Takes a diagnostic about the bytes `words` of `text`, which is line `line`.
    fn note_words(
        &mut self,
        rule: Rule,
        line: u32,
        text: &str,
        words: Range<usize>,
        message: impl FnOnce() -> String,
    );

    /// Takes the diagnostics of `other` after its own.
    fn take(&mut self, other: Self);
}

impl DiagnosticSink for Vec<Diagnostic> {
    const ENABLED: bool = true;

    fn note(&mut self, rule: Rule, line: u32, message: impl FnOnce() -> String) {
        self.push(Diagnostic::line(rule, line, message()));
    }

    fn note_words(
        &mut self,
        rule: Rule,
        line: u32,
        text: &str,
        words: Range<usize>,
        message: impl FnOnce() -> String,
    ) {
        self.push(Diagnostic::line(rule, line, message()).over(text, words));
    }

    fn take(&mut self, other: Self) {
        self.extend(other);
    }
}

/// Keeps no remark: in the browser nobody would read them, and the module is smaller without their words.
#[derive(Default)]
pub(crate) struct NoDiagnostics;

impl DiagnosticSink for NoDiagnostics {
    const ENABLED: bool = false;

    fn note(&mut self, _: Rule, _: u32, _: impl FnOnce() -> String) {}

    fn note_words(&mut self, _: Rule, _: u32, _: &str, _: Range<usize>, _: impl FnOnce() -> String) {}

    fn take(&mut self, _: Self) {}
}
