//! The words for what is recorded of a page, in five languages; the card writes them around days and names.
//!
//! The German, Spanish, French and Arabic words are machine-made and not reviewed by a translator.

use crate::text::{Day, Language};

/// The words of one language.
pub(crate) struct RecordStrings {
    language: &'static str,
    /// Before the day of a review, before who made it, between that and what follows where the day is missing.
    pub(crate) reviewed: &'static str,
    pub(crate) reviewed_by: &'static str,
    pub(crate) by: &'static str,
    pub(crate) undated: &'static str,
    pub(crate) unreviewed: &'static str,
    /// Where the language of the text is not understood.
    pub(crate) unread: &'static str,
    /// The disclaimer of a page that has none of its own and whose review is recorded.
    pub(crate) disclaimer: &'static str,
    pub(crate) next_review: &'static str,
    /// Around the day of a review that was due, as in the messages of the element.
    #[cfg(not(target_os = "unknown"))]
    pub(crate) overdue: [&'static str; 2],
    pub(crate) version: &'static str,
    pub(crate) effective: &'static str,
    pub(crate) source: &'static str,
    pub(crate) draft: &'static str,
    /// Of a page that is in a bundle all the same.
    #[cfg(not(target_os = "unknown"))]
    pub(crate) unpublished: &'static str,
    /// Without a day, and before it.
    pub(crate) withdrawn: [&'static str; 2],
    pub(crate) see: &'static str,
}

impl RecordStrings {
    /// The words for a card in `language`.
    pub(crate) fn of(language: &Language) -> &'static Self {
        OTHERS.iter().find(|words| words.language == language.primary()).unwrap_or(&ENGLISH)
    }

    /// A day. Only English has names for the months here; digits are understood everywhere.
    pub(crate) fn day(&self, day: Day) -> String {
        if self.language == "en" { day.in_words() } else { day.to_string() }
    }
}

static ENGLISH: RecordStrings = RecordStrings {
    language: "en",
    reviewed: "Reviewed ",
    reviewed_by: "Reviewed by ",
    by: " by ",
    undated: ", day not recorded",
    unreviewed: "Review not recorded",
    unread: "Origin not determined",
    disclaimer: "The source of this page has no disclaimer. It is for information only and is not medical advice. Ask a doctor, pharmacist or nurse before you act on it.",
    next_review: "next review due ",
    #[cfg(not(target_os = "unknown"))]
    overdue: ["Review overdue: it was due on ", "."],
    version: "Version ",
    effective: "in force from ",
    source: "Source: ",
    draft: "Draft",
    #[cfg(not(target_os = "unknown"))]
    unpublished: "DRAFT, not published",
    withdrawn: ["Withdrawn, day not recorded", "Withdrawn on "],
    see: "See ",
};

/// The Markdown core has none of them, as with the other sentences of a card.
#[cfg(target_os = "unknown")]
static OTHERS: [RecordStrings; 0] = [];

#[cfg(not(target_os = "unknown"))]
static OTHERS: [RecordStrings; 4] = [
    RecordStrings {
        language: "de",
        reviewed: "Geprüft am ",
        reviewed_by: "Geprüft von ",
        by: " von ",
        undated: ", Tag nicht vermerkt",
        unreviewed: "Prüfung nicht vermerkt",
        unread: "Herkunft nicht ermittelt",
        disclaimer: "Auf dieser Seite wurde kein Haftungsausschluss erkannt. Sie dient nur der Information und ist kein medizinischer Rat. Fragen Sie eine Ärztin, einen Arzt, eine Apotheke oder Pflegekraft, bevor Sie danach handeln.",
        next_review: "nächste Prüfung fällig am ",
        overdue: ["Prüfung überfällig: Sie war am ", " fällig."],
        version: "Version ",
        effective: "gültig ab ",
        source: "Quelle: ",
        draft: "Entwurf",
        unpublished: "ENTWURF, nicht veröffentlicht",
        withdrawn: ["Zurückgezogen, Tag nicht vermerkt", "Zurückgezogen am "],
        see: "Siehe ",
    },
    RecordStrings {
        language: "es",
        reviewed: "Revisada el ",
        reviewed_by: "Revisada por ",
        by: " por ",
        undated: ", no consta el día",
        unreviewed: "No consta revisión",
        unread: "Origen no determinado",
        disclaimer: "En esta página no se reconoció ningún descargo de responsabilidad. Es solo información y no es consejo médico. Consulte a un médico, farmacéutico o enfermero antes de actuar según ella.",
        next_review: "próxima revisión prevista el ",
        overdue: ["Revisión vencida: debía hacerse el ", "."],
        version: "Versión ",
        effective: "vigente desde el ",
        source: "Fuente: ",
        draft: "Borrador",
        unpublished: "BORRADOR, no publicado",
        withdrawn: ["Retirada, no consta el día", "Retirada el "],
        see: "Véase ",
    },
    RecordStrings {
        language: "fr",
        reviewed: "Relue le ",
        reviewed_by: "Relue par ",
        by: " par ",
        undated: ", jour non consigné",
        unreviewed: "Relecture non consignée",
        unread: "Origine non déterminée",
        disclaimer: "Aucune clause de non-responsabilité n’a été reconnue sur cette page. Elle est donnée à titre d’information et n’est pas un avis médical. Demandez à un médecin, un pharmacien ou un infirmier avant d’agir d’après elle.",
        next_review: "prochaine relecture prévue le ",
        overdue: ["Relecture en retard : elle était prévue le ", "."],
        version: "Version ",
        effective: "en vigueur depuis le ",
        source: "Source : ",
        draft: "Brouillon",
        unpublished: "BROUILLON, non publié",
        withdrawn: ["Retirée, jour non consigné", "Retirée le "],
        see: "Voir ",
    },
    RecordStrings {
        language: "ar",
        reviewed: "روجعت في ",
        reviewed_by: "راجعها ",
        by: "، راجعها ",
        undated: "، واليوم غير مسجَّل",
        unreviewed: "المراجعة غير مسجَّلة",
        unread: "لم يُحدَّد المصدر",
        disclaimer: "لم يُعثر في هذه الصفحة على إخلاء مسؤولية. هي للمعلومات فقط وليست نصيحة طبية. اسأل طبيبًا أو صيدليًا أو ممرضًا قبل أن تعمل بما فيها.",
        next_review: "المراجعة التالية مستحقة في ",
        overdue: ["تأخرت المراجعة: كان موعدها ", "."],
        version: "الإصدار ",
        effective: "سارية من ",
        source: "المصدر: ",
        draft: "مسودة",
        unpublished: "مسودة، غير منشورة",
        withdrawn: ["سُحبت، واليوم غير مسجَّل", "سُحبت في "],
        see: "انظر ",
    },
];
