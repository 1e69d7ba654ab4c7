import { englishDecimal, englishNumber } from '../english-number';
import type { SpeechRule } from '../speech-rule';

const currencies = new Map([
  ['US$', 'US dollars'],
  ['$', 'dollars'],
  ['HK$', 'Hong Kong dollars'],
  ['NT$', 'New Taiwan dollars'],
  ['€', 'euros'],
  ['£', 'pounds'],
]);

/** `fifty-eight yuan and fifty fen`. */
function yuan(digits: string): string {
  const [whole = '0', fraction = ''] = digits.split('.');
  if (fraction.length > 2) return `${englishDecimal(digits)} yuan`;
  const fen = Number(fraction.padEnd(2, '0'));
  if (fen === 0) return `${englishNumber(Number(whole))} yuan`;
  return `${Number(whole) === 0 ? '' : `${englishNumber(Number(whole))} yuan and `}${englishNumber(fen)} fen`;
}

const names = new Map([
  ['K', 'kilo'],
  ['M', 'mega'],
  ['G', 'giga'],
  ['T', 'tera'],
]);
const described = '(?= (?:data|daily|monthly|pack|plan|package|top-up)\\b)|(?=-)';

/** @param one whether the unit describes what follows (`a 3 GB pack`) and so has no plural */
const volume = (n: string, unit: string, word: string, one = false): string =>
  `${englishDecimal(n)} ${names.get(unit.toUpperCase()) ?? ''}${word}${n === '1' || one ? '' : 's'}`;

/** Signs and ranges, then money. */
export const englishMoney: readonly SpeechRule[] = [
  [
    /(?<![\d,.])(?<![¥$€£] ?)\d{1,3}(?:,\d{3}){1,3}(?![\d,]|\.\d| ?(?:yuan|RMB|元|[KMGT]B|%))/g,
    (grouped) => englishNumber(Number(grouped.replaceAll(',', ''))),
  ],
  [/(?<=\d),(?=\d{3}(?!\d))/g, ''],
  [
    /(?:([A-Z]{0,2}\$|[¥€£])|(?:RMB|CNY)) ?(-?\d{1,9}(?:\.\d{1,2})?)(?: ?(?:yuan|RMB|元))?/g,
    (_, sign: string | undefined, digits = '') => `${digits} ${currencies.get(sign ?? '') ?? 'yuan'}`,
  ],
  [/(?<=[\d%BGMK]|yuan)(?:-| - )(?=\d)/g, ' to '],
  [/(?<![\dA-Za-z])-(?=\d)/g, 'minus '],
  [/(?<!\d)[~≈] ?(?=\d)/g, 'about '],
  [/(?<![\d.])(\d{1,9}(?:\.\d{1,4})?) ?(?:yuan|RMB|元)/g, (_, digits = '') => yuan(digits)],
  [/(?<=yuan|fen) ?\/ ?(?=[A-Za-z])/g, ' per '],
];

/** Volumes, speeds, percentages, units. */
export const englishMeasures: readonly SpeechRule[] = [
  [
    /(\d{1,9}(?:\.\d{1,3})?) ?([KMGTkmgt])(?:bps|[Bb]its?\/s|b\/s)(?![A-Za-z])/g,
    (_, n = '', unit = '') => `${volume(n, unit, 'bit')} per second`,
  ],
  [
    /(\d{1,9}(?:\.\d{1,3})?) ?([KMGT])B(?:ps|\/s)(?![A-Za-z])/gi,
    (_, n = '', unit = '') => `${volume(n, unit, 'byte')} per second`,
  ],
  [
    new RegExp(`(\\d{1,9}(?:\\.\\d{1,3})?) ?([KMGT])B(?:${described})`, 'gi'),
    (_, n = '', unit = '') => volume(n, unit, 'byte', true),
  ],
  [/(\d{1,9}(?:\.\d{1,3})?) ?([KMGT])B(?![A-Za-z])/gi, (_, n = '', unit = '') => volume(n, unit, 'byte')],
  [/(?<![A-Za-z])([KMGT])B(?![A-Za-z])/g, (_, unit = '') => `${names.get(unit) ?? ''}byte`],
  [
    /(?<![A-Za-z])([KMGT])(?:bps|bit\/s|b\/s)(?![A-Za-z])/g,
    (_, unit = '') => `${names.get(unit) ?? ''}bits per second`,
  ],
  [/(\d{1,4}) ?G(?![A-Za-z])/gi, (_, n = '') => `${englishNumber(Number(n))} G`],
  [/(\d{1,9}(?:\.\d{1,3})?) ?M(?![A-Za-z])/g, (_, n = '') => `${englishDecimal(n)} ${n === '1' ? 'meg' : 'megs'}`],
  [/(\d{1,9}(?:\.\d{1,4})?) ?%/g, (_, n = '') => `${englishDecimal(n)} percent`],
  [/(?<=\d) ?(?:℃|°C)/g, ' degrees'],
  [/(?<=\d) ?km\/h\b/gi, ' kilometres per hour'],
  [/(?<=\d) ?km\b/gi, ' kilometres'],
  [/(?<=\d) ?kg\b/gi, ' kilograms'],
  [/(?<=\d) ?(?:h|hrs?)\b/g, ' hours'],
  [/(?<=\d) ?mins?\b/g, ' minutes'],
  [/(?<=\d) ?ms\b/g, ' milliseconds'],
];

/** Counts that stand before something; the rest may be numbers to dial. */
export const englishCounts: readonly SpeechRule[] = [
  [/(?<![\d.A-Za-z])([1-9]\d{4,11})(?= [a-z]{2,12}s\b)/g, (_, n = '') => englishNumber(Number(n))],
  [/(?<![\d.])(\d{1,12}\.\d{1,12})(?!\d)/g, (_, n = '') => englishDecimal(n)],
];
