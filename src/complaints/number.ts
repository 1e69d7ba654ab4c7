import type { Language } from '../ports/language';

/**
 * Complaint numbers people can read aloud: `C` + day + serial of the day + check digit, `C20261121-0042-7`.
 * The check digit is Damm's: it catches every single wrong digit and every swap of neighbours, which are the two
 * mistakes people make when they copy a number from an SMS or hear it on the phone.
 */
const damm: readonly (readonly number[])[] = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/** Any start keeps Damm's two promises; this one gives the product's example its check digit. */
const start = 2;

/** 8 digits of the day, 4–9 of the serial, 1 check digit. */
const shortest = 13;
const longest = 18;
/** Longer texts hold no number worth looking for; also bounds the work on hostile input (S8). */
const textLimit = 5_000;

/** Digits as they are written or said; 洞 幺 两 拐 勾 are how the hotline says 0 1 2 7 9. */
const spokenDigits = new Map<string, string>(
  [
    ['0', '零〇○洞'],
    ['1', '一幺壹'],
    ['2', '二两兩贰貳'],
    ['3', '三叁參'],
    ['4', '四肆'],
    ['5', '五伍'],
    ['6', '六陆陸'],
    ['7', '七柒拐'],
    ['8', '八捌'],
    ['9', '九玖勾'],
  ].flatMap(([digit = '', characters = '']) =>
    [...characters].map((character): [string, string] => [character, digit]),
  ),
);
const englishDigits = new Map(
  ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'].map((word, digit) => [
    word,
    `${digit}`,
  ]),
);

/**
 * @param day `YYYYMMDD` in Asia/Shanghai
 * @param serial 1 for the first complaint of the day; up to nine digits
 * @returns the canonical form, for example `C20261121-0042-7`
 * @throws RangeError when the day is no calendar day or the serial is out of range: a fault of the caller
 */
export function formatComplaintNumber(day: string, serial: number): string {
  if (!isDay(day)) throw new RangeError(`Complaint day must be a calendar day as YYYYMMDD, got "${day.slice(0, 20)}".`);
  if (!Number.isInteger(serial) || serial < 1 || serial > 999_999_999) {
    throw new RangeError(`Complaint serial must be a whole number from 1 to 999999999, got ${serial}.`);
  }
  const padded = `${serial}`.padStart(4, '0');
  return `C${day}-${padded}-${interim(day + padded)}`;
}

/**
 * Reads a number from whatever form it was typed or said in: any case, spaces, full-width digits, missing dashes or
 * letter, Chinese or English digits one by one.
 * @returns the canonical form; `undefined` when the text is anything else or its check digit is wrong
 */
export function parseComplaintNumber(text: string): string | undefined {
  if (text.length > 200) return undefined;
  const match = /^C?([\d -]{13,90})$/.exec(
    plain(text)
      .replace(/[,.:;、。]/g, ' ')
      .trim(),
  );
  return match?.[1] === undefined ? undefined : canonical(match[1].replace(/[ -]/g, ''));
}

/** Every valid complaint number inside a sentence, canonical, in order, each once. */
export function findComplaintNumbers(text: string): readonly string[] {
  const found = new Set<string>();
  for (const run of plain(text.slice(0, textLimit)).matchAll(/\d(?:[ -]{0,3}\d){12,40}/g)) {
    const number = firstIn(run[0]);
    if (number !== undefined) found.add(number);
  }
  return [...found];
}

/**
 * @param number canonical form; also the number of a request for own data, `D20261122-01`
 * @returns the number for the ear: digit by digit in groups, for example `C，二零二六，幺幺二幺，零零四二，七`
 */
export function speakComplaintNumber(number: string, language: Language): string {
  const [day = '', serial = '', check = ''] = number.replace(/^[CD]/, '').split('-');
  const groups = [day.slice(0, 4), day.slice(4), serial, check].filter((group) => group !== '');
  const say = digitNames[language];
  const between = language === 'en' ? ' ' : '';
  const pause = language === 'en' ? ', ' : '，';
  return [
    number.startsWith('D') ? 'D' : 'C',
    ...groups.map((group) => [...group].map((digit) => say[Number(digit)] ?? '').join(between)),
  ].join(pause);
}

/** The mainland hotline says 幺 for 1, so that it is not heard as 七. */
const digitNames: Record<Language, readonly string[]> = {
  'zh-Hans': [...'零幺二三四五六七八九'],
  'zh-Hant': [...'零一二三四五六七八九'],
  en: [...englishDigits.keys()],
};

/** One alphabet for everything people write: ASCII digits, `-`, single case. */
function plain(text: string): string {
  const folded = text
    .normalize('NFKC')
    .replace(/\p{Pd}|－|横杠|橫槓|杠|\bdash\b|\bhyphen\b/giu, '-')
    .replace(
      /[A-Za-z]+/g,
      (word) => englishDigits.get(word.toLowerCase()) ?? (/^oh?$/i.test(word) ? '0' : word.toUpperCase()),
    )
    .replace(/\s+/g, ' ');
  return [...folded].map((character) => spokenDigits.get(character) ?? character).join('');
}

/** A run of digits may go on with a phone number: prefer the ending that falls where the customer left a gap. */
function firstIn(run: string): string | undefined {
  let digits = '';
  let fallback: string | undefined;
  for (let index = 0; index < run.length && digits.length <= longest; index++) {
    const character = run[index] ?? '';
    if (character < '0' || character > '9') continue;
    digits += character;
    if (digits.length < shortest) continue;
    const next = run[index + 1];
    if (next !== undefined && next >= '0' && next <= '9') continue;
    fallback ??= canonical(digits);
  }
  return fallback;
}

function canonical(digits: string): string | undefined {
  if (digits.length < shortest || digits.length > longest || interim(digits) !== 0) return undefined;
  const day = digits.slice(0, 8);
  const serial = digits.slice(8, -1);
  // A longer serial never starts with 0 and no serial is 0: one complaint has one number only.
  if (!isDay(day) || (serial.length > 4 && serial.startsWith('0')) || Number(serial) === 0) return undefined;
  return `C${day}-${serial}-${digits.slice(-1)}`;
}

const interim = (digits: string): number =>
  [...digits].reduce((state, digit) => damm[state]?.[Number(digit)] ?? 0, start);

function isDay(day: string): boolean {
  if (!/^20\d{6}$/.test(day)) return false;
  const iso = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
  const at = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(iso);
}
