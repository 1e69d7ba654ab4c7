import { spelled } from '../code-parts';
import { englishNumber } from '../english-number';
import type { SpeechRule } from '../speech-rule';
import { called } from './called';

/** Short for something, and vowels in it: letter by letter all the same. */
const short = new Set('PUK IVR LTE ID APN IMEI IMSI APP URL OTP QR USB AI VIP VAS IP IPTV LOS USSD TD IMS'.split(' '));
const words = new Map([
  ['volte', 'V O L T E'],
  ['vonr', 'V O N R'],
  ['esim', 'e SIM'],
  ['wifi', 'Wi-Fi'],
  ['apps', 'apps'],
  ['app', 'app'],
]);

/** Capitals without a vowel, or with three consonants in a row, are no word: CXYE, SMS; shouted words are left alone. */
function latin(word: string): string {
  const known = words.get(word.toLowerCase());
  if (known !== undefined) return known;
  if (!/^[A-Z]{2,6}$/.test(word) || /^[A-Z]{0,2}Y$/.test(word)) return word;
  return short.has(word) || !/[AEIOU]/.test(word) || /^[^AEIOU]{3}|[^AEIOUR]{3}$/.test(word) ? spelled(word) : word;
}

/** Signs with numbers beside them. */
export const englishSums: readonly SpeechRule[] = [
  [/(?<=\d) ?[×xX] ?(?=\d)/g, ' times '],
  [/ ?= ?/g, ' equals '],
  [/ ?(?:≥|>=) ?/g, ' at least '],
  [/ ?(?:≤|<=) ?/g, ' at most '],
  [/ ?\+ ?/g, ' plus '],
];

/** What is left of numbers, Latin letters and signs. */
export const englishRest: readonly SpeechRule[] = [
  [/(?<=\d)\.(?=\d)/g, ' point '],
  [/\.(?=\d)/g, ' point '],
  [/(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])/g, ' '],
  [/(?<!\d)\d{1,4}(?!\d)/g, (n) => englishNumber(Number(n))],
  [/\d+/g, called],
  [/(?<![A-Za-z'’])[A-Za-z]{2,20}(?![A-Za-z])/g, latin],
  [/#/g, ' hash '],
  [/\*/g, ' star '],
  [/ ?\/ ?/g, ' or '],
  [/ ?& ?/g, ' and '],
  [/@/g, ' at '],
  [/%/g, ' '],
  [/(?<![A-Za-z])-|-(?![A-Za-z])/g, ', '],
  [/[·•~_\\¥$€£°<>≈×‰–]/g, ' '],
];
