//! Reads and writes days of the calendar; rejects days that do not exist.

use std::fmt;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    not(target_os = "unknown"),
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "String", into = "String")
)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl Day {
    /// Reads `2026-05-01`, also with a time behind it; `None` for anything else and for days that do not exist.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (date, rest) = text.split_at_checked(10)?;
        if !rest.is_empty() && !rest.starts_with(['T', 't', ' ']) {
            return None;
        }
        let mut numbers = date.split('-').map(|part| {
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u16>().ok()).flatten()
        });
        let (year, month, day) = (numbers.next()??, numbers.next()??, numbers.next()??);
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let last = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u16::from(leap),
            _ => return None,
        };
        let is_shaped = date.as_bytes()[4] == b'-' && date.as_bytes()[7] == b'-' && numbers.next().is_none();
        if !is_shaped || year == 0 || !(1..=last).contains(&day) {
            return None;
        }
        Some(Self { year, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? })
    }

    /// The day in English words: `1 May 2026`.
    #[must_use]
    pub fn in_words(self) -> String {
        let month = MONTHS.get(usize::from(self.month) - 1).copied().unwrap_or_default();
        [&self.day.to_string(), month, &self.year.to_string()].join(" ")
    }
}

/// As it is read: `2026-05-01`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(not(target_os = "unknown"))]
impl TryFrom<String> for Day {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::read(&text).ok_or_else(|| format!("expected a day such as 2026-05-01, but got \"{text}\""))
    }
}

#[cfg(not(target_os = "unknown"))]
impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn a_day_that_does_not_exist_is_rejected() {
        for (text, words) in [
            ("2026-05-01", "1 May 2026"),
            (" 2024-02-29 ", "29 February 2024"),
            ("2026-11-05T08:00:00Z", "5 November 2026"),
        ] {
            assert_eq!(Day::read(text).map(Day::in_words).as_deref(), Some(words));
        }
        for text in [
            "",
            "2026",
            "2026-13-01",
            "2026-00-01",
            "2026-02-29",
            "1900-02-29",
            "2026-04-31",
            "2026-5-1",
            "01.05.2026",
            "2026-05-011",
            "0000-01-01",
            "2026-05-+1",
            "20260-5-01",
            "2026-05-0é",
            "soon",
        ] {
            assert_eq!(Day::read(text), None, "{text}");
        }
        assert!(Day::read("2026-05-01") < Day::read("2026-10-01"));
        assert_eq!(Day::read("2026-05-01").unwrap().to_string(), "2026-05-01");
    }
}
