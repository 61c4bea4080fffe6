// Colours, type, and a reset that keeps out the styles of the page.

/** Inks and papers: the name here, the variable of the page, the default in light and in dark. */
const INKS = [
  ['ink', '--drug-card-color', '#17212b', '#e7edf2'],
  ['soft', '--drug-card-secondary-color', '#51606e', '#a8b6c2'],
  ['accent', '--drug-card-accent', '#0b5c7a', '#7cc5e3'],
  ['warn', '--drug-card-warning-color', '#9a3412', '#ffb38a'],
];
const PAPERS = [
  ['paper', '--drug-card-background', '#fff', '#141c23'],
  ['shade', '--drug-card-shade', '#f7f9fa', '#19232b'],
  ['warn-paper', '--drug-card-warning-background', '#fff5ec', '#2c1a10'],
];

/** For browsers without `light-dark()` or relative colours, where an unknown colour would leave a list without a background: always light. */
const light = [...INKS, ...PAPERS].map(([name, own, light]) => `--${name}:var(${own},${light});`);

/** Opaque, and so dark or light that each ink can be read on each paper. */
const floored = (
  /** @type {string[][]} */ colours,
  /** @type {string} */ inLight,
  /** @type {string} */ inDark,
  chroma = ' c',
) =>
  colours.map(
    ([name, own, light, dark]) =>
      `--${name}:light-dark(oklch(from var(${own},${light})${inLight}${chroma} h/1),oklch(from var(${own},${dark})${inDark}${chroma} h/1));`,
  );
const readable = [
  ...floored(INKS, 'min(l,.5)', 'max(l,.75)'),
  ...floored(PAPERS, 'max(l,.93)', 'min(l,.32)', 'min(c,.05)'),
];

// Case, spacing and direction carry doses: a capital µg reads like mg, and 20–40 mg from the right like mg 40–20.
export default `
:host{display:block;min-width:0}
:host([variant=inline]){display:inline}
:host([hidden]),[hidden]{display:none!important}
.base{all:initial;display:block;position:relative;color-scheme:light;
${light.join('')}--line:var(--drug-card-border-color,#d9e0e6);--chosen:#e6f0f5;
font-family:var(--drug-card-font,inherit);font-size:medium;overflow-wrap:break-word;-webkit-text-size-adjust:100%}
@supports(color:light-dark(red,oklch(from red l c h))){.base{color-scheme:inherit;${readable.join('')}--line:var(--drug-card-border-color,light-dark(#d9e0e6,#33414d));--chosen:light-dark(#e6f0f5,#1d3542)}}
.base>*{color:var(--ink);font-size:max(14px,var(--drug-card-font-size,1em));line-height:max(1.2,var(--drug-card-line-height,1.55))}
.plain{font-family:var(--drug-card-font,system-ui,sans-serif)}
.base,.base *{box-sizing:border-box;text-transform:none!important;letter-spacing:normal!important}
button,input{font:inherit;color:inherit;background:none}
p{margin:0}
p,li,summary,.name,.section-heading,.sub-heading,.status{unicode-bidi:plaintext}
[dir=rtl]{text-align:right}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
@media(forced-colors:active){.base{--accent:LinkText;--soft:CanvasText;--warn:CanvasText}}
`;
