//! Parses, indexes, searches and renders Markdown drug monographs; the same code natively and as WebAssembly.
//!
//! Data flows one way, and every module imports only from those before it:
//!
//! [`lean`], [`text`] and [`error`] know nothing of ours → [`lexicon`] knows words and names → [`read`] makes a source tree of
//! Markdown or HTML → [`monograph`] makes a monograph of it → [`card`] builds the tree that is shown → [`index`] writes and reads bytes → [`search`] answers → `bundle` gathers files → `export` writes other formats.
//!
//! ```
//! let parsed = drug_card::monograph::parse("---\ntitle: Milrinone\n---\n# Milrinone\n\n### Usage\nHeart failure.\n");
//! assert_eq!(parsed.monograph.title, "Milrinone");
//! assert_eq!(parsed.monograph.sections[0].kind, drug_card::monograph::SectionKind::Usage);
//! ```

#[cfg(not(target_arch = "wasm32"))]
pub mod bundle;
pub mod card;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
pub mod error;
#[cfg(not(target_arch = "wasm32"))]
pub mod export;
pub mod index;
pub mod lean;
pub mod lexicon;
pub mod monograph;
pub mod read;
pub mod search;
pub mod text;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use error::Error;
