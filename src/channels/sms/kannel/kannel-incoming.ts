import { HttpError, type HttpRequest } from '../../../platform/http';
import type { IncomingPart } from '../long-messages';
import { mainlandNumber } from '../mainland-number';
import { encodeSmsText } from '../sms-text';
import type { IncomingSms } from '../transport';
import { readUserData } from '../user-data-header';
import { decoded, kannelParameters } from './kannel-parameters';
import { kannelText } from './kannel-text';

export type KannelIncoming =
  | { readonly kind: 'whole'; readonly message: IncomingSms }
  /** One of several, where Kannel does not put them together itself. */
  | { readonly kind: 'part'; readonly part: IncomingPart }
  | { readonly kind: 'abroad'; readonly id: string };

/** Kannel's own ids (`%I`), or those of message centres. */
const idForm = /^[\w.:-]{1,100}$/;

/**
 * Reads a message as Kannel's `get-url` (text in the parameter `text`) or `post-url` (text as the body) brings it.
 * @throws HttpError 400 when id or numbers are missing
 */
export function readKannelMessage({
  raw,
  headers,
  body,
}: Pick<HttpRequest, 'raw' | 'headers' | 'body'>): KannelIncoming {
  const given = kannelParameters(raw.url ?? '');
  const word = (name: 'id' | 'from' | 'to' | 'charset' | 'coding'): string => given.get(name)?.toString('utf8') ?? '';
  const id = word('id');
  // Without it a message sent again by Kannel could not be told from the customer writing the same words again (R1).
  if (!idForm.test(id)) throw missing('id=%I');
  if (word('from') === '' || word('to') === '') throw missing('from=%p&to=%P');
  const from = mainlandNumber(word('from'));
  if (from === undefined) return { kind: 'abroad', id };
  const to = mainlandNumber(word('to')) ?? word('to');
  const bytes = Buffer.isBuffer(body) ? body : (given.get('text') ?? Buffer.alloc(0));
  const text = kannelText(bytes, word('charset') || charsetOf(headers['content-type']), word('coding'));
  const udh = given.get('udh') ?? decoded(headers['x-kannel-udh'] ?? '');
  const part = udh.length === 0 ? undefined : readUserData(udh)?.part;
  if (part === undefined) return { kind: 'whole', message: { id, from, to, text } };
  // A pair of surrogates cut by the sender's phone needs its halves as they are.
  const is16Bit = word('coding') === '2' && bytes.length % 2 === 0;
  return {
    kind: 'part',
    part: { from, to, part, encoding: 'ucs2', content: is16Bit ? bytes : encodeSmsText(text, 'ucs2') },
  };
}

const charsetOf = (contentType = ''): string | undefined => /charset="?([\w-]{1,40})/i.exec(contentType)?.[1];

const missing = (what: string): HttpError =>
  new HttpError(400, 'BadParameters', `Put ${what} into the get-url or post-url of Kannel's sms-service: docs/sms.md.`);
