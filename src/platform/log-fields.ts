import { types } from 'node:util';
import { maskText } from '../ports/mask';

const secretNames = /^(?:authorization|cookie|set-cookie|token|secret|password|passphrase|otp|signingkey|apikey)$/i;
const tokenShape = /\beyJ[\w-]{5,4000}\.[\w-]{5,4000}\.[\w-]{5,4000}/g;
const bearerShape = /\bBearer\s{1,5}[\w.~+/=-]{8,4096}/gi;
/** Ids of our own: random, so there is nothing to mask, and logs are searched by them. */
const idShape = /^[a-z]{1,20}_[0-9a-f]{32}$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g;
const maxText = 4000;
const maxDepth = 6;
const maxItems = 50;

/**
 * What may be written of a value: phone numbers, ID numbers and names of secrets masked, tokens cut out, errors with
 * stack and cause, everything bounded (S15, L7).
 */
export function cleanFields(fields: object): Record<string, unknown> {
  return cleanObject(fields, 0);
}

/** @returns the text as a log may hold it */
export function cleanText(text: string): string {
  if (idShape.test(text)) return text;
  const whole = text.length > maxText ? `${text.slice(0, maxText)}…` : text;
  const open = whole.replace(tokenShape, '[token]').replace(bearerShape, 'Bearer [token]');
  return maskText(open).replace(controls, ' ');
}

function clean(name: string, value: unknown, depth: number): unknown {
  if (secretNames.test(name) || (name === 'code' && /^\d{4,8}$/.test(String(value)))) return '[redacted]';
  if (typeof value === 'string') return cleanText(value);
  if (typeof value === 'bigint') return String(value);
  // A phone number that came as a number is one all the same.
  if (typeof value === 'number' && value >= 13e9 && value < 20e9) return cleanText(String(value));
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= maxDepth) return '[deep]';
  if (Buffer.isBuffer(value)) return `[${value.length} bytes]`;
  if (types.isDate(value)) return value;
  if (types.isNativeError(value)) return cleanError(value, depth);
  if (Array.isArray(value)) return value.slice(0, maxItems).map((item) => clean('', item, depth + 1));
  return cleanObject(value, depth + 1);
}

function cleanObject(value: object, depth: number): Record<string, unknown> {
  const cleaned: Record<string, unknown> = Object.create(null);
  for (const [name, inner] of Object.entries(value).slice(0, maxItems)) {
    cleaned[cleanText(name)] = clean(name, inner, depth);
  }
  return cleaned;
}

function cleanError(error: Error, depth: number): Record<string, unknown> {
  return {
    type: error.name,
    message: cleanText(error.message),
    ...('code' in error ? { code: clean('code', error.code, depth) } : {}),
    ...(error.stack === undefined ? {} : { stack: cleanText(error.stack) }),
    ...(error.cause === undefined ? {} : { cause: clean('cause', error.cause, depth + 1) }),
  };
}
