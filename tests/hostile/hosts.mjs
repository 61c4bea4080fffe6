// Difficult host pages: what they change in the language and the document before or after our script, and what they style.

/** Each is run in the page; the names are those of the libraries that did it once, or of the harm. @type {Record<string, () => void>} */
export const MEDDLING = {
  'request options on Object.prototype': () =>
    Object.assign(Object.prototype, {
      url: 'http://canary.invalid/',
      src: 'x',
      integrity: 'sha256-AAAA',
      mode: 'no-cors',
      cache: 'only-if-cached',
      credentials: 'include',
      redirect: 'error',
      referrer: 'http://canary.invalid/',
      method: 'POST',
      body: 'x',
      keepalive: true,
    }),
  'our own words on Object.prototype': () =>
    Object.assign(Object.prototype, {
      sha256: 'AAAA',
      what: 'x',
      code: 'x',
      hint: 'x',
      slug: 'warfarin',
      title: 'Warfarin',
      file: 'x',
      format: 9,
      renamed: true,
      several: [],
      c: 'x',
      label: 'x',
      level: 3,
      to: 'x',
      asked: 'Warfarin',
      anchor: 'x',
      name: 'x',
      message: 'x',
      text: 'x',
      line: 'x',
    }),
  'iterator results on Object.prototype': () => Object.assign(Object.prototype, { value: 'x', done: false }),
  'a getter named get on Object.prototype': () => void (Object.prototype.get = () => 'x'),
  'writable on Object.prototype': () =>
    Object.assign(Object.prototype, { writable: false, configurable: false, enumerable: false }),
  'then on Object.prototype, no function': () => void (Object.prototype.then = 'x'),
  'toJSON on Object.prototype': () => void (Object.prototype.toJSON = () => 'x'),
  'innerHTML on Object.prototype': () => void (Object.prototype.innerHTML = '<img src=x onerror=alert(1)>'),
  'composed on Object.prototype': () =>
    Object.assign(Object.prototype, { bubbles: false, once: true, passive: true, capture: true }),
  'extras on Array.prototype': () =>
    Object.assign(Array.prototype, {
      toJSON() {
        return 'x';
      },
      each() {},
      first: 'x',
      remove() {},
      2: 'x',
    }),
  'another Array iterator': () => {
    Array.prototype[Symbol.iterator] = function* () {
      for (let at = 0; at < this.length; at++) yield this[at];
    };
  },
  'another Array.prototype.map': () => {
    Array.prototype.map = function (make, self) {
      const out = [];
      for (let at = 0; at < this.length; at++) out[at] = make.call(self, this[at], at, this);
      return out;
    };
  },
  'another Array.prototype.push and a counting filter': () => {
    const { push, filter } = Array.prototype;
    Array.prototype.push = function (...more) {
      return push.apply(this, more);
    };
    Array.prototype.filter = function (...given) {
      return filter.apply(this, given);
    };
  },
  'Array.from as in Prototype.js': () => {
    Array.from = (iterable) => {
      const out = [];
      for (let at = 0; at < iterable.length; at++) out.push(iterable[at]);
      return out;
    };
  },
  'Function.prototype.bind as in MooTools': () => {
    Function.prototype.bind = function (self, given) {
      const own = this;
      return function (...more) {
        return own.apply(self, given ?? more);
      };
    };
  },
  'another Promise, as zone.js has': () => {
    const Native = Promise;
    globalThis.Promise = class ZonePromise extends Native {
      then(...given) {
        return super.then(...given);
      }
    };
  },
  'a Promise without withResolvers and any': () => {
    delete Promise.withResolvers;
    delete Promise.any;
  },
  'fetch wrapped, adding headers': () => {
    const { fetch } = globalThis;
    globalThis.fetch = (url, options) => fetch(url, { ...options, headers: { 'x-watched': '1' } });
  },
  'fetch wrapped, giving a copy': () => {
    const { fetch } = globalThis;
    globalThis.fetch = async (...given) => {
      const answer = await fetch(...given);
      return new Response(await answer.blob(), answer);
    };
  },
  'fetch that always fails': () =>
    void (globalThis.fetch = async () => {
      throw new TypeError('blocked by the page');
    }),
  'JSON.parse that makes extra fields': () => {
    const { parse } = JSON;
    JSON.parse = (text, reviver) => {
      const value = parse(text, reviver);
      if (value && typeof value === 'object') value.$watched = true;
      return value;
    };
  },
  'another String.prototype.replace': () => {
    const { replace } = String.prototype;
    String.prototype.replace = function (...given) {
      return replace.apply(this, given);
    };
  },
  'attachShadow and append wrapped': () => {
    const { attachShadow, append } = Element.prototype;
    Element.prototype.attachShadow = function (options) {
      return attachShadow.call(this, options);
    };
    Element.prototype.append = function (...nodes) {
      return append.apply(this, nodes);
    };
  },
  'customElements.define wrapped': () => {
    const define = customElements.define.bind(customElements);
    customElements.define = (name, element, options) => define(name, class extends element {}, options);
  },
  'no adoptedStyleSheets to speak of': () => {
    const { replaceSync } = CSSStyleSheet.prototype;
    CSSStyleSheet.prototype.replaceSync = function (text) {
      return replaceSync.call(this, text);
    };
  },
  'no FinalizationRegistry, no WeakRef': () => {
    delete globalThis.FinalizationRegistry;
    delete globalThis.WeakRef;
  },
  'Symbol.dispose as a shim': () => {
    try {
      Object.defineProperty(Symbol, 'dispose', { value: Symbol('dispose'), configurable: true });
    } catch {
      /* it is there */
    }
  },
  'timers that run late': () => {
    const { setTimeout } = globalThis;
    globalThis.setTimeout = (act, wait, ...given) => setTimeout(act, (wait ?? 0) + 30, ...given);
  },
  'a console that throws': () => {
    for (const name of ['log', 'warn', 'error'])
      console[name] = () => {
        throw new Error('no console');
      };
  },
  'matchMedia and performance gone': () => {
    delete globalThis.matchMedia;
    performance.mark = performance.measure = () => {
      throw new Error('no marks');
    };
  },
};

