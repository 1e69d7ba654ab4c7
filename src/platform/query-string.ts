import { HttpError } from './http';
import { isReservedName } from './safe-names';

const namePattern = /^[A-Za-z0-9_.-]{1,64}$/;
const maxPairs = 100;

/**
 * Reads `a=1&b=2` into flat strings: a repeated, nested (`a[$ne]`) or reserved name is refused, so that no object can
 * arrive where a string was meant (S6, S7).
 * @throws HttpError 400
 */
export function parsePairs(text: string): Record<string, string> {
  const found: Record<string, string> = Object.create(null);
  if (text === '') return found;
  const pairs = text.split('&');
  if (pairs.length > maxPairs) throw refused('too many names');
  for (const pair of pairs) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const name = decode(at === -1 ? pair : pair.slice(0, at));
    if (!namePattern.test(name) || isReservedName(name)) throw refused('a name that is not plain');
    if (name in found) throw refused('a repeated name');
    found[name] = at === -1 ? '' : decode(pair.slice(at + 1));
  }
  return found;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw refused('a broken percent sequence');
  }
}

const refused = (what: string): HttpError =>
  new HttpError(400, 'BadParameters', `The parameters hold ${what}: send each plain name once.`);
