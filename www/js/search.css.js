// Owns how the search looks: a field, groups in words, whole answers, marks behind the letters.

export default `
.label{display:block;margin-block-end:.4em}
.label,.group-label,.option-title,.option-meta{font-weight:700}
.field{position:relative}
.input{display:block;inline-size:100%;min-block-size:46px;margin:0;padding:.5em .8em;border:2px solid var(--accent);border-radius:8px;background-color:var(--paper);appearance:none}
.input::placeholder{color:var(--soft);opacity:1}
.popup{position:absolute;block-size:0;overflow:hidden;inset-block-start:calc(100% + 6px);inset-inline:0;border-radius:10px;background-color:var(--paper)}
.open{block-size:auto;z-index:var(--drug-card-z-index,10);padding:8px 18px 0;border:1px solid var(--soft)}
.listbox{max-block-size:min(34em,62vh);overflow-y:auto;overscroll-behavior:contain;margin-inline:-10px;padding-inline:10px}
.group{padding-block:8px 4px}
.group-label{padding-block:4px 6px;color:var(--soft)}
.option{display:block;inline-size:100%;min-block-size:44px;padding:8px 11px;border:0;border-radius:8px;color:var(--ink);text-align:start;text-decoration:none;cursor:pointer}
.option:hover{background-color:var(--shade)}
.option[aria-selected]{background-color:var(--chosen);outline:2px solid var(--accent);outline-offset:-2px}
.option>span,.why{display:block}
.option-meta{color:var(--accent)}
.option-via,.option-text{font-size:.9375em;white-space:pre-line}
.option-text{color:var(--soft)}
.why,.option[aria-selected] .option-text{color:var(--ink)}
mark{background:light-dark(#fdecb0,#5c4a00);color:var(--ink);border-radius:2px}
.status{min-block-size:2.8em;padding-block:9px 11px;border-block-start:1px solid var(--line);color:var(--soft)}
.listbox:empty+.status{padding-block:2px 14px;border:0;color:var(--ink);font-size:1em}
.list-mode .popup{position:static;margin-block-start:12px}
.list-mode .listbox{max-block-size:none;overflow:visible}
@media(forced-colors:active){.option[aria-selected]{outline-color:Highlight}mark{background:Mark;color:MarkText}}
`;
