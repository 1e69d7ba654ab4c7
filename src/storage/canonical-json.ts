import { createHash } from 'node:crypto';

/** JSON with the keys of every object in order, so that equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** Tells whether a repeated delivery carries the same body (R1) without keeping a second copy of it. */
export const bodyHash = (value: unknown): string =>
  createHash('sha256').update(canonicalJson(value)).digest('base64url');
