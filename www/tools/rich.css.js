// The styles of tables, callouts and marks, which few cards have.

export default `
.table{overflow-x:auto;margin-block:.7em}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
caption{text-align:start;font-weight:600;padding-bottom:.3em}
th,td{text-align:start;vertical-align:top;padding:.35em 1em .35em 0;border-bottom:1px solid var(--line)}
th{font-weight:600}
thead th{color:var(--soft)}
.callout{margin-block:.8em;padding:.6em 1em;border-inline-start:4px solid var(--soft);background-color:var(--shade)}
.callout-title{font-weight:600}
.callout.danger,.callout.warning,.callout.caution{border-color:var(--warn);background-color:var(--warn-paper)}
.danger>.callout-title,.warning>.callout-title,.caution>.callout-title{color:var(--warn)}
.host,.footnote,small,del,.related{color:var(--soft)}
.host,.footnote,small,.related{font-size:max(.875em,13.5px)}
mark{background-color:var(--chosen);color:inherit;font-weight:600}
kbd{border:1px solid var(--line);border-radius:3px;padding-inline:.3em}
img{max-width:100%;height:auto}
.struck{position:absolute;clip-path:inset(50%)}
@container(max-width:30em){
thead{position:absolute;clip-path:inset(50%)}
table,tbody,tr,td,th,caption{display:block}
tr{padding-block:.4em;border-bottom:1px solid var(--line)}
th,td{border:0;padding:.1em 0}
tr[data-head]::before,td[data-head]::before{content:attr(data-head) ': ';color:var(--soft)}
tr[data-head]::before{content:attr(data-head);display:block}
}
`;
