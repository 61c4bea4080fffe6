//! What is wrong with a value of front matter.

/// What is wrong with a value.
#[derive(Debug)]
pub(super) enum Problem {
    Mark(char),
    Dash(char),
    Colon,
    Open,
    AfterValue,
    NoCharacter(String),
    Escape(char),
    Deep,
    NoValue,
    Twice,
}

impl Problem {
    pub(super) fn words(&self) -> String {
        match self {
            Self::Mark(c) => format!("begins with `{c}`, which has a meaning in YAML and needs quotes"),
            Self::Dash(c) => format!("begins with `{c} `, which has a meaning in YAML and needs quotes"),
            Self::Colon => "contains `: `, which has a meaning in YAML and needs quotes".into(),
            Self::Open => "has no closing quote or bracket".into(),
            Self::AfterValue => "has text after its end".into(),
            Self::NoCharacter(escape) => format!("has the escape `{escape}`, which is not a character"),
            Self::Escape(c) => format!("has the unknown escape `\\{c}`"),
            Self::Deep => "is nested too deep".into(),
            Self::Twice => "has a key that occurs before; the first value is used".into(),
            Self::NoValue => {
                "is neither text in quotes, a number, a date, `true`, `false`, a list nor a table".into()
            }
        }
    }
}
