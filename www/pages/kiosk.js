// Resets a shared screen: after some idle time the app page shows its list again, and nothing of the last reader.

/** Seconds without a touch or a key after which it resets, if the page names none. */
const IDLE = 120;

/** What counts as use. */
const USE = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'scroll'];

/**
 * Starts to watch a page whose `<html>` has `data-kiosk`, with the seconds as its value.
 * @param {() => void} reset
 */
export function watchIdle(reset) {
  const { kiosk } = document.documentElement.dataset;
  if (kiosk === undefined) return;
  const seconds = Number(kiosk) > 0 ? Number(kiosk) : IDLE;
  let timer = 0;
  const again = () => {
    clearTimeout(timer);
    timer = window.setTimeout(reset, seconds * 1000);
  };
  for (const event of USE) addEventListener(event, again, { capture: true, passive: true });
  again();
}
