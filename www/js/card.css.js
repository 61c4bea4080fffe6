// Owns how a card looks: the order of attention, and that nothing which warns can be hidden.

export default `
.base{container-type:inline-size;max-inline-size:var(--drug-card-max-inline-size,44em)}
.card,.error,.skeleton{background-color:var(--paper);border:1px solid var(--line);border-radius:var(--drug-card-radius,10px);overflow:clip}
.card{animation:appear 120ms}
@keyframes appear{from{opacity:0}}
.content{--side:22px}
.provenance,.header,.serious,.section,.preamble,.foot{padding:18px var(--side) 20px;border-block-end:1px solid var(--line);scroll-margin-block-start:var(--drug-card-scroll-margin,0px)}
.provenance{padding-block:8px}
.provenance,.foot{background-color:var(--shade);color:var(--soft)}
.foot{border:0}
.provenance strong,.foot strong,.foot .section-heading{color:var(--ink)}
.name,.section-heading,.sub-heading{margin:0;font-size:1em;text-wrap:balance}
.name{font-size:1.875em;line-height:1.2}
.section-heading{font-size:1.0625em;margin-block-end:.45em}
.sub-heading{margin-block:1em .3em}
.other-names,.copy-mark,.empty,.hint,.loading,li::marker{color:var(--soft)}
.alert,.different{margin-block-start:.9em;padding:.4em .9em;border-inline-start:3px solid var(--accent)}
.alert{border-color:var(--warn);background-color:var(--warn-paper);font-weight:600}
.asked{margin-block-end:.8em;padding:.6em 1em;border:1px solid var(--accent);border-radius:6px;background-color:var(--chosen)}
.jump-list{display:flex;flex-wrap:wrap;column-gap:1.1em;margin-block-start:.9em;font-size:.9375em}
.jump{padding-block:.25em;min-block-size:24px;color:var(--accent);text-decoration-thickness:1px;text-underline-offset:.22em}
.jump:hover{text-decoration-thickness:2px}
.serious{border-inline-start:5px solid var(--warn);padding-inline-start:calc(var(--side) - 5px);background-color:var(--warn-paper)}
.serious .section-heading{color:var(--warn);margin:0}
.serious li::marker{color:var(--warn)}
.serious-label,.error-text,.question{font-weight:600}
.copy-mark,.hint,.provenance,.foot{font-size:max(.875em,13.5px)}
*+p,.copy-mark+*,.retry{margin-block-start:.7em}
ul,ol{margin:.35em 0 0;padding-inline-start:1.3em}
li+li{margin-block-start:.3em}
blockquote{margin:.7em 0;padding-inline-start:1em;border-inline-start:3px solid var(--line)}
hr{border:0;border-block-start:1px solid var(--line);margin-block:1em}
pre{white-space:pre-wrap}
sub,sup{line-height:0}
.dose{white-space:nowrap;font-variant-numeric:tabular-nums;unicode-bidi:isolate}
.faqs{padding-block-end:6px}
.faq+.faq{border-block-start:1px solid var(--line)}
.question{display:block;position:relative;min-block-size:44px;padding:.6em 0;padding-inline-start:1.6em;cursor:pointer;scroll-margin-block-start:var(--drug-card-scroll-margin,0px)}
.question::-webkit-details-marker{display:none}
.question::before{content:'+';content:'+'/'';position:absolute;inset-inline-start:.1em;color:var(--accent)}
.faq[open]>.question::before{content:'–';content:'–'/''}
.question:hover{color:var(--accent)}
.answer{padding-inline-start:1.6em;padding-block-end:1em}
.foot .section{padding:0;margin-block-start:.9em;border:0}
.foot .section-heading{font-size:1em;margin:0}
.source{margin-block-start:1.1em}
/* What warns and what says where the text comes from stays, whatever ::part a page writes. */
.provenance,.alert,.asked,.different,.serious,.section,.completeness,.source,.error,.preamble,.section-body{display:block!important;visibility:visible!important;opacity:1!important;position:static!important;block-size:auto!important;clip-path:none!important;transform:none!important}
.error,.skeleton{padding:18px 22px;border-inline-start:5px solid var(--soft)}
.skeleton{min-block-size:var(--drug-card-min-block-size,30em);border-inline-start:1px solid var(--line)}
.line{block-size:.8em;margin-block-start:1em;border-radius:4px;background-color:var(--line)}
@container (max-width:26em){.content{--side:16px}.name{font-size:1.625em}}
@media (prefers-reduced-motion:reduce){.card{animation:none}}
@media print{
.base{--ink:#000;--soft:#000;--line:#888;--paper:#fff;--shade:#fff;--warn:#000;--warn-paper:#fff;--accent:#000;--chosen:#fff;max-inline-size:none;font-size:var(--drug-card-print-font-size,12pt)}
.content{--side:0px}
.card{border:0;overflow:visible}
.jump-list,.retry,.question::before{display:none}
.serious{border:1px solid;border-inline-start-width:5px;padding-inline:14px}
.section-heading,.sub-heading,.question{break-after:avoid}
li{break-inside:avoid}
:focus-visible{outline:0}
.question{min-block-size:0;padding:.3em 0 0}
.answer{padding:0 0 .5em}
.faq::details-content{content-visibility:visible;block-size:auto}
}
`;
