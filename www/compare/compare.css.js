// The styles of a comparison: two aligned columns, one below the other where they have no space.

export default `
.pair,.row{display:grid;grid-template-columns:minmax(0,1fr)}
.pair{gap:16px}
.comparison{container-name:comparison}
.comparison,.comparison .problem{max-width:calc(2*max(15em,var(--drug-card-max-inline-size,44em)))}
.comparison .strip{position:static}
.row+.row,.strips+.row{border-top:2px solid var(--line)}
.side{min-width:0;container-type:inline-size;background-color:var(--paper)}
.side>*{border-block-end:0}
.side .asked{margin:10px var(--side)}
.whose{position:sticky;z-index:1;top:var(--drug-card-scroll-margin,0px);padding:6px var(--side) 4px;background-color:var(--shade);color:var(--soft);font-size:max(.875em,13.5px)}
.whose strong{color:var(--ink)}
.whose .alert{padding:0;border:0;color:var(--warn)}
.whose+*{margin-top:0}
.missing{padding:10px var(--side) 18px;color:var(--soft)}
.side+.side{border-top:1px solid var(--line)}
@container comparison (min-width:44em){
.pair,.row{grid-template-columns:repeat(2,minmax(0,1fr))}
.side+.side{border-top:0;border-inline-start:1px solid var(--line)}
}
@media(min-height:26em){@container comparison (min-width:44em){
.strips{position:sticky;z-index:2;top:var(--drug-card-scroll-margin,0px)}
.whose{position:static}
.whose-source{display:none}
}}
@media print{
.comparison .card{display:table;table-layout:fixed}
.strips{display:table-header-group;position:static;break-inside:avoid}
.row{display:table-row}
.side{display:table-cell;width:50%;vertical-align:top;container-type:normal;border-top:1px solid;padding-inline:8px}
.whose{position:static;padding-inline:0;break-after:avoid}
.whose-source{display:none}
}
`;
