# Checks the FHIR export independently: every line of standard input is an R5 Composition by the published models of
# `fhir.resources` (FHIR 5.0.0), and its narratives are well-formed XHTML of the elements a narrative may have.

import json
import sys
from xml.etree import ElementTree

from fhir.resources import __fhir_version__
from fhir.resources.composition import Composition

XHTML = "{http://www.w3.org/1999/xhtml}"
ALLOWED = {"div", "p", "strong", "em", "sub", "sup", "code", "pre", "ul", "ol", "li", "blockquote", "br", "hr"}

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
for number, line in enumerate(sys.stdin, 1):
    value = json.loads(line)
    composition = Composition.model_validate(value)
    for div in narratives(composition.section):
        tree = ElementTree.fromstring(div)
        assert "".join(tree.itertext()).strip(), f"line {number}: a narrative without words"
        for element in tree.iter():
            name = element.tag.removeprefix(XHTML)
            assert element.tag.startswith(XHTML) and name in ALLOWED, f"line {number}: <{name}>"
    if number == 1:
        # The models do refuse: without what is required, and with what is not there.
        for key in ["status", "type", "_date", "author", "title"]:
            assert refused({name: part for name, part in value.items() if name != key}), f"{key} is not missed"
        assert refused({**value, "lastReviewed": "2026-01-01"}), "an element that FHIR does not have is not met"
    count += 1
assert count, "expected Compositions on standard input, but no line came"
print(f"{count} Compositions are FHIR {__fhir_version__}")
