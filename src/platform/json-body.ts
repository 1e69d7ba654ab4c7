import { HttpError } from './http';
import { isReservedName } from './safe-names';

const maxDepth = 32;
/** Keeps nothing between two calls: bytes that are cut short are refused, not waited for. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Parses JSON from outside: valid UTF-8, at most 32 levels deep, no key that reaches a prototype (S7).
 * @throws HttpError 400
 */
export function parseJson(bytes: Buffer): unknown {
  const text = decodeUtf8(bytes);
  // Before parsing: the walk below may recurse, a hostile body must not exhaust the stack.
  if (deepest(text) > maxDepth) throw refused('nested too deeply');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refused('not valid JSON');
  }
  if (hasReservedKey(value)) throw refused('not allowed to use that key');
  return value;
}

/** @throws HttpError 400 when the bytes are no UTF-8 */
export function decodeUtf8(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw refused('not valid UTF-8');
  }
}

/** Highest count of open brackets outside strings; an upper bound good enough to refuse by. */
function deepest(text: string): number {
  let depth = 0;
  let max = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index];
    if (inString) {
      if (char === '\\') index += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') max = Math.max(max, ++depth);
    else if (char === '}' || char === ']') depth -= 1;
  }
  return max;
}

function hasReservedKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasReservedKey);
  return Object.entries(value).some(([key, inner]) => isReservedName(key) || hasReservedKey(inner));
}

const refused = (what: string): HttpError => new HttpError(400, 'BadBody', `The body is ${what}.`);
