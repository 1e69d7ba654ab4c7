import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { longest } from './longest';

/** OWASP's scrypt line for 32 MB; written into every hash, so that it can be raised without a reset. */
const cost = { log2N: 15, r: 8, p: 3 } as const;
const keyBytes = 32;
const saltBytes = 16;
/** Longer input is refused before any work is done. */
export const maxPasswordLength = longest.password;

/**
 * @param salt fresh for every password that is kept; the demo's is hashed anew at every start, and sessions hold only as
 * long as the hash does
 * @returns `scrypt$log2N$r$p$salt$key`, salt and key in base64url
 */
export async function hashPassword(password: string, salt: Buffer = randomBytes(saltBytes)): Promise<string> {
  const key = await derive(password, salt, keyBytes, cost);
  return written(salt, key);
}

/** A hash no password matches, at the price of a real one: for names that do not exist (S13). */
export const unmatchableHash = (): string => written(randomBytes(saltBytes), randomBytes(keyBytes));

/** Compares in constant time. A hash that cannot be read matches no password. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const parsed = parse(hash);
  if (!parsed || password.length > maxPasswordLength) return false;
  const key = await derive(password, parsed.salt, parsed.key.length, parsed.cost);
  return timingSafeEqual(key, parsed.key);
}

/** Whether {@link verifyPassword} can read it: a staff file with another one would lock somebody out in silence. */
export const isPasswordHash = (hash: string): boolean => parse(hash) !== undefined;

const written = (salt: Buffer, key: Buffer): string =>
  ['scrypt', cost.log2N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');

interface Cost {
  readonly log2N: number;
  readonly r: number;
  readonly p: number;
}

function parse(hash: string): { cost: Cost; salt: Buffer; key: Buffer } | undefined {
  const [kind, log2N, r, p, salt, key] = hash.split('$');
  if (kind !== 'scrypt' || !salt || !key) return undefined;
  const cost = { log2N: Number(log2N), r: Number(r), p: Number(p) };
  const sane = cost.log2N >= 10 && cost.log2N <= 20 && cost.r >= 1 && cost.r <= 32 && cost.p >= 1 && cost.p <= 16;
  const keyBuffer = Buffer.from(key, 'base64url');
  if (!sane || keyBuffer.length < 16) return undefined;
  return { cost, salt: Buffer.from(salt, 'base64url'), key: keyBuffer };
}

function derive(password: string, salt: Buffer, length: number, { log2N, r, p }: Cost): Promise<Buffer> {
  const N = 2 ** log2N;
  // Node's default limit of 32 MB is exactly what these settings need and then refused.
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, length, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
