//! Collects the slugs of earlier releases, and finds the page that each leads to.

use super::failure::Failure;
use std::collections::BTreeMap;

/// Old slugs with what they lead to.
#[derive(Default)]
pub(super) struct Redirects(BTreeMap<String, String>);

impl Redirects {
    pub(super) fn add(&mut self, old: &str, new: &str) -> Result<(), Failure> {
        match self.0.insert(old.into(), new.into()) {
            Some(other) if other != new => Err(Failure::Data(format!(
                "expected one page for the address \"{old}\", but {other} and {new} both have a redirect from it; remove one"
            ))),
            _ => Ok(()),
        }
    }

    /// Each old slug with the slug of a page: a page may have been renamed several times. `pages` are the paths by slug.
    pub(super) fn resolved(&self, pages: &BTreeMap<&str, &str>) -> Result<BTreeMap<String, String>, Failure> {
        let mut resolved = BTreeMap::new();
        for (old, new) in &self.0 {
            if let Some(path) = pages.get(old.as_str()) {
                return Err(Failure::Data(format!(
                    "expected a redirect from an address that no page has, but \"{old}\" is the page {path}; remove the redirect to {new}"
                )));
            }
            let mut to = new;
            // A chain that is longer than all redirects goes in circles.
            for _ in 0..self.0.len() {
                to = self.0.get(to).unwrap_or(to);
            }
            if !pages.contains_key(to.as_str()) {
                return Err(Failure::Data(format!(
                    "expected a redirect from \"{old}\" to a page, but no page has the slug \"{to}\"; correct or remove it"
                )));
            }
            resolved.insert(old.clone(), to.clone());
        }
        Ok(resolved)
    }
}
