//! Adapts the app page to its owner: sentences, logo and idle reset; leaves out the demonstration pages without `--demo`.

use crate::card::markup::escaped;
use crate::cli::failure::Failure;
use std::borrow::Cow;
use std::fs;
use std::path::PathBuf;

/// The app page among the browser files.
const PAGE: &str = "pages/index.html";

/// The pages that only show what can be done.
const DEMO: [&str; 3] = ["pages/card.html", "pages/intranet.", "pages/docs/"];

/// Formats of a logo that every browser shows.
const PICTURES: [&str; 2] = ["svg", "png"];

/// The name and bytes of a browser file.
type WebFile<'a> = (Cow<'a, str>, Cow<'a, [u8]>);

/// Options of the app page.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct AppPage {
    /// A sentence of your own at the top of the app page; its disclaimer stays
    #[arg(long, value_name = "TEXT")]
    notice: Option<String>,
    /// A sentence of your own at the bottom of the app page
    #[arg(long, value_name = "TEXT")]
    footer: Option<String>,
    /// A picture at the top of the app page: an SVG or PNG file
    #[arg(long, value_name = "FILE")]
    logo: Option<PathBuf>,
    /// Seconds without use after which the app page starts again, for shared screens
    #[arg(long, value_name = "SECONDS")]
    kiosk: Option<u32>,
    /// Add the demonstration pages: card.html, intranet.html and docs/
    #[arg(long)]
    demo: bool,
}

impl AppPage {
    /// Rejects a logo that browsers do not show, before anything is built.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        self.logo_name().map(|_| ())
    }

    /// The browser files of this build.
    pub(crate) fn files<'a>(&self, web: &[(&'a str, &'a [u8])]) -> Result<Vec<WebFile<'a>>, Failure> {
        let logo = self.logo_name()?;
        let is_wanted = |name: &str| self.demo || !DEMO.iter().any(|page| name.starts_with(page));
        let mut files: Vec<WebFile<'a>> = Vec::new();
        for (name, bytes) in web.iter().filter(|(name, _)| is_wanted(name)) {
            let bytes = if *name == PAGE {
                self.page(&String::from_utf8_lossy(bytes), logo.as_deref()).into_bytes().into()
            } else {
                (*bytes).into()
            };
            files.push(((*name).into(), bytes));
        }
        if let (Some(name), Some(path)) = (logo, &self.logo) {
            let bytes = fs::read(path).map_err(|error| Failure::io("read", path, &error))?;
            files.push((format!("pages/{name}").into(), bytes.into()));
        }
        Ok(files)
    }

    /// The app page; a line for something that its owner does not want is left out.
    fn page(&self, html: &str, logo: Option<&str>) -> String {
        let options =
            [("{notice}", self.notice.as_deref()), ("{footer}", self.footer.as_deref()), ("{logo}", logo)];
        let mut out = String::with_capacity(html.len());
        for line in html.split_inclusive('\n') {
            let option = options.iter().find(|(place, _)| line.contains(place));
            match option {
                Some((place, Some(text))) => out += &line.replace(place, &escaped(text)),
                Some((_, None)) => {}
                None if !self.demo && line.contains("class=\"demo\"") => {}
                None => out += line,
            }
        }
        match self.kiosk {
            Some(seconds) => out.replacen("<html ", &format!("<html data-kiosk=\"{seconds}\" "), 1),
            None => out,
        }
    }

    /// The name of the logo in the bundle.
    fn logo_name(&self) -> Result<Option<String>, Failure> {
        let Some(path) = &self.logo else { return Ok(None) };
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        if PICTURES.contains(&ending.as_str()) {
            return Ok(Some(format!("logo.{ending}")));
        }
        Err(Failure::Usage(format!(
            "expected a logo in SVG or PNG, but got {}; convert the picture",
            path.display()
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = "<html lang=\"en\">\n<p class=\"own\">{notice}</p>\n<img src=\"{logo}\">\n<p class=\"demo\">Demo</p>\n<p>{footer}</p>\n";

    fn page(app: &AppPage) -> Vec<(String, String)> {
        let web: [(&str, &[u8]); 3] = [
            ("pages/index.html", HTML.as_bytes()),
            ("pages/card.html", b"card"),
            ("pages/docs/index.html", b"docs"),
        ];
        let files = app.files(&web).unwrap_or_default();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        files.iter().map(|(name, bytes)| (name.to_string(), text(bytes))).collect()
    }

    #[test]
    fn a_page_without_options_has_no_empty_lines_and_no_demonstration() {
        let app = AppPage { notice: None, footer: None, logo: None, kiosk: None, demo: false };
        assert_eq!(page(&app), [("pages/index.html".into(), "<html lang=\"en\">\n".into())]);
    }

    #[test]
    fn what_the_owner_says_is_text() {
        let app = AppPage {
            notice: Some("Ward <b>7</b>".into()),
            footer: Some("Ask".into()),
            logo: None,
            kiosk: Some(90),
            demo: true,
        };
        let files = page(&app);
        assert_eq!(files.len(), 3);
        let html = "<html data-kiosk=\"90\" lang=\"en\">\n<p class=\"own\">Ward &lt;b&gt;7&lt;/b&gt;</p>\n<p class=\"demo\">Demo</p>\n<p>Ask</p>\n";
        assert_eq!(files[0].1, html);
    }

    #[test]
    fn a_logo_is_a_picture_that_browsers_show() {
        let logo = |name: &str| AppPage {
            notice: None,
            footer: None,
            logo: Some(name.into()),
            kiosk: None,
            demo: false,
        };
        assert!(logo("ward.SVG").check().is_ok());
        assert!(logo("ward.bmp").check().is_err());
    }
}
