//! Parses, indexes, searches and renders Markdown drug monographs; the same code natively and as WebAssembly.
//!
//! The names at the root are the public interface; all modules are private.
//!
//! # Parse
//!
//! [`parse`] never fails: it keeps all text of the source.
//!
//! ```
//! use drug_card::{SectionKind, parse};
//!
//! let parsed = parse("---\ntitle: Milrinone\n---\n# Milrinone\n\n### Usage\nHeart failure.\n");
//! assert_eq!(parsed.monograph.title, "Milrinone");
//! assert_eq!(parsed.monograph.sections[0].kind, SectionKind::Usage);
//! ```
//!
//! # Diagnostics
//!
//! What an author should look at comes with a rule, a severity and a position (1-based line and column, in characters).
//!
//! ```
//! let parsed = drug_card::parse("# Milrinone\n\n### Usage\n\n### Dosage\n5 mg once daily.\n");
//! let empty = parsed.diagnostics.iter().find(|diagnostic| diagnostic.rule.id() == "section-empty").unwrap();
//! assert_eq!((empty.line, empty.column), (3, 1));
//! assert_eq!(empty.rule.severity().to_string(), "warning");
//! ```
//!
//! # FAQs
//!
//! ```
//! use drug_card::{parse, plain_blocks, plain_inlines};
//!
//! let parsed = parse("# Milrinone\n\n**FAQs:**\n* **Q: Is it a tablet?** A: No, an infusion.\n");
//! let faq = parsed.monograph.faqs().next().unwrap();
//! assert_eq!(plain_inlines(&faq.question), "Is it a tablet?");
//! assert_eq!(plain_blocks(&faq.answer), "No, an infusion.");
//! ```
//!
//! # Render a card
//!
//! ```
//! use drug_card::{Card, parse};
//!
//! let parsed = parse("# Milrinone\n\n### Usage\nHeart failure, 0.5 mcg & more.\n");
//! let html = Card::new(&parsed.monograph).to_html(2);
//! assert!(html.contains("<h2"));
//! assert!(html.contains("&amp; more."));
//! ```
//!
//! # Build a bundle and search it
//!
//! A [`Bundle`] returns names and bytes; the caller stores them. [`search()`] loads the few files that a query needs.
//!
//! ```
//! use drug_card::{Bundle, Error, Index, Lexicon, Query, search};
//! use std::collections::HashMap;
//!
//! let lexicon = Lexicon::builtin();
//! let mut bundle = Bundle::new(&lexicon);
//! let mut files = HashMap::new();
//! files.extend([bundle.add_markdown("milrinone.md", "milrinone", "# Milrinone\n\n### Usage\nHeart failure.\n")?]);
//! let (root, rest) = bundle.finish(&[], None, None)?;
//! files.extend(rest);
//!
//! let head = files[&root.head.file].clone();
//! let mut index = Index::open(head, &serde_json::to_vec(&root.names)?)?;
//! let fetch = |path: &str| files.get(path).cloned().ok_or(Error::Corrupt { part: "files" });
//! let results = search(&mut index, &Query::new("milrinone usage"), fetch)?;
//! assert_eq!(results.medicines[0].title, "Milrinone");
//! assert_eq!(results.answers[0].text, "Heart failure.");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Errors
//!
//! An [`Error`] says what was expected, what was found, and what to do.
//!
//! ```
//! let error = drug_card::Index::open(b"<!doctype html>".to_vec(), b"[]").err().unwrap();
//! assert!(matches!(error, drug_card::Error::NotAnIndex { .. }));
//! assert!(error.to_string().starts_with("expected a drug-card index, but the file starts with \"<!do\""));
//! ```
//!
//! # Modules
//!
//! Data flows one way, and every module imports only from those before it: `lean`, `text` and `error` import nothing of this
//! crate → `lexicon` has word lists and names → `read` makes a source tree from Markdown or HTML → `monograph` makes a
//! monograph from it → `card` builds the tree that is shown → `index` writes and reads bytes → `search` answers →
//! `bundle` gathers files → `export` writes other formats → `import` makes Markdown of official labels.

#![cfg_attr(
    target_os = "unknown",
    allow(
        dead_code,
        unreachable_pub,
        unused_imports,
        reason = "each browser core uses a part of the crate; the native build finds what nothing uses"
    )
)]

#[cfg(not(target_os = "unknown"))]
mod bundle;
mod card;
#[cfg(not(target_os = "unknown"))]
mod cli;
mod error;
#[cfg(not(target_os = "unknown"))]
mod export;
#[cfg(not(target_os = "unknown"))]
mod import;
mod index;
#[cfg(not(target_os = "unknown"))]
#[doc(hidden)]
pub mod internals;
mod lean;
mod lexicon;
mod monograph;
mod read;
mod search;
mod text;
#[cfg(target_os = "unknown")]
mod wasm;

#[cfg(not(target_os = "unknown"))]
pub use bundle::error::BundleError;
#[cfg(not(target_os = "unknown"))]
pub use bundle::gather::Bundle;
#[cfg(not(target_os = "unknown"))]
pub use card::html::Card;
pub use error::Error;
pub use index::Index;
pub use lexicon::Lexicon;
pub use monograph::{
    Diagnostic, Faq, Monograph, Parsed, Section, SectionKind, parse, plain_blocks, plain_inlines,
};
pub use search::{Query, SearchResults, complete as search};
