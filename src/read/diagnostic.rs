//! The diagnostics of a parse: rule, severity, position, sentence, hint.

use std::fmt;
use std::ops::Range;

/// A diagnostic about the source: what an editor should look at. Content never makes a parse fail.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The rule that was broken.
    pub rule: Rule,
    /// 1-based line in the file.
    pub line: u32,
    /// 1-based column in characters; 1 for the whole line.
    pub column: u32,
    /// Characters from `column` on; 0 for the whole line.
    pub length: u32,
    /// What was found, as a sentence without a final dot.
    pub message: String,
}

/// How serious a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Should be fixed.
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

            /// How serious a diagnostic of the rule is.
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

// One line a rule: name, id, severity, hint.
rules! {
    /// The file cannot be read as text, or is too large.
    Unreadable "unreadable" Error "save the file as UTF-8, 1 MiB at most";
    /// Two files have one title.
    DuplicateTitle "duplicate-title" Warning "give each page its own title, or keep only one of the pages";
    /// More than 1 MiB: nothing is read.
    InputTooLarge "input-too-large" Error "split the file: the largest real monograph has 10 KB";
    /// Lists, quotes or emphasis nested more than 32 deep: the inner text is kept, its nesting is not.
    NestingTooDeep "nesting-too-deep" Error "flatten the lists or quotes";
    /// The file does not begin with `---`.
    FrontMatterMissing "front-matter-missing" Warning "begin the file with `---`, `title: …`, `---`";
    /// The closing `---` is missing.
    FrontMatterUnclosed "front-matter-unclosed" Error "put a line `---` after the last key";
    /// A line of front matter that is no YAML or TOML, or has an anchor, alias or tag.
    FrontMatterLine "front-matter-line" Warning "write `key: value`; put a value with YAML punctuation in quotes";
    /// Values of the front matter that the card does not show.
    FrontMatterNotShown "front-matter-not-shown" Note "write in the text what a reader must see";
    /// The language in the front matter is not a BCP 47 tag.
    FrontMatterLanguage "front-matter-language" Error "write a BCP 47 tag, such as `lang: de`";
    /// No title in the front matter and no level-1 heading.
    TitleMissing "title-missing" Warning "add `title: …` to the front matter";
    /// The front matter's title and the level-1 heading differ.
    TitleHeading "title-heading" Warning "make the title and the `# ` heading the same";
    /// A second level-1 heading names something else, and a section of the title comes again under it.
    SeveralTitles "several-titles" Warning "give each medicine its own file; write section headings as `## `";
    /// The page describes several medicines one after the other: it answers nothing.
    SeveralMedicines "several-medicines" Error "split the page with `split = \"h2\"` in drug-card.toml, or give each medicine its own file";
    /// The title ends in a mark, or a number is missing from it (`Interferon Beta-`).
    TitleCut "title-cut" Warning "write the full name, digits included";
    /// No section was found.
    SectionsMissing "sections-missing" Error "give each section a heading, such as `### Usage`";
    /// A section that every monograph has is missing.
    SectionMissing "section-missing" Note "add the section, or state why it does not apply";
    /// A heading or label with nothing under it.
    SectionEmpty "section-empty" Warning "fill in the section or remove its heading";
    /// Neither a disclaimer nor a note at the end.
    DisclaimerMissing "disclaimer-missing" Warning "end the page with `**Disclaimer:** …`";
    /// An HTML tag that is not known: shown as text.
    RawHtml "raw-html" Warning "write it in Markdown, or escape the `<`";
    /// A comment of the source, which no card shows.
    HiddenComment "hidden-comment" Note "nothing, if readers need not see it";
    /// A comment that is never closed.
    UnclosedComment "unclosed-comment" Warning "close the comment with `-->`";
    /// A mark of a site generator, an id or a class, which no card shows.
    HiddenMark "hidden-mark" Note "nothing, if readers need not see it";
    /// A mark of a site generator that would bring in text from elsewhere.
    HiddenInclude "hidden-include" Warning "put the text itself into the file";
    /// `##Dose`: a heading without a blank after its marks.
    HeadingBlank "heading-blank" Note "put a space after the `#` marks";
    /// A picture without words for those who cannot see it.
    PictureAlt "picture-alt" Warning "describe the picture: `![what it shows](file.png)`";
    /// A struck text that holds a number with a unit: a dose that is withdrawn.
    StruckDose "struck-dose" Warning "delete the old dose, so that nobody reads it";
    /// The page declines to be a monograph.
    Refusal "refusal" Error "write the page or delete the file: it says it cannot describe the medicine";
    /// The page declines, then goes on.
    PartialRefusal "partial-refusal" Warning "review the page: it begins with a refusal and then describes something";
    /// An unfilled template variable (`{details}`, `[specific condition]`).
    TemplateVariable "template-variable" Error "replace the variable with text or remove it";
    /// The title and the generic name look like two different drugs.
    OtherDrug "other-drug" Warning "check which drug the page is about";
    /// The page says that its medicine, or its text, is invented.
    Fiction "fiction" Error "delete the file, or write about a medicine that exists";
    /// A dose range whose second number is the smaller one (`3-0.6 mL/kg`).
    FallingRange "falling-range" Warning "check both numbers; write the smaller one first";
    /// The text mentions the text it was made from.
    SourceLeak "source-leak" Note "remove words such as \"the provided text\"";
    /// A question that holds an answer, or an answer that holds a question.
    FaqLeak "faq-leak" Error "put each question and each answer on its own line";
    /// A question without an answer.
    FaqUnanswered "faq-unanswered" Warning "answer the question or remove it";
    /// A `**` that opens or closes nothing.
    UnbalancedEmphasis "unbalanced-emphasis" Warning "close the bold text, with no space inside the `**`";
    /// Characters that are invisible or imitate others.
    SuspiciousCharacter "suspicious-character" Error "retype the character";
    /// The page names serious side effects and lists none.
    SeriousUnlisted "serious-unlisted" Note "list the serious side effects, or state that none are known";
    /// An abbreviation that has led to wrong doses (`QD`, `U`, `µg`).
    ErrorProneAbbreviation "error-prone-abbreviation" Note "write it out: daily, units, microgram";
    /// A dose of a thousand or more without a comma.
    LargeNumber "large-number" Note "write 1,000 rather than 1000";
    /// `5.0 mg`, which has been misread as 50.
    TrailingZero "trailing-zero" Warning "write 5 mg rather than 5.0 mg";
    /// `.5 mg`, which has been misread as 5.
    NakedDecimal "naked-decimal" Warning "write 0.5 mg rather than .5 mg";
    /// A day that does not exist, or that cannot be the day of a review.
    ImpossibleDate "impossible-date" Error "write the day as 2026-05-01, and the next review after the last one";
    /// The day of the next review is past.
    Overdue "overdue" Warning "review the page, then change `reviewed` and `next_review`";
    /// A `status` other than draft, active and withdrawn.
    StatusUnknown "status-unknown" Note "write draft, active or withdrawn, or leave it out";
    /// A withdrawn page without the day of its withdrawal.
    WithdrawalUndated "withdrawal-undated" Note "add the day: `withdrawn: 2026-05-01`";
    /// Text for patients that is hard to read.
    ReadingGrade "reading-grade" Note "shorten the sentences";
}

