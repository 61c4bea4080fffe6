// The styles of a search without results: label, field and status line.

export default `
.label{display:block;margin-block-end:.4em;font-weight:600}
.field{position:relative}
.input{display:block;inline-size:100%;min-block-size:46px;margin:0;padding:.5em .8em;border:2px solid var(--accent);border-radius:8px;background-color:var(--paper);appearance:none}
.input::placeholder{color:var(--soft);opacity:1}
.popup{position:absolute;block-size:0;overflow:hidden;inset-block-start:calc(100% + 6px);inset-inline:0;border-radius:10px;background-color:var(--paper)}
.open{block-size:auto;z-index:var(--drug-card-z-index,10);padding:8px 18px 0;border:1px solid var(--soft)}
.status{min-block-size:2.8em}
.list-mode .popup{position:static;margin-block-start:12px}
`;
