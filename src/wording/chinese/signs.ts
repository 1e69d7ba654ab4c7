import { spelled } from '../code-parts';
import type { SpeechRule } from '../speech-rule';

/** Said letter by letter in Chinese, whatever case they are written in. */
const letters = new Map([
  ['app', 'A P P'],
  ['apps', 'A P P'],
  ['volte', 'V O L T E'],
  ['vonr', 'V O N R'],
  ['esim', 'E SIM'],
  ['sim', 'SIM'],
  ['pin', 'PIN'],
  ['wifi', 'WiFi'],
  ['gprs', 'G P R S'],
  ['sms', 'S M S'],
  ['puk', 'P U K'],
  ['ivr', 'I V R'],
  ['ussd', 'U S S D'],
  ['lte', 'L T E'],
]);
/** Written in capitals, but words. */
const words = new Set(['OPPO', 'VIVO', 'HELP', 'STOP', 'WLAN', 'YES', 'NO']);

function latin(word: string): string {
  const known = letters.get(word.toLowerCase());
  if (known !== undefined) return known;
  return /^[A-Z]{2,6}$/.test(word) && !words.has(word) ? spelled(word) : word;
}

/** Signs with numbers beside them. */
export const chineseSums: readonly SpeechRule[] = [
  [/(?<=[\dG兆元]) ?[×xX] ?(?=\d)/g, '乘'],
  [/ ?= ?/g, '等于'],
  [/ ?(?:≥|>=) ?/g, '不少于'],
  [/ ?(?:≤|<=) ?/g, '不超过'],
  [/ ?\+ ?/g, '加'],
];

/** Latin letters and the signs that are left. */
export const chineseSigns: readonly SpeechRule[] = [
  [/wi-fi/gi, 'WiFi'],
  [/(?<![A-Za-z])[A-Za-z]{2,20}(?![A-Za-z])/g, latin],
  [/#(?=[键鍵])/g, '井号'],
  [/#/g, '，井号，'],
  [/\*/g, '，星号，'],
  [/和\/或/g, '或者'],
  [/ ?\/ ?/g, '或'],
  [/ ?& ?/g, '和'],
  [/@/g, '，'],
  [/%/g, ' '],
  [/-/g, '，'],
  [/[·•~_\\¥$€£°<>≈×‰–"']/g, ' '],
];
