//! The values of front matter as a tree, whatever syntax they were written in.

use std::ops::Range;

use crate::text::unicode;

/// A value of front matter with its position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// What it is.
    pub data: Data,
    /// Its bytes in the source, with quotes and brackets.
    pub span: Range<usize>,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Data {
    /// Text, a number, a date or a truth value, as it is written: `5150`, `no` and `1:30` can be names.
    Text {
        /// The text without quotes and escapes.
        text: String,
        /// Without quotes: YAML and TOML may read a number, a date or a truth value in it.
        plain: bool,
    },
    /// A list.
    List(Vec<Value>),
    /// A map in source order.
    Map(Vec<FrontMatterEntry>),
}

/// A key of front matter with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatterEntry {
    /// The key.
    pub key: String,
    /// Its value.
    pub value: Value,
}

/// The most levels of maps and lists.
pub(super) const DEPTH: usize = 24;

/// The entries of front matter, and how many lines could not be read.
pub(super) struct Entries {
    pub(super) entries: Vec<FrontMatterEntry>,
    pub(super) unread: usize,
}

impl Value {
    pub(super) fn text(text: &str, plain: bool, span: Range<usize>) -> Self {
        Self { data: Data::Text { text: unicode::visible(text).into_owned(), plain }, span }
    }

    /// The text of a single value; `None` for lists and maps.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        if let Data::Text { text, .. } = &self.data { Some(text) } else { None }
    }

    /// Whether the value says yes or no: `true`, `yes`, `on` and `1`, or their opposites.
    #[must_use]
    pub fn as_flag(&self) -> Option<bool> {
        match self.as_text()?.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Some(true),
            "false" | "no" | "off" | "0" => Some(false),
            _ => None,
        }
    }

    /// Whether it is nothing: no text, `~` or `null` without quotes.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(&self.data, Data::Text { text, plain: true } if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// Its texts: the items of a list, or a single value cut at commas; without empty ones and without what is inside of maps.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        let mut out = Vec::new();
        match &self.data {
            _ if self.is_null() => {}
            Data::Text { text, plain: true } => out.extend(text.split(',')),
            Data::Text { text, .. } => out.push(text),
            Data::List(items) => {
                out.extend(items.iter().filter(|item| !item.is_null()).filter_map(Self::as_text));
            }
            Data::Map(_) => {}
        }
        out.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect()
    }

    /// The value under `key` of a map.
    #[must_use]
    pub fn of(&self, key: &str) -> Option<&Self> {
        let Data::Map(entries) = &self.data else { return None };
        entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// How many characters of text it holds, keys not counted.
    #[must_use]
    pub fn size(&self) -> usize {
        match &self.data {
            _ if self.is_null() => 0,
            Data::Text { text, .. } => text.chars().count(),
            Data::List(items) => items.iter().map(Self::size).sum(),
            Data::Map(entries) => entries.iter().map(|entry| entry.value.size()).sum(),
        }
    }

    /// The value as JSON. A value without quotes that JSON would read as a number, a truth value or null becomes one.
    #[cfg(not(target_os = "unknown"))]
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match &self.data {
            _ if self.is_null() => Json::Null,
            Data::Text { text, plain: true } => match text.parse::<serde_json::Value>() {
                Ok(found @ (Json::Bool(_) | Json::Number(_))) => found,
                _ => Json::String(text.clone()),
            },
            Data::Text { text, .. } => Json::String(text.clone()),
            Data::List(items) => items.iter().map(Self::to_json).collect(),
            Data::Map(entries) => {
                Json::Object(entries.iter().map(|entry| (entry.key.clone(), entry.value.to_json())).collect())
            }
        }
    }
}
