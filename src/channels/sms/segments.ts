import { septetsOf } from './gsm7';

/** `gsm7`: 7-bit default alphabet with its extension table; `ucs2`: 16-bit units, for everything else. */
export type SmsEncoding = 'gsm7' | 'ucs2';

export interface Segments {
  readonly encoding: SmsEncoding;
  /** The text of each part, without headers; together they are the text. An empty text has one empty part. */
  readonly parts: readonly string[];
}

export interface SegmentsOptions {
  /** `ucs2` forces 16-bit units where the other side takes nothing else. Default: the smaller one that fits. */
  readonly encoding?: SmsEncoding;
  /** Octets the user data header of a part takes: 6 with an 8-bit reference (default), 7 with a 16-bit one. */
  readonly headerOctets?: number;
}

/** A message's user data (3GPP TS 23.040): 160 septets or 70 units. */
const userDataOctets = 140;

/** The smaller encoding that holds every character of the text. */
export function encodingOf(text: string): SmsEncoding {
  for (const char of text) if (septetsOf(char) === undefined) return 'ucs2';
  return 'gsm7';
}

/**
 * Splits a text into parts: 160 septets or 70 units in one, else 153 or 67 each beside the header. Never cuts a
 * surrogate pair or an extension pair; nor what is one character to a reader, unless that alone is longer than a part.
 */
export function segmentsOf(
  text: string,
  { encoding = encodingOf(text), headerOctets = 6 }: SegmentsOptions = {},
): Segments {
  if (unitsOf(text, encoding) <= capacityOf(encoding, 0)) return { encoding, parts: [text] };
  const capacity = capacityOf(encoding, headerOctets);
  const parts: string[] = [];
  let part = '';
  let used = 0;
  for (const piece of piecesOf(text, encoding, capacity)) {
    const units = unitsOf(piece, encoding);
    if (used + units > capacity) {
      parts.push(part);
      part = '';
      used = 0;
    }
    part += piece;
    used += units;
  }
  parts.push(part);
  return { encoding, parts };
}

function capacityOf(encoding: SmsEncoding, headerOctets: number): number {
  const octets = userDataOctets - headerOctets;
  return encoding === 'gsm7' ? Math.floor((octets * 8) / 7) : Math.floor(octets / 2);
}

function unitsOf(text: string, encoding: SmsEncoding): number {
  if (encoding === 'ucs2') return text.length;
  let septets = 0;
  for (const char of text) septets += septetsOf(char) ?? 1;
  return septets;
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

function* piecesOf(text: string, encoding: SmsEncoding, capacity: number): Generator<string> {
  for (const { segment } of graphemes.segment(text)) {
    if (unitsOf(segment, encoding) <= capacity) yield segment;
    else yield* segment;
  }
}
