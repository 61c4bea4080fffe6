// Waits until a card is near the window.

/**
 * @param {Element} card
 * @param {(wake: () => void) => void} wakeable gets what ends the waiting at once
 * @returns {Promise<void>}
 */
export function near(card, wakeable) {
  return new Promise((resolve) => {
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && wake(),
      { rootMargin: '100%' },
    );
    const wake = () => {
      observer.disconnect();
      resolve();
    };
    wakeable(wake);
    observer.observe(card);
  });
}
