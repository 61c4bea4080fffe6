// Colours, type, and a reset that keeps out the styles of the page.

// Case, spacing and direction carry doses: a capital µg reads like mg, and 20–40 mg from the right like mg 40–20.
export default `
:host{display:block;min-inline-size:0}
:host([hidden]),[hidden]{display:none!important}
.base{all:initial;display:block;position:relative;color-scheme:inherit;
--ink:var(--drug-card-color,light-dark(#17212b,#e7edf2));--soft:var(--drug-card-secondary-color,light-dark(#51606e,#a8b6c2));--line:var(--drug-card-border-color,light-dark(#d9e0e6,#33414d));--paper:var(--drug-card-background,light-dark(#fff,#141c23));--shade:var(--drug-card-shade,light-dark(#f7f9fa,#19232b));
--accent:var(--drug-card-accent,light-dark(#0b5c7a,#7cc5e3));--chosen:light-dark(#e6f0f5,#1d3542);--warn:var(--drug-card-warning-color,light-dark(#9a3412,#ffb38a));--warn-paper:var(--drug-card-warning-background,light-dark(#fff5ec,#2c1a10));
color:var(--ink);font-family:var(--drug-card-font,inherit);font-size:var(--drug-card-font-size,medium);line-height:var(--drug-card-line-height,1.55);overflow-wrap:break-word;-webkit-text-size-adjust:100%}
.plain{font-family:var(--drug-card-font,system-ui,sans-serif)}
.base,.base *{box-sizing:border-box;text-transform:none!important;letter-spacing:normal!important}
button,input{font:inherit;color:inherit;background:none}
p{margin:0}
p,li,summary,.name,.section-heading,.sub-heading,.status{unicode-bidi:plaintext}
[dir=rtl]{text-align:right}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
@media(forced-colors:active){.base{--accent:LinkText;--soft:CanvasText;--warn:CanvasText}}
`;
