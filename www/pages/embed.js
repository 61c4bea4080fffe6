// Shows one card in a frame: which one is in the fragment of its address. Reports the height of the card to the page around it.
//
// A classic script, since a frame without an origin (sandbox="allow-scripts") runs it whatever headers the server sends.

(() => {
  const [card, words] = ['card', 'words'].map((id) => /** @type {HTMLElement} */ (document.getElementById(id)));
  /** How long the elements may take to arrive before the frame says that something is wrong, in milliseconds. */
  const patience = 8000;

  /** @param {string} text */
  const say = (text) => {
    if (words) words.textContent = `Information only, not medical advice. ${text}`;
  };

  const read = () => {
    const [slug = '', anchor = ''] = location.hash
      .slice(1)
      .split('/')
      .map((part) => {
        try {
          return decodeURIComponent(part);
        } catch {
          return part;
        }
      });
    if (!slug)
      return say(
        'The address of this frame names no medicine. It ends like embed.html#warfarin or embed.html#warfarin/dosage.',
      );
    card?.setAttribute('drug', slug);
    if (!anchor) return;
    customElements.whenDefined('drug-card').then(() => {
      /** @type {import('../elements/drug-card-element.js').DrugCardElement} */ (card).scrollToSection(anchor);
    });
  };

  const failed = () => {
    if (customElements.get('drug-card')) return;
    say(
      self.origin === 'null'
        ? 'The card cannot be shown: this frame has no origin, and the server does not allow that (Access-Control-Allow-Origin). Tell the owner of this page, and ask a pharmacist, doctor or nurse.'
        : 'The card cannot be shown: drug-card.js did not load. Tell the owner of this page, and ask a pharmacist, doctor or nurse.',
    );
  };

  let last = 0;
  const tell = () => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (height === last) return;
    last = height;
    // Nothing but a number leaves the frame, so any page may hear it.
    parent.postMessage({ type: 'drug-card-height', height }, '*');
  };

  read();
  addEventListener('hashchange', read);
  document.querySelector('script[type=module]')?.addEventListener('error', failed);
  setTimeout(failed, patience);
  if (parent !== self) new ResizeObserver(tell).observe(document.documentElement);
})();