/** Rules of a page that must not hide or change the words of a card. */
export const STYLES = [
  '*{all:unset!important}',
  'drug-card *{display:none!important;color:transparent!important}',
  '*,*::before{box-sizing:content-box}',
  'html{font-size:62.5%}',
  'body{zoom:.5}',
  'html{direction:rtl}',
  'drug-card{direction:rtl;unicode-bidi:bidi-override}',
  'body{writing-mode:vertical-rl}',
  'drug-card{writing-mode:sideways-lr}',
  'body{text-transform:uppercase}',
  'drug-card{text-transform:uppercase!important}',
  '*{text-transform:full-width!important}',
  'body{-webkit-text-security:disc}',
  'drug-card{-webkit-text-security:square!important}',
  'body{font-variant-caps:all-small-caps}',
  'body{font-variant-numeric:oldstyle-nums}',
  'body{letter-spacing:.5em}',
  'body{word-spacing:-1em}',
  'body{text-indent:-9999px}',
  'drug-card{text-indent:-9999px!important}',
  'body{visibility:hidden} drug-card{visibility:visible}',
  'body{hyphens:auto}',
  'body{user-select:none}',
  'body{pointer-events:none}',
  'body{color:transparent}',
  'drug-card{color:transparent!important;-webkit-text-fill-color:transparent}',
  'body{text-shadow:0 0 9px red}',
  'body{line-height:0}',
  'drug-card{font-size:0!important}',
  'body{white-space:pre}',
  'body{text-align:justify;text-align-last:right}',
  'body{word-break:break-all}',
  'body{quotes:"x" "y"}',
  'body{list-style:none}',
  'body{font-feature-settings:"frac","ordn"}',
  'body{text-decoration:line-through}',
  'body{-webkit-text-stroke:9px}',
  'body{text-emphasis:"x"}',
  'body{text-orientation:upright}',
  'p,li,strong,summary{display:none!important}',
];

/** Inherited properties that could change what is read; each must be in a card what it is on a plain page. */
export const READING = (
  'color direction display font-variant-caps font-variant-numeric font-feature-settings letter-spacing word-spacing line-height ' +
  'text-indent text-transform visibility white-space-collapse word-break writing-mode unicode-bidi text-orientation hyphens text-align text-align-last ' +
  'text-shadow text-emphasis-style list-style-type -webkit-text-security -webkit-text-fill-color -webkit-text-stroke-width'
).split(' ');

/** Names that markup of a page can give to what scripts look for. */
export const CLOBBERED = (
  'customElements fetch document location navigator performance queueMicrotask setTimeout clearTimeout URL JSON Promise ' +
  'WebAssembly Map Set WeakMap Object Array String Symbol Error Event CustomEvent HTMLElement CSSStyleSheet AbortController AbortSignal ' +
  'getComputedStyle addEventListener TextDecoder Uint8Array crypto origin self parent top opener name status event drug-card drug-search'
).split(' ');

/** Names of the document that a page's markup hides: nothing can be made there, and what the page wrote must stay. */
export const DOCUMENT =
  'createElement createTextNode querySelector addEventListener baseURI body head documentElement getElementById defaultView'.split(
    ' ',
  );
