/** The driver cuts text at NUL and replaces lone surrogates, which would make different keys equal: those are stored as JSON. */
export const escaped = (text: string): string => (/\0|\p{Surrogate}/u.test(text) ? JSON.stringify(text) : text);

/** The text that {@link escaped} was given. */
export function original(stored: string): string {
  if (!stored.startsWith('"')) return stored;
  try {
    const text: unknown = JSON.parse(stored);
    return typeof text === 'string' && /\0|\p{Surrogate}/u.test(text) ? text : stored;
  } catch {
    return stored;
  }
}
