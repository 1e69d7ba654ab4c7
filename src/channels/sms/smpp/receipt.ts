import type { DeliveryReceipt } from '../transport';
import type { Pdu } from './pdu';

/** Final and intermediate states: the words of receipts (SMPP 3.4 appendix B) and the numbers of §5.2.28. */
const states: readonly (readonly [word: string, number: number, state: DeliveryReceipt['state']])[] = [
  ['ENROUTE', 1, 'buffered'],
  ['DELIVRD', 2, 'delivered'],
  ['EXPIRED', 3, 'failed'],
  ['DELETED', 4, 'failed'],
  ['UNDELIV', 5, 'failed'],
  ['ACCEPTD', 6, 'buffered'],
  ['UNKNOWN', 7, 'buffered'],
  ['REJECTD', 8, 'failed'],
];
const byWord = new Map(states.map(([word, , state]) => [word, state]));
const byNumber = new Map(states.map(([word, number, state]) => [number, { word, state }]));

/**
 * Reads a delivery receipt: optional parameters first, since they are exact, then the text `id:… stat:… err:… text:…`.
 * @returns `undefined` when it names no message; a state nobody knows is `buffered`, which overwrites nothing
 */
export function readReceipt(pdu: Pdu, text: string): DeliveryReceipt | undefined {
  // What follows `text:` is our own message, which a customer may have worded.
  const own = text.slice(0, 500).split(/text:/i)[0] ?? '';
  const id = withoutNul(pdu.text('receipted_message_id')) || /\bid:\s?([^\s:]{1,65})/i.exec(own)?.[1];
  if (id === undefined) return undefined;
  const exact = byNumber.get(pdu.number('message_state') ?? -1);
  const word = exact?.word ?? /\bstat:\s?([A-Za-z]{1,10})/i.exec(own)?.[1]?.toUpperCase() ?? 'UNKNOWN';
  const error = /\berr:\s?([0-9A-Za-z]{1,10})/i.exec(own)?.[1];
  return {
    id,
    state: exact?.state ?? byWord.get(word) ?? 'buffered',
    detail: error === undefined ? word : `${word} ${error}`,
  };
}

const withoutNul = (text: string | undefined): string | undefined => text?.replaceAll('\0', '').trim();
