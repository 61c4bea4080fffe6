// Reloads an open page when `drug-card serve --watch` sees its files change.

const address = new URL('changed', import.meta.url);

async function follow() {
  let known = '';
  for (;;) {
    try {
      // Answered as soon as the state differs from `known`, or after a few seconds.
      const answer = await fetch(`${address}?${known}`, { cache: 'no-store' });
      const now = await answer.text();
      if (known && now !== known) return location.reload();
      known = now;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

follow();
