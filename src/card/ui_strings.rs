//! The sentences of a card that are not the source's, in five languages; a card in any other has them in English, marked as such.
//!
//! The German, Spanish, French and Arabic sentences are machine-made and not reviewed by a translator.

use crate::text::Language;

/// Follows every message that something was not found. Safety-critical: it is worded the same in Rust, JavaScript and the documents.
pub(crate) const SAFETY_SENTENCE: &str = "Finding nothing here does not mean it is safe.";

/// The sentences of a card in one language. An array holds the pieces around what is filled in.
#[derive(Debug)]
pub struct UiStrings {
    /// The language, by its primary tag.
    pub language: &'static str,
    /// Before the generic name.
    pub generic_name: &'static str,
    /// Between the names of a list.
    pub comma: &'static str,
    pub(crate) different: &'static str,
    pub(crate) on_this_card: &'static str,
    /// The link to the contraindications.
    pub(crate) who_not: &'static str,
    pub(crate) empty: &'static str,
    pub(crate) lacks_one: [&'static str; 2],
    /// Before the list, before the last one, after it.
    pub(crate) lacks: [&'static str; 3],
    pub(crate) nothing_follows: &'static str,
    /// Before a struck text, for those who do not see the line through it.
    pub(crate) struck: &'static str,
    /// Instead of origin and review, where the language of the text is not understood.
    pub(crate) not_read: &'static str,
    pub(crate) no_advice: &'static str,
    /// Before source, set id, version, effective date, labeler, day of retrieval, and what is left out of an official label.
    pub(crate) official: [&'static str; 7],
    /// The disclaimer of a page that has none of its own.
    pub no_disclaimer: &'static str,
    pub(crate) other_drug: [&'static str; 3],
    pub(crate) template: [&'static str; 2],
    pub(crate) several_medicines: [&'static str; 2],
    /// Content version, then the day of the build or that none is recorded, then that no review is.
    pub source: [&'static str; 4],
    /// What a page offers and what it does not, in its title.
    pub information_only: &'static str,
    /// The description of a bundle in its web manifest.
    pub description: &'static str,
}

impl UiStrings {
    /// The words for a card in `language`.
    #[must_use]
    pub fn of(language: &Language) -> &'static Self {
        OTHERS.iter().find(|words| words.language == language.primary()).unwrap_or(&ENGLISH)
    }

    /// The language to mark these sentences with on a card in `language`: English, where that is another one.
    #[must_use]
    pub fn mark(&self, language: &Language) -> Option<Language> {
        (self.language != language.primary()).then_some(Language::ENGLISH)
    }
}

/// The Markdown core has none of them: each page that uses it would download all languages.
#[cfg(target_os = "unknown")]
static OTHERS: [UiStrings; 0] = [];

#[cfg(not(target_os = "unknown"))]
static OTHERS: [UiStrings; 4] = [GERMAN, SPANISH, FRENCH, ARABIC];

static ENGLISH: UiStrings = UiStrings {
    language: "en",
    generic_name: "Generic name: ",
    comma: ", ",
    different: "Different medicine: ",
    on_this_card: "On this card",
    who_not: "Who should not take it",
    empty: "This section is empty in the source. That does not mean there is nothing to know.",
    lacks_one: ["This page has no section on ", "."],
    lacks: ["This page has no sections on ", " and ", "."],
    nothing_follows: " That does not mean there is nothing to know.",
    struck: "withdrawn: ",
    not_read: "Origin and review not determined.",
    no_advice: " Information only, not medical advice.",
    official: [
        "Official label: ",
        ", set id ",
        ", version ",
        ", effective ",
        ", labeler ",
        "; retrieved ",
        " Left out: ",
    ],
    no_disclaimer: "The source of this page has no disclaimer. Ask a doctor, pharmacist or nurse before you act on it.",
    other_drug: [
        "The name and the text of this page disagree: it is titled “",
        "”, but its text gives the generic name “",
        "”, which may be another medicine.",
    ],
    template: ["This page is unfinished: its text still contains the placeholder “", "”."],
    several_medicines: [
        "This page describes several medicines: ",
        ". What is under a heading is about that medicine only; the search does not answer from this page.",
    ],
    source: ["Content version ", "built ", "built: not recorded", "reviewed: not recorded"],
    information_only: "information only, not medical advice",
    description: "Medicine information. Information only, not medical advice.",
};

#[cfg(not(target_os = "unknown"))]
const GERMAN: UiStrings = UiStrings {
    language: "de",
    generic_name: "Wirkstoff: ",
    comma: ", ",
    different: "Anderes Arzneimittel: ",
    on_this_card: "Auf dieser Karte",
    who_not: "Wer es nicht einnehmen darf",
    empty: "Dieser Abschnitt ist in der Quelle leer. Das heißt nicht, dass es nichts zu wissen gibt.",
    lacks_one: ["Diese Seite hat keinen Abschnitt zu: ", "."],
    lacks: ["Diese Seite hat keine Abschnitte zu: ", " und ", "."],
    nothing_follows: " Das heißt nicht, dass es nichts zu wissen gibt.",
    struck: "gestrichen: ",
    not_read: "Herkunft und Prüfung nicht ermittelt.",
    no_advice: " Nur zur Information, kein medizinischer Rat.",
    official: [
        "Amtlicher Produkttext: ",
        ", Set-ID ",
        ", Version ",
        ", gültig ab ",
        ", Hersteller ",
        "; abgerufen am ",
        " Weggelassen: ",
    ],
    no_disclaimer: "Auf dieser Seite wurde kein Haftungsausschluss erkannt. Fragen Sie eine Ärztin, einen Arzt, eine Apotheke oder \
                Pflegekraft, bevor Sie danach handeln.",
    other_drug: [
        "Name und Text dieser Seite stimmen nicht überein: Sie heißt „",
        "“, aber ihr Text nennt den Wirkstoff „",
        "“, der ein anderes Arzneimittel sein kann.",
    ],
    template: ["Diese Seite wurde nicht fertiggestellt: Ihr Text enthält noch den Platzhalter „", "“."],
    several_medicines: [
        "Diese Seite beschreibt mehrere Arzneimittel: ",
        ". Was unter einer Überschrift steht, gilt nur für dieses Arzneimittel; die Suche antwortet nicht aus dieser Seite.",
    ],
    source: ["Inhaltsversion ", "erstellt am ", "erstellt: nicht vermerkt", "geprüft: nicht vermerkt"],
    information_only: "nur zur Information, kein medizinischer Rat",
    description: "Arzneimittelinformation. Nur zur Information, kein medizinischer Rat.",
};

#[cfg(not(target_os = "unknown"))]
const SPANISH: UiStrings = UiStrings {
    language: "es",
    generic_name: "Nombre genérico: ",
    comma: ", ",
    different: "Otro medicamento: ",
    on_this_card: "En esta ficha",
    who_not: "Quién no debe tomarlo",
    empty: "Este apartado está vacío en la fuente. Eso no significa que no haya nada que saber.",
    lacks_one: ["Esta página no tiene apartado sobre: ", "."],
    lacks: ["Esta página no tiene apartados sobre: ", " y ", "."],
    nothing_follows: " Eso no significa que no haya nada que saber.",
    struck: "tachado: ",
    not_read: "Origen y revisión no determinados.",
    no_advice: " Solo información, no es consejo médico.",
    official: [
        "Ficha oficial: ",
        ", id. ",
        ", versión ",
        ", vigente desde ",
        ", titular ",
        "; descargada el ",
        " Omitido: ",
    ],
    no_disclaimer: "En esta página no se reconoció ningún descargo de responsabilidad. Consulte a un médico, farmacéutico o enfermero \
                antes de actuar según ella.",
    other_drug: [
        "El nombre y el texto de esta página no coinciden: se titula «",
        "», pero su texto da el nombre genérico «",
        "», que puede ser otro medicamento.",
    ],
    template: ["Esta página no se terminó: su texto aún contiene el marcador «", "»."],
    several_medicines: [
        "Esta página describe varios medicamentos: ",
        ". Lo que figura bajo un título se refiere solo a ese medicamento; la búsqueda no responde a partir de esta página.",
    ],
    source: ["Versión del contenido ", "creada el ", "creada: no consta", "revisada: no consta"],
    information_only: "solo información, no es consejo médico",
    description: "Información sobre medicamentos. Solo información, no es consejo médico.",
};

#[cfg(not(target_os = "unknown"))]
const FRENCH: UiStrings = UiStrings {
    language: "fr",
    generic_name: "Nom générique : ",
    comma: ", ",
    different: "Autre médicament : ",
    on_this_card: "Sur cette fiche",
    who_not: "Qui ne doit pas en prendre",
    empty: "Cette section est vide dans la source. Cela ne veut pas dire qu’il n’y a rien à savoir.",
    lacks_one: ["Cette page n’a pas de section sur : ", "."],
    lacks: ["Cette page n’a pas de sections sur : ", " et ", "."],
    nothing_follows: " Cela ne veut pas dire qu’il n’y a rien à savoir.",
    struck: "supprimé : ",
    not_read: "Origine et relecture non déterminées.",
    no_advice: " À titre d’information, pas un avis médical.",
    official: [
        "Texte officiel : ",
        ", identifiant ",
        ", version ",
        ", en vigueur le ",
        ", titulaire ",
        " ; récupéré le ",
        " Omis : ",
    ],
    no_disclaimer: "Aucune clause de non-responsabilité n’a été reconnue sur cette page. Demandez à un médecin, un pharmacien ou un \
                infirmier avant d’agir d’après elle.",
    other_drug: [
        "Le nom et le texte de cette page ne concordent pas : elle s’intitule « ",
        " », mais son texte donne le nom générique « ",
        " », qui peut être un autre médicament.",
    ],
    template: ["Cette page n’a pas été terminée : son texte contient encore le marqueur « ", " »."],
    several_medicines: [
        "Cette page décrit plusieurs médicaments : ",
        ". Ce qui figure sous un titre ne concerne que ce médicament ; la recherche ne répond pas à partir de cette page.",
    ],
    source: ["Version du contenu ", "créée le ", "créée : non consigné", "relue : non consigné"],
    information_only: "à titre d’information, pas un avis médical",
    description: "Information sur les médicaments. À titre d’information, pas un avis médical.",
};

#[cfg(not(target_os = "unknown"))]
const ARABIC: UiStrings = UiStrings {
    language: "ar",
    generic_name: "الاسم العلمي: ",
    comma: "، ",
    different: "دواء مختلف: ",
    on_this_card: "في هذه البطاقة",
    who_not: "من يجب ألا يتناوله",
    empty: "هذا القسم فارغ في المصدر. ولا يعني ذلك أنه لا يوجد ما ينبغي معرفته.",
    lacks_one: ["لا يوجد في هذه الصفحة قسم عن: ", "."],
    lacks: ["لا توجد في هذه الصفحة أقسام عن: ", " و", "."],
    nothing_follows: " ولا يعني ذلك أنه لا يوجد ما ينبغي معرفته.",
    struck: "محذوف: ",
    not_read: "لم يُحدَّد المصدر ولا المراجعة.",
    no_advice: " للمعلومات فقط، وليست نصيحة طبية.",
    official: ["نشرة رسمية: ", "، المعرّف ", "، الإصدار ", "، سارية من ", "، الشركة ", "؛ نُزّلت في ", " حُذف: "],
    no_disclaimer: "لم يُعثر في هذه الصفحة على إخلاء مسؤولية. اسأل طبيبًا أو صيدليًا أو ممرضًا قبل أن تعمل بما فيها.",
    other_drug: [
        "لا يتفق اسم هذه الصفحة مع نصها: عنوانها «",
        "»، لكن نصها يذكر الاسم العلمي «",
        "»، وقد يكون دواءً آخر.",
    ],
    template: ["لم تكتمل هذه الصفحة: لا يزال نصها يحتوي على العنصر النائب «", "»."],
    several_medicines: [
        "تصف هذه الصفحة عدة أدوية: ",
        ". ما يرد تحت كل عنوان يخص ذلك الدواء وحده، ولا يجيب البحث من هذه الصفحة.",
    ],
    source: ["إصدار المحتوى ", "أُنشئ في ", "أُنشئ: غير مسجَّل", "المراجعة: غير مسجَّلة"],
    information_only: "للمعلومات فقط، وليست نصيحة طبية",
    description: "معلومات عن الأدوية. للمعلومات فقط، وليست نصيحة طبية.",
};
