//! Parses, indexes, searches and renders Markdown drug monographs; the same code natively and as WebAssembly.
//!
//! The data walks one way, and every room imports only from the rooms before it:
//!
//! [`text`] and [`error`] know nothing of ours → [`monograph`] reads Markdown (`site` brings
//! built pages back to it) → [`unit`] cuts what a search
//! returns → [`index`] writes and reads bytes → [`search`] answers → [`view`] builds the tree that is shown →
//! `export` writes it as HTML, JSON and bundles.
//!
//! ```
//! let parsed = drug_card::monograph::parse("---\ntitle: Milrinone\n---\n# Milrinone\n\n### Usage\nHeart failure.\n");
//! assert_eq!(parsed.monograph.title, "Milrinone");
//! assert_eq!(parsed.monograph.sections[0].kind, drug_card::monograph::SectionKind::Usage);
//! ```

pub mod error;
#[cfg(not(target_arch = "wasm32"))]
pub mod export;
pub mod index;
pub mod monograph;
pub mod search;
#[cfg(not(target_arch = "wasm32"))]
pub mod site;
pub mod text;
pub mod unit;
pub mod view;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use error::Error;
