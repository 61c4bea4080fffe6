// Owns colours, type and the reset that the styles of a page cannot pass.

// Four colours, and what they give when mixed. Case and spacing carry doses: a capital µg reads like mg.
export default `
:host{display:block;min-inline-size:0}
:host([hidden]),[hidden]{display:none!important}
.base{all:initial;display:block;position:relative;color-scheme:inherit;
--ink:light-dark(#17212b,#e7edf2);--paper:light-dark(#fff,#141c23);--warn:light-dark(#9a3412,#ffb38a);--accent:var(--drug-card-accent,light-dark(#0b5c7a,#7cc5e3));
--soft:color-mix(in srgb,var(--ink) 72%,var(--paper));--line:color-mix(in srgb,var(--ink) 18%,var(--paper));--shade:color-mix(in srgb,var(--ink) 3%,var(--paper));--chosen:color-mix(in srgb,var(--accent) 12%,var(--paper));--warn-paper:color-mix(in srgb,var(--warn) 8%,var(--paper));
color:var(--ink);font-family:var(--drug-card-font,inherit);font-size:var(--drug-card-font-size,medium);line-height:1.55;overflow-wrap:break-word;-webkit-text-size-adjust:100%}
.plain{font-family:var(--drug-card-font,system-ui,sans-serif)}
.base,.base *{box-sizing:border-box;text-transform:none!important;letter-spacing:normal!important}
button,input{font:inherit;color:inherit;background:none}
p{margin:0}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
@media(forced-colors:active){.base{--accent:LinkText;--soft:CanvasText;--warn:CanvasText}}
`;
