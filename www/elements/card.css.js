// The styles of a card: warnings first. A page changes colours and sizes by variables, each within limits.

export default `
.content{container-type:inline-size}
.content,.problem{max-width:max(15em,var(--drug-card-max-inline-size,44em))}
.card,.error,.skeleton{--side:clamp(8px,var(--drug-card-padding,clamp(16px,4cqi,22px)),12cqi);background-color:var(--paper);border:1px solid var(--line);border-radius:min(var(--drug-card-radius,10px),1em);overflow:clip}
.card{text-align:start}
.strip,.header,.serious,.section,.preamble,.foot{padding:18px var(--side) 20px;border-bottom:1px solid var(--line)}
.strip{position:sticky;z-index:1;top:var(--drug-card-scroll-margin,0px);padding-block:8px 10px;background-color:var(--paper)}
.header,.serious,.section,.preamble,.foot,.question,[tabindex]{scroll-margin-top:calc(var(--drug-card-scroll-margin,0px) + 10em)}
.header{padding-block:10px}
.provenance,.foot{color:var(--soft)}
.foot{border:0;background-color:var(--shade)}
.provenance strong,.foot strong,.foot .section-heading{color:var(--ink)}
.name,.section-heading,.sub-heading{margin:0;font-size:1em;text-wrap:balance}
.name{font-size:clamp(1.35em,5cqi,1.9em);line-height:1.2}
.section-heading{font-size:1.0625em;margin-bottom:.45em}
.sub-heading{margin-block:.9em .3em}
.other-names,.repeats,.copy-mark,.local-mark,.empty,.hint,.loading,li::marker{color:var(--soft)}
.alert,.error .different,.local{padding:.4em .9em;border-inline-start:3px solid var(--accent)}
.local{border:1px dashed var(--soft)}
.alert{border-color:var(--warn);background-color:var(--warn-paper);font-weight:600}
.asked{margin-bottom:.9em;padding:.6em .9em;border:1px solid var(--accent);border-radius:6px;background-color:var(--chosen)}
.jump-list{display:flex;flex-wrap:wrap;column-gap:1.1em}
.jump-list,.key-line{font-size:.9375em}
.key-line{font-weight:600;line-height:1.8}
a{color:var(--accent);text-underline-offset:.2em;overflow-wrap:anywhere}
.jump{padding-block:.25em;min-height:24px}
.serious{border-inline-start:5px solid var(--warn);padding-inline-start:calc(var(--side) - 5px);background-color:var(--warn-paper)}
.serious .section-heading,.boxed .section-heading{color:var(--warn);margin:0}
.boxed{padding:.6em .9em;border:2px solid var(--warn);background-color:var(--warn-paper)}
.repeats{display:none}
.as-source .repeats{display:block}
.serious-label,.error-text,.question,.retry{font-weight:600}
.copy-mark,.hint,.provenance,.strip .different,.other-names,.foot,.status{font-size:max(.875em,13.5px)}
*+p,.copy-mark+*,.retry{margin-top:.7em}
.strip>*{margin:0}
.retry{min-height:44px;padding:0 1em;border:1px solid var(--accent);border-radius:6px;color:var(--accent);cursor:pointer}
ul,ol{margin:.35em 0 0;padding-inline-start:1.3em}
li+li{margin-top:.3em}
blockquote,hr{margin:.7em 0;border:0}
blockquote{padding-inline-start:1em;border-inline-start:3px solid var(--line)}
hr,.faq+.faq{border-top:1px solid var(--line)}
pre{white-space:pre-wrap}
sub,sup{line-height:0}
.dose{white-space:nowrap;font-variant-numeric:tabular-nums;unicode-bidi:isolate;direction:ltr}
.faqs{padding-bottom:6px}
.question{display:block;position:relative;min-height:44px;padding-block:.6em;cursor:pointer}
.question,.answer{padding-inline-start:1.6em}
summary::-webkit-details-marker{display:none}
summary::before{content:'+';content:'+'/'';position:absolute;inset-inline-start:.1em;color:var(--accent)}
[open]>summary::before{content:'–';content:'–'/''}
summary:hover{color:var(--accent)}
.printed{display:none}
.answer{padding-bottom:1em}
.foot .section{padding:0;border:0}
.foot .section,.source,.record{margin-top:.9em}
.foot .section-heading{font-size:1em;margin:0}
.error,.skeleton{padding:18px var(--side)}
.error{border-inline-start:5px solid var(--soft)}
.skeleton{min-height:var(--drug-card-min-block-size,60em)}
@media(max-height:26em){.strip{display:contents}.strip>*{padding-inline:var(--side)}.name{position:sticky;z-index:1;top:var(--drug-card-scroll-margin,0px);background-color:var(--paper)}}
@media print{
.base{--ink:#000;--soft:#000;--line:#888;--paper:#fff;--shade:#fff;--accent:#000;--chosen:#fff;--warn:#000;--warn-paper:#fff}
.base>*{font-size:max(9pt,var(--drug-card-print-font-size,12pt))}
.content{max-width:none}
.card{--side:0px;border:0;overflow:visible;display:table;width:100%}
.strip{display:table-header-group;position:static;break-inside:avoid}
.next{break-before:page}
.jump-list,.key-line,.retry,summary::before,.label,.field{display:none}
.large>*{font-size:18pt}
.printed{display:block}
.serious{border:1px solid;border-inline-start-width:5px;padding-inline:14px}
.section-heading,.sub-heading,summary{break-after:avoid}
li,tr,.callout{break-inside:avoid}
.table{overflow:visible}
thead{display:table-header-group}
:focus-visible{outline:0}
summary{min-height:0!important;padding:.3em 0 0!important}
.answer{padding:0 0 .5em}
details::details-content{content-visibility:visible;height:auto}
}
`;