impl Diagnostic {
    /// A diagnostic about a whole line.
    pub(crate) fn line(rule: Rule, line: u32, message: String) -> Self {
        Self { rule, line, column: 1, length: 0, message }
    }

    /// The same diagnostic about the bytes `range` of the source, which are in its line.
    pub(crate) fn over(mut self, source: &str, range: Range<usize>) -> Self {
        let start = source[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
        let count = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        self.column = count(&source[start..range.start]).saturating_add(1);
        self.length = count(&source[range]);
        self
    }
}

/// Collects the diagnostics of a parse.
pub(crate) trait DiagnosticSink: Default {
    /// Whether diagnostics are kept.
    const ENABLED: bool;

    /// Takes a diagnostic about a whole line; `message` is called only if it is kept.
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

/// Drops all diagnostics: the browser shows none, and its module is smaller without their text.
#[derive(Default)]
pub(crate) struct NoDiagnostics;

impl DiagnosticSink for NoDiagnostics {
    const ENABLED: bool = false;

    fn note(&mut self, _: Rule, _: u32, _: impl FnOnce() -> String) {}

    fn note_words(&mut self, _: Rule, _: u32, _: &str, _: Range<usize>, _: impl FnOnce() -> String) {}

    fn take(&mut self, _: Self) {}
}
