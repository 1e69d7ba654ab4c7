/**
 * Text as it goes into the database and into filters. The driver would replace lone surrogates, which would make
 * different keys equal, and NUL is cut by some servers: such texts are stored as JSON, and so is whatever looks like it.
 * What is no text is refused here, so that no query operator from outside ever reaches a filter (S6).
 * @throws TypeError when the value is not a string
 */
export function stored(text: string): string {
  if (typeof text !== 'string') throw new TypeError('A text was expected where the store was given something else.');
  return text.startsWith('"') || /\0|\p{Surrogate}/u.test(text) ? JSON.stringify(text) : text;
}

/** The text that {@link stored} was given. */
export const original = (text: string): string => (text.startsWith('"') ? (JSON.parse(text) as string) : text);

/** A number for a filter or a field that is searched. @throws TypeError when the value is not a finite number */
export function finite(value: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new TypeError('A number was expected where the store was given something else.');
  }
  return value;
}
