//! Prepares many monographs on all processors, in order.

use crate::bundle::page_links::PageLinks;
use crate::bundle::prepare::{Prepared, relative};
use crate::bundle::relatives::Relatives;
use crate::cli::build::understood::Understood;
use crate::cli::failure::Failure;
use crate::cli::inputs::Inputs;
use crate::cli::output::Progress;
use crate::cli::pages::Page;
use crate::cli::parallel::ordered_parallel_map;

/// The links between the cards of a build: those that the texts name, and those between pages that belong together.
///
/// For these, every page is parsed once before the first card is made, also in each part of a build: a part must know all pages.
pub(super) fn links(pages: &[Page], inputs: &Inputs) -> Result<PageLinks, Failure> {
    let mut relatives = Vec::with_capacity(pages.len());
    ordered_parallel_map(
        pages,
        |page| {
            let Page { source, slug, .. } = page;
            let monograph = source.names(&page.read()?, &inputs.reading)?;
            Ok(relative(inputs.overlay.as_ref(), &source.path, slug, &monograph))
        },
        |found| {
            relatives.extend(found);
            Ok(())
        },
    )?;
    let links = PageLinks::new(pages.iter().map(|page| (page.source.path.as_str(), page.slug.as_str())));
    Ok(links.with_relatives(Relatives::new(&inputs.words, &relatives)))
}

/// Prepares every monograph and maps it with `then`, on all processors; passes the results to `take` in order. Gives what was
/// understood of them.
pub(super) fn prepare_all<R: Send>(
    pages: &[Page],
    inputs: &Inputs,
    links: &PageLinks,
    then: impl Fn(Prepared) -> Result<R, Failure> + Sync,
    mut take: impl FnMut(R) -> Result<(), Failure>,
) -> Result<Understood, Failure> {
    let mut understood = Understood::default();
    let mut progress = Progress::new(pages.len());
    ordered_parallel_map(
        pages,
        |page| {
            let Page { source, slug, .. } = page;
            let text = page.read()?;
            let parsed = page.parse(&text, &inputs.reading)?;
            let (overlay, monograph) = (inputs.overlay.as_ref(), &parsed.monograph);
            let prepared = Prepared::of(&inputs.words, overlay, &source.path, slug, &text, monograph, links)
                .map_err(|error| Failure::in_file(&source.file, error))?;
            Ok((then(prepared)?, Understood::of(monograph)))
        },
        |(result, of_page)| {
            progress.step();
            understood += of_page;
            take(result)
        },
    )?;
    Ok(understood)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::sources::{Source, Syntax};
    use crate::monograph::Reading;
    use crate::text::Language;

    #[test]
    fn links_need_no_more_of_a_page_than_the_first_reading_keeps() {
        let content = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
        let reading = Reading::of(&Language::ENGLISH);
        let mut texts: Vec<String> = vec![
            "---\ntitle: Salvidone\nstatus: withdrawn\nreviewed: 2020-01-01\n---\n\n### Usage\nFor pain.\n".into(),
            "# Salvidone\n\nI cannot write about this fictional medicine.\n\n### Side Effects\nSerious: coma.\n".into(),
            "# Salvidone + Pelargin\n\n### Side Effects\n* Common: cough.\n".into(),
            "### Generic Name\nSalvidone\n\n### Usage\nFor pain.\n".into(),
        ];
        let folders = std::fs::read_dir(content).unwrap().map(|entry| entry.unwrap().path());
        for folder in folders.filter(|path| path.is_dir()) {
            for page in std::fs::read_dir(folder).unwrap() {
                texts.push(std::fs::read_to_string(page.unwrap().path()).unwrap());
            }
        }
        let source = Source { path: "a.md".into(), file: "a.md".into(), syntax: Syntax::Markdown };
        let mut found = 0;
        for text in &texts {
            let of = |monograph| relative(None, "a.md", "a", monograph);
            let (whole, names) =
                (source.parse(text, &reading).unwrap(), source.names(text, &reading).unwrap());
            let whole = of(&whole.monograph);
            assert_eq!(format!("{:?}", of(&names)), format!("{whole:?}"), "{text}");
            found += usize::from(whole.is_some());
        }
        assert!(found > 10 && found < texts.len(), "{found} of {}", texts.len());
    }
}
