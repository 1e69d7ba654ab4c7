import { HttpError } from '../../../platform/http';

const names = ['secret', 'from', 'to', 'text', 'id', 'coding', 'charset', 'udh', 'status', 'token', 'answer'] as const;
const known: ReadonlySet<string> = new Set(names);

export type KannelParameter = (typeof names)[number];
/** Parameters as bytes: Kannel sends texts and headers as they came, which need not be UTF-8. */
export type KannelParameters = ReadonlyMap<KannelParameter, Buffer>;

/**
 * Reads the query of a request of Kannel; names that mean nothing here are passed over.
 * @throws HttpError 400 when one is there twice
 */
export function kannelParameters(url: string): KannelParameters {
  const found = new Map<KannelParameter, Buffer>();
  const at = url.indexOf('?');
  for (const pair of at === -1 ? [] : url.slice(at + 1).split('&')) {
    const [name = '', ...value] = pair.split('=');
    if (!isKnown(name)) continue;
    if (found.has(name)) throw new HttpError(400, 'BadParameters', `Send "${name}" once.`);
    found.set(name, decoded(value.join('=')));
  }
  return found;
}

const isKnown = (name: string): name is KannelParameter => known.has(name);

/** Bytes of percent sequences; a sequence that is none stands for itself. */
export function decoded(text: string): Buffer {
  const bytes = text
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}
