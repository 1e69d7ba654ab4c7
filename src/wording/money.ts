import type { Language } from '../ports/language';
import type { Wording } from '../ports/wording';
import { chineseNumber } from './chinese-number';

const yuanDigits = (fen: number): string => {
  const sign = fen < 0 ? '-' : '';
  const positive = Math.abs(fen);
  return sign + (positive % 100 === 0 ? String(positive / 100) : (positive / 100).toFixed(2));
};

/** Money to read: `6元`, `6.50元`, `6 yuan`. @param fen integer fen */
export const moneyText = (fen: number, language: Language): string =>
  language === 'en' ? `${yuanDigits(fen)} yuan` : `${yuanDigits(fen)}元`;

/** Money as people say it in Chinese text: `6块`, `6块5`. @param fen integer fen */
export function moneyColloquial(fen: number): string {
  const [whole = '0', fraction = ''] = yuanDigits(fen).split('.');
  const rest = fraction.replace(/0$/, '');
  return `${whole}块${rest}`;
}

/** Money in words, as it is heard: `六元五角`; `2.20元` is `两元两角`, `0.29元` `两角九分`. @param fen integer fen */
export function moneySpoken(fen: number): string {
  const positive = Math.abs(fen);
  const [yuan, jiao, rest] = [Math.floor(positive / 100), Math.floor(positive / 10) % 10, positive % 10];
  const count = (value: number): string => (value === 2 ? '两' : chineseNumber(value));
  const words =
    (yuan > 0 || positive === 0 ? `${count(yuan)}元` : '') +
    (jiao > 0 ? `${count(jiao)}角` : yuan > 0 && rest > 0 ? '零' : '') +
    (rest > 0 ? `${positive === 2 ? '两' : chineseNumber(rest)}分` : '');
  return (fen < 0 ? '负' : '') + words;
}

/** Money in both forms. @param fen integer fen */
export function sayMoney(fen: number, language: Language): Wording {
  const text = moneyText(fen, language);
  const words = moneySpoken(fen);
  const heard =
    language === 'zh-Hant'
      ? words.replace(/两/g, '兩').replace(/万/g, '萬').replace(/亿/g, '億').replace(/负/g, '負')
      : words;
  return { text, speak: language === 'en' ? text : heard };
}
