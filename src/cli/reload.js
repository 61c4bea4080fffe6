// Owns the reload of an open page when `drug-card serve --watch` sees its files change.

const address = new URL('changed', import.meta.url);

async function follow() {
  let known = '';
  for (;;) {
    try {
      // Answered when the state is another one than the one named, or after a while.
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
