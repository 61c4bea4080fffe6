//! Owns what leaves the library natively: HTML, JSON, bundles.

pub mod bundle;
pub mod card_file;
pub mod engines;
pub mod entry;
pub mod fhir;
pub mod findings;
pub mod html;
mod icon;
pub mod json;
pub mod json_ld;
pub mod overlay;
pub mod page;
pub mod part;
pub mod pwa;
pub mod results;
pub mod root;
pub mod slugs;
mod told;
pub mod units;
mod xhtml;
