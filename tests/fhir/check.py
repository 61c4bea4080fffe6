# Checks the FHIR export independently: every line of standard input is an R5 Composition by the published models of
# `fhir.resources` (FHIR 5.0.0), and its narratives are well-formed XHTML of the elements a narrative may have. Arguments are the
# statuses that must come.

import json
import sys
from xml.etree import ElementTree

from fhir.resources import __fhir_version__
from fhir.resources.composition import Composition

XHTML = "{http://www.w3.org/1999/xhtml}"
# https://hl7.org/fhir/R5/narrative.html: of these, what we write.
ALLOWED = {"div", "p", "span", "strong", "em", "sub", "sup", "code", "pre", "ul", "ol", "li", "blockquote", "br", "hr"}
ALLOWED |= {"table", "caption", "tbody", "tr", "th", "td"}

# https://hl7.org/fhir/R5/valueset-composition-status.html
STATUSES = {
    "registered", "partial", "preliminary", "final", "amended", "corrected", "appended", "cancelled", "entered-in-error",
    "deprecated", "unknown",
}

assert __fhir_version__.startswith("5."), f"expected models of FHIR 5, but these are of {__fhir_version__}"


def narratives(sections):
    for section in sections or []:
        if section.text:
            yield section.text.div
        yield from narratives(section.section)


def refused(value):
    try:
        Composition.model_validate(value)
    except ValueError:
        return True
    return False


count = 0
statuses = set()
for number, line in enumerate(sys.stdin, 1):
    value = json.loads(line)
    composition = Composition.model_validate(value)
    for div in narratives(composition.section):
        tree = ElementTree.fromstring(div)
        assert "".join(tree.itertext()).strip(), f"line {number}: a narrative without words"
        for element in tree.iter():
            name = element.tag.removeprefix(XHTML)
            assert element.tag.startswith(XHTML) and name in ALLOWED, f"line {number}: <{name}>"
    # The models take any word for a code.
    assert composition.status in STATUSES, f"line {number}: the status {composition.status}"
    statuses.add(composition.status)
    if number == 1:
        # The models do refuse: without what is required, and with what is not there.
        date = "date" if "date" in value else "_date"
        for key in ["status", "type", date, "author", "title"]:
            assert refused({name: part for name, part in value.items() if name != key}), f"{key} is not missed"
        assert refused({**value, "lastReviewed": "2026-01-01"}), "an element that FHIR does not have is not met"
    count += 1
assert count, "expected Compositions on standard input, but no line came"
wanted = set(sys.argv[1:])
assert not wanted or statuses == wanted, f"expected the statuses {sorted(wanted)}, but got {sorted(statuses)}"
print(f"{count} Compositions are FHIR {__fhir_version__}")
