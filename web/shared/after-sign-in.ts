const key = 'desk.then';
const validMs = 10 * 60_000;

/** The company's own sign-in leads back to `/desk`: the page one came from is kept in this tab for a while. */
export function keepPlace(): void {
  try {
    sessionStorage.setItem(key, JSON.stringify({ at: Date.now(), to: location.pathname + location.hash }));
  } catch {
    // Private windows may forbid storage; then one goes on from the desk.
  }
}

/** Where one wanted to go, once; only to the board, which is the other page of staff. */
export function takePlace(): string | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null');
    sessionStorage.removeItem(key);
    const { at, to } = Object(kept) as { readonly at?: unknown; readonly to?: unknown };
    const isFresh = typeof at === 'number' && Date.now() - at < validMs;
    return isFresh && typeof to === 'string' && /^\/board(?:#|$)/.test(to) ? to : undefined;
  } catch {
    return undefined;
  }
}
