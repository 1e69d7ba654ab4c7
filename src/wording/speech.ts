import type { Language } from '../ports/language';
import { chineseDecimal, chineseNumber, digitByDigit } from './chinese-number';
import { moneySpoken } from './money';

const fenOf = (digits: string): number => Math.round(Number(digits) * 100);

/**
 * The spoken form of a written text, where the data file gives none: money in words, short codes and phone numbers
 * digit by digit, a masked phone by its last four digits, lists as sentences, no links. Short bounded patterns only (S8).
 */
export function speechOf(text: string, language: Language): string {
  const plain = text
    .replace(/https?:\/\/[^\s，。）)]{1,200}/g, language === 'en' ? 'our website' : '官网')
    .replace(/\n· /g, language === 'en' ? '; ' : '；')
    .replace(/[：:]；/g, language === 'en' ? ': ' : '：')
    .replace(/\n+/g, ' ')
    .trim();
  return language === 'en' ? english(plain) : chinese(plain, language === 'zh-Hant');
}

const english = (text: string): string =>
  text
    .replace(/\d{3}\*{4}(\d{4})/g, (_, tail: string) => `ending in ${[...tail].join(' ')}`)
    .replace(/(?<![\d.])\d{5,15}(?!\.?\d)/g, (digits) => [...digits].join(' '));

function chinese(text: string, traditional: boolean): string {
  const spoken = text
    .replace(/\d{3}\*{4}(\d{4})/g, (_, tail: string) => `尾号${digitByDigit(tail)}`)
    .replace(/(?<![\d.])(-?\d{1,9}(?:\.\d{1,2})?)元/g, (_, digits: string) => moneySpoken(fenOf(digits)))
    .replace(/(?<![\d.])(\d{4})年/g, (_, year: string) => `${digitByDigit(year)}年`)
    .replace(/(?<![\d.])\d{5,20}(?!\.?\d)/g, digitByDigit)
    // Emergency numbers are called, not counted: 110、119, but 120天.
    .replace(/(?<![\d.])(?:110|119|120)(?=[、，。；报報]|$)/g, digitByDigit)
    .replace(/(?<![\d.A-Za-z])0\d{1,3}(?!\.?\d)/g, digitByDigit)
    .replace(/(?<![\d.])(\d{1,4}(?:\.\d{1,3})?)MB/g, (_, n: string) => `${chineseDecimal(n)}兆`)
    .replace(/(?<![\d.])(\d{1,4}(?:\.\d{1,3})?)GB/g, (_, n: string) => `${chineseDecimal(n)}G`)
    .replace(/(?<![\d.A-Za-z])(\d{1,4}\.\d{1,3})(?!\.?\d)/g, (_, n: string) => chineseDecimal(n))
    .replace(/(?<![\d.A-Za-z])(\d{1,4})(?!\.?\d|[GK])/g, (_, n: string) => chineseNumber(Number(n)));
  return traditional
    ? spoken
        .replace(/点/g, '點')
        .replace(/负/g, '負')
        .replace(/尾号/g, '尾號')
        .replace(/万/g, '萬')
        .replace(/两/g, '兩')
        .replace(/官网/g, '官網')
    : spoken;
}
