//! The date of a build.

use super::failure::Failure;
use crate::text::Day;
use std::time::{SystemTime, UNIX_EPOCH};

/// The date of the build: from `SOURCE_DATE_EPOCH` if set, so that a build can be reproduced, else from the clock.
pub(crate) fn today() -> Result<Day, Failure> {
    let seconds = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(value) => value.parse::<u64>().map_err(|_| {
            Failure::Usage(format!(
                "expected SOURCE_DATE_EPOCH to be a number of seconds since 1970, but got {value:?}; correct or unset it"
            ))
        })?,
        Err(_) => SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()),
    };
    Day::read(&date(seconds / 86_400)).ok_or_else(|| {
        Failure::Usage(format!(
            "expected a day before the year 10000, but got {seconds} seconds since 1970; correct SOURCE_DATE_EPOCH or the clock"
        ))
    })
}

/// The civil date `days` days after 1970-01-01. Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms",
/// `civil_from_days`.
fn date(days: u64) -> String {
    let z = days + 719_468;
    let era = z / 146_097;
    let day_of_era = z % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn days_become_dates() {
        for (days, want) in
            [(0, "1970-01-01"), (59, "1970-03-01"), (11_016, "2000-02-29"), (20_779, "2026-11-22")]
        {
            assert_eq!(date(days), want);
        }
    }
}
