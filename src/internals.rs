//! Re-exports what the tests, the benchmarks, the fuzz targets and the program use beyond the public names of the crate.
//!
//! No promise holds for it. Everything that is missing here is private, so the compiler finds dead code.

#[cfg(not(target_os = "unknown"))]
pub mod bundle {
    pub mod card_file {
        pub use crate::bundle::card_file::{CardFile, FORMAT};
    }
    pub mod changes {
        pub use crate::bundle::changes::{Addresses, PageId, compare};
    }
    pub mod file {
        pub use crate::bundle::file::File;
    }
    pub mod gather {
        pub use crate::bundle::gather::Bundle;
    }
    pub mod prepare {
        pub use crate::bundle::prepare::Prepared;
    }
    pub mod root {
        pub use crate::bundle::root::FORMAT;
    }
    pub mod slugs {
        pub use crate::bundle::slugs::{From, SlugSource, Slugs};
    }
}
pub mod card {
    pub use crate::card::{
        Attributes, CardNode, Context, Part, SectionFlags, Tag, UiStrings, alerts, card, in_source_order,
    };
    pub mod html {
        pub use crate::card::html::fragment;
    }
}
#[cfg(not(target_os = "unknown"))]
pub mod cli {
    pub use crate::cli::main;
}
#[cfg(not(target_os = "unknown"))]
pub mod export {
    pub mod parse_json {
        pub use crate::export::parse_json::parse_record;
    }
}
#[cfg(not(target_os = "unknown"))]
pub mod import {
    pub use crate::import::{Format, round_trip};
}
pub mod index {
    pub use crate::index::{Index, MOST_HELD, PageId, PassageId};
    pub mod format {
        pub mod name_shard {
            pub use crate::index::format::name_shard::NameKind;
        }
        pub mod page_rows {
            pub use crate::index::format::page_rows::card_file;
        }
    }
    pub mod read {
        pub mod line_shape {
            pub use crate::index::read::line_shape::{Line, LineKind};
        }
        pub mod passage_store {
            pub use crate::index::read::passage_store::{PassageText, read};
        }
    }
}
pub mod lexicon {
    pub use crate::lexicon::Lexicon;
    pub mod register {
        pub use crate::lexicon::register::{Substance, substances};
    }
}
pub mod monograph {
    pub use crate::monograph::{
        Alert, Block, Bucket, Faq, Inline, Monograph, Parsed, Section, SectionKind, check_html,
        duplicate_titles, is_monograph, labels_of, lint, parse, parse_html, parse_in, plain_blocks,
        plain_inlines, read,
    };
    pub mod passage {
        pub use crate::monograph::passage::{Anchors, Passage, PassageKind, cut};
    }
}
pub mod read {
    pub mod diagnostic {
        pub use crate::read::diagnostic::{Rule, Severity};
    }
    pub mod front_matter {
        pub use crate::read::front_matter::{Data, FrontMatter, FrontMatterEntry, Value};
    }
    pub mod html {
        pub use crate::read::html::{MAX_BYTES, Selector, Skip};
    }
    pub mod source_tree {
        pub use crate::read::source_tree::Inline;
    }
}
pub mod search {
    pub use crate::search::{
        AnswerHit, Hit, MAX_CHARS, MatchKind, Query, Scope, SearchResults, complete, search,
    };
    pub mod excerpt {
        pub use crate::search::excerpt::{Sought, excerpt};
    }
    pub mod explain {
        pub use crate::search::explain::explain;
    }
    pub mod wire {
        pub use crate::search::wire::json;
    }
}
pub mod text {
    pub use crate::text::{Language, Rules};
    pub mod distance {
        pub use crate::text::distance::edits;
    }
    pub mod fold {
        pub use crate::text::fold::{fold, fold_char, key};
    }
    pub mod script {
        pub use crate::text::script::{subscript, superscript};
    }
    pub mod sentence {
        pub use crate::text::sentence::sentences;
    }
    pub mod slug {
        pub use crate::text::slug::{Letters, slug};
    }
    pub mod stem {
        pub use crate::text::stem::stem;
    }
    pub mod token {
        pub use crate::text::token::{Token, tokens};
    }
    pub mod unicode {
        pub use crate::text::unicode::{is_hidden, oddities, visible};
    }
}
