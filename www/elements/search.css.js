// The styles of a search without results: label, field and status line.

export default `
.label{display:block;margin-bottom:.4em;font-weight:600}
.field{position:relative}
.input{display:block;width:100%;min-height:46px;margin:0;padding:.5em .8em;border:2px solid var(--accent);border-radius:8px;background-color:var(--paper);appearance:none}
.input::placeholder{color:var(--soft);opacity:1}
.popup{position:absolute;height:0;overflow:hidden;top:calc(100% + 6px);inset-inline:0;border-radius:10px;background-color:var(--paper)}
.open{height:auto;z-index:var(--drug-card-z-index,10);padding:8px 18px 0;border:1px solid var(--soft)}
.status{min-height:2.8em}
.list-mode .popup{position:static;margin-top:12px}
`;
