// The styles of the list of results: groups, whole answers, highlights.

export default `
.open:popover-open{display:flex;flex-direction:column;position:fixed;inset:auto;margin:0;min-inline-size:var(--drug-search-list-inline-size,0px);max-inline-size:100vw;color:var(--ink)}
.open:popover-open>*{flex:none}
.open:popover-open .listbox{flex:0 1 auto;min-block-size:0;max-block-size:34em}
.listbox{max-block-size:min(34em,62vh);overflow-y:auto;overscroll-behavior:contain;margin-inline:-10px;padding-inline:10px}
.status{padding-block:9px 11px;border-block-start:1px solid var(--line);color:var(--soft)}
.listbox:empty~.status{padding-block:2px 14px;border:0;color:var(--ink);font-size:1em}
.listbox:empty+.origin{display:none}
.origin{padding-block:6px;color:var(--soft)}
.origin,.filter-label{font-size:max(.875em,13.5px)}
.filters{display:flex;flex-wrap:wrap;gap:.5em 1.2em}
.filter,.all{min-block-size:44px;margin:0;padding:0 .7em;border:1px solid var(--accent);border-radius:6px;background-color:var(--paper);color:var(--accent);font:inherit}
.all{display:block;margin-block:.5em;font-weight:600;cursor:pointer}
.why{display:block;color:var(--ink)}
.list-mode .listbox{max-block-size:none;overflow:visible}
.said:not(:empty){margin-block:6px;padding-inline-start:.7em;border-inline-start:3px solid var(--accent)}
.sentence+.sentence{margin-block-start:.3em}
.heard{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
.group{padding-block:8px 4px}
.group-label{padding-block:4px 6px;color:var(--soft)}
.group-label,.option-title,.option-meta{font-weight:700}
.group-label,.option-meta{font-size:max(.875em,13.5px)}
.option{display:block;inline-size:100%;min-block-size:44px;padding:8px 11px;border:0;border-radius:8px;color:var(--ink);text-align:start;text-decoration:none;cursor:pointer}
.option:hover{background-color:var(--shade)}
.option[aria-selected]{background-color:var(--chosen);outline:2px solid var(--accent);outline-offset:-2px}
.option>span{display:block;unicode-bidi:plaintext}
.option-meta,.more{color:var(--accent)}
.more{font-weight:600;font-size:inherit}
.option-alert{color:var(--warn);font-weight:600;font-size:.9375em}
.option-via,.option-text{font-size:.9375em;white-space:pre-line}
.option-text{color:var(--soft)}
.option[aria-selected] .option-text{color:var(--ink)}
mark{background:#fdecb0;background:light-dark(#fdecb0,#5c4a00);color:var(--ink);border-radius:2px}
@media(hover:none){.keys{display:none}}
@media(forced-colors:active){.option[aria-selected]{outline-color:Highlight}mark{background:Mark;color:MarkText}}
`;
