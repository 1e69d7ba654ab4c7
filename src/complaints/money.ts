import type { Language } from '../ports/language';
import type { Wording } from '../ports/wording';

const digits = [...'零一二三四五六七八九'];

/**
 * An amount as customers see and hear it: `6.5元` / `六元五角`, `6.50 yuan` / `6 yuan 50`.
 * @param fen whole fen, zero or more
 */
export function sayMoney(fen: number, language: Language): Wording {
  const yuan = Math.floor(fen / 100);
  const rest = fen % 100;
  const decimals = `${rest}`.padStart(2, '0');
  if (language === 'en') {
    const amount = rest === 0 ? `${yuan}` : `${yuan}.${decimals}`;
    return { text: `${amount} yuan`, speak: rest === 0 ? `${yuan} yuan` : `${yuan} yuan and ${rest} fen` };
  }
  const jiao = Math.floor(rest / 10);
  const parts = [
    yuan > 0 || rest === 0 ? `${chineseNumber(yuan)}元` : '',
    jiao > 0 ? `${digits[jiao]}角` : '',
    rest % 10 > 0 ? `${yuan > 0 && jiao === 0 ? '零' : ''}${digits[rest % 10]}分` : '',
  ];
  const text = rest === 0 ? `${yuan}` : `${yuan}.${decimals.replace(/0$/, '')}`;
  return { text: `${text}元`, speak: parts.join('') };
}

/** @param value whole number 0–999,999,999 in words: 305 三百零五, 12 十二, 2 两百 in hundreds */
export function chineseNumber(value: number): string {
  if (value === 0) return '零';
  const myriads = Math.floor(value / 10_000);
  const low = value % 10_000;
  const head = myriads > 0 ? `${myriads === 2 ? '两' : chineseNumber(myriads)}万` : '';
  if (low === 0) return head;
  return `${head}${myriads > 0 && low < 1000 ? '零' : ''}${belowTenThousand(low, myriads === 0)}`;
}

function belowTenThousand(value: number, first: boolean): string {
  const units = ['', '十', '百', '千'];
  let spoken = '';
  let gap = false;
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit === 0) {
      gap = spoken !== '';
      continue;
    }
    const name =
      digit === 2 && place >= 2 ? '两' : digit === 1 && place === 1 && spoken === '' && first ? '' : digits[digit];
    spoken += `${gap ? '零' : ''}${name}${units[place]}`;
    gap = false;
  }
  return spoken;
}
