// The styles of a card: warnings first. A page changes colours and sizes by variables, each within limits.

export default `
.content{container-type:inline-size}
.content,.problem{max-inline-size:max(15em,var(--drug-card-max-inline-size,44em))}
.card,.error,.skeleton{--side:clamp(8px,var(--drug-card-padding,clamp(16px,4cqi,22px)),12cqi);background-color:var(--paper);border:1px solid var(--line);border-radius:min(var(--drug-card-radius,10px),1em);overflow:clip}
.card{animation:appear 120ms;text-align:start}
@keyframes appear{from{opacity:0}}
.provenance,.header,.serious,.section,.preamble,.foot{padding:18px var(--side) 20px;border-block-end:1px solid var(--line)}
.provenance,.header,.serious,.section,.preamble,.foot,.question{scroll-margin-block-start:var(--drug-card-scroll-margin,0px)}
.provenance{padding-block:8px}
.provenance,.foot{background-color:var(--shade);color:var(--soft)}
.foot{border:0}
.provenance strong,.foot strong,.foot .section-heading{color:var(--ink)}
.name,.section-heading,.sub-heading{margin:0;font-size:1em;text-wrap:balance}
.name{font-size:clamp(1.6em,5cqi,1.9em);line-height:1.2}
.section-heading{font-size:1.0625em;margin-block-end:.45em}
.sub-heading{margin-block:.9em .3em}
.other-names,.copy-mark,.local-mark,.empty,.hint,.loading,li::marker{color:var(--soft)}
.alert,.different,.local{padding:.4em .9em;border-inline-start:3px solid var(--accent)}
.local{border:1px dashed var(--soft)}
.alert{border-color:var(--warn);background-color:var(--warn-paper);font-weight:600}
.asked{margin-block-end:.9em;padding:.6em .9em;border:1px solid var(--accent);border-radius:6px;background-color:var(--chosen)}
.jump-list{display:flex;flex-wrap:wrap;column-gap:1.1em;font-size:.9375em}
.jump{padding-block:.25em;min-block-size:24px;color:var(--accent);text-underline-offset:.2em}
.serious{border-inline-start:5px solid var(--warn);padding-inline-start:calc(var(--side) - 5px);background-color:var(--warn-paper)}
.serious .section-heading{color:var(--warn);margin:0}
.serious-label,.error-text,.question,.retry{font-weight:600}
.copy-mark,.hint,.provenance,.foot,.status{font-size:max(.875em,13.5px)}
*+p,.copy-mark+*,.retry{margin-block-start:.7em}
.retry{min-block-size:44px;padding:0 1em;border:1px solid var(--accent);border-radius:6px;color:var(--accent);cursor:pointer}
ul,ol{margin:.35em 0 0;padding-inline-start:1.3em}
li+li{margin-block-start:.3em}
blockquote,hr{margin:.7em 0;border:0}
blockquote{padding-inline-start:1em;border-inline-start:3px solid var(--line)}
hr,.faq+.faq{border-block-start:1px solid var(--line)}
.table{overflow-x:auto;margin-block:.7em}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
caption{text-align:start;font-weight:600;padding-block-end:.3em}
th,td{text-align:start;vertical-align:top;padding:.35em 1em .35em 0;border-block-end:1px solid var(--line)}
th{font-weight:600}
thead th{color:var(--soft)}
.callout{margin-block:.8em;padding:.6em 1em;border-inline-start:4px solid var(--soft);background-color:var(--shade)}
.callout-title{font-weight:600}
.callout.danger,.callout.warning,.callout.caution{border-color:var(--warn);background-color:var(--warn-paper)}
.danger>.callout-title,.warning>.callout-title,.caution>.callout-title{color:var(--warn)}
a[rel],a[data-card]{color:var(--accent);text-underline-offset:.2em;overflow-wrap:anywhere}
.host,.footnote,small,del{color:var(--soft)}
.host,.footnote,small{font-size:max(.875em,13.5px)}
mark{background-color:var(--chosen);color:inherit;font-weight:600}
kbd{border:1px solid var(--line);border-radius:3px;padding-inline:.3em}
img{max-inline-size:100%;block-size:auto}
.struck{position:absolute;clip-path:inset(50%)}
@container(max-width:30em){
thead{position:absolute;clip-path:inset(50%)}
table,tbody,tr,td,th,caption{display:block}
tr{padding-block:.4em;border-block-end:1px solid var(--line)}
th,td{border:0;padding:.1em 0}
tr[data-head]::before,td[data-head]::before{content:attr(data-head) ': ';color:var(--soft)}
tr[data-head]::before{content:attr(data-head);display:block}
}
pre{white-space:pre-wrap}
sub,sup{line-height:0}
.dose{white-space:nowrap;font-variant-numeric:tabular-nums;unicode-bidi:isolate;direction:ltr}
.faqs{padding-block-end:6px}
.question,.toggle{display:block;position:relative;min-block-size:44px;padding-block:.6em;cursor:pointer}
.question,.answer,.toggle{padding-inline-start:1.6em}
summary::-webkit-details-marker{display:none}
summary::before{content:'+';content:'+'/'';position:absolute;inset-inline-start:.1em;color:var(--accent)}
[open]>summary::before{content:'–';content:'–'/''}
summary:hover{color:var(--accent)}
.toggle .section-heading{margin:0}
.section:has(>.fold){padding-block:6px}
.fold>.section-body{padding-block-end:14px}
.printed{display:none}
.answer{padding-block-end:1em}
.foot .section{padding:0;border:0}
.foot .section,.source,.jump-list,.alert,.different,.local{margin-block-start:.9em}
.foot .section-heading{font-size:1em;margin:0}
.error,.skeleton{padding:18px var(--side)}
.error{border-inline-start:5px solid var(--soft)}
.skeleton{min-block-size:var(--drug-card-min-block-size,30em)}
@media(prefers-reduced-motion:reduce){.card{animation:none}}
@media print{
.base{--ink:#000;--soft:#000;--line:#888;--paper:#fff;--shade:#fff;--accent:#000;--chosen:#fff;--warn:#000;--warn-paper:#fff}
.base>*{font-size:max(9pt,var(--drug-card-print-font-size,12pt))}
.content{max-inline-size:none}
.card{--side:0px;border:0;overflow:visible;animation:none}
.jump-list,.retry,summary::before,.label,.field{display:none}
.large>*{font-size:18pt}
.printed{display:block}
.serious{border:1px solid;border-inline-start-width:5px;padding-inline:14px}
.section-heading,.sub-heading,summary{break-after:avoid}
li,tr,.callout{break-inside:avoid}
.table{overflow:visible}
thead{display:table-header-group}
:focus-visible{outline:0}
summary{min-block-size:0!important;padding:.3em 0 0!important}
.answer{padding:0 0 .5em}
details::details-content{content-visibility:visible;block-size:auto}
}
`;
