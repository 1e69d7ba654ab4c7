import { createHash } from 'node:crypto';
import type { HttpRequest } from '../platform/http';
import type { ActKey } from '../ports/act-key';
import { badArgument } from './refusals';
import type { StaffIdentity } from './staff-account';

/** The draft wants a string of RFC 8941, in quotes; without them it is taken as well. */
const written = /^(?:"([\w-]{8,100})"|([\w-]{8,100}))$/;

/**
 * The request's header `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header), for the act it asks for.
 * @param act with what it is done to: the same key for something else is another request
 * @returns `undefined`: it has none, and is known again by what it does only
 * @throws HttpError 400 when it is none
 */
export function actKeyOf(
  { headers, body }: Pick<HttpRequest, 'headers' | 'body'>,
  { name }: Pick<StaffIdentity, 'name'>,
  ...act: readonly string[]
): ActKey | undefined {
  const header = headers['idempotency-key'];
  if (header === undefined) return undefined;
  const [, quoted, plain] = written.exec(header) ?? [];
  const id = quoted ?? plain;
  if (id === undefined) throw badArgument('Idempotency-Key is 8 to 100 letters, digits, - or _, in quotes.');
  const print = createHash('sha256').update(JSON.stringify([act, body ?? {}]));
  return { id, by: name, print: print.digest('hex').slice(0, 24) };
}
