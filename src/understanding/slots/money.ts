import { englishNumberSource, numberSource, parseNumber } from './numbers';
import { anyNumber, sign, signsOf } from './signs';

const yuan = new RegExp(
  `(?<![\\d.])(${numberSource})(?:多|来|几)?(?:块多|块钱|元钱|块|元|圆|rmb|¥|yuan|蚊|刀|美元|港币|港元)(半|[一二三四五六七八九\\d]毛?(?![\\d\\u4e00-\\u9fff]|个|天|月|年|号|次)|[一二三四五六七八九\\d]角)?`,
  'g',
);
const jiao = new RegExp(`(?<![\\d.块元])(${numberSource})(?:毛钱|毛|角)(?!度|落|色)`, 'g');
const signed = /[¥￥$]\s?(\d{1,7}(?:,\d{3}){0,2}(?:\.\d{1,2})?)/g;
const english = new RegExp(
  `(?<![a-z\\d.])(${englishNumberSource})\\s(?:yuan|rmb|dollars?|bucks?|kuai|hkd|usd)(?![a-z])`,
  'g',
);
const bare = new RegExp(
  `(?:扣了?我?|收了?我?|多了|多收了?|花了|充了|退我?|欠了?费?|付了|交了|存了)(${numberSource})(?![\\d.]|个|天|月|年|号|次|遍|回|兆|m|g|分钟|条|张|项|笔|小时|年|人|家|点)`,
  'g',
);
const mostFen = 100_000_000;

/** Amounts of money in fen, in the order they are named, each once. */
export function amountsOf(text: string, signs = signsOf(text)): number[] {
  if ((signs & (anyNumber | sign.latin)) === 0) return [];
  const found: { at: number; end: number; fen: number }[] = [];
  const put = (at: number, end: number, value: number | undefined): void => {
    if (value === undefined || value <= 0 || found.some((other) => at < other.end && end > other.at)) return;
    const fen = Math.round(value * 100);
    if (fen > 0 && fen <= mostFen) found.push({ at, end, fen });
  };
  const has = (kinds: number): boolean => (signs & kinds) !== 0;
  for (const match of has(anyNumber) && has(sign.yuan | sign.latin) ? text.matchAll(yuan) : []) {
    if (!match[1]) continue;
    const base = parseNumber(match[1]);
    put(match.index, match.index + match[0].length, base === undefined ? undefined : base + tenths(match[2]));
  }
  for (const match of has(sign.currency) ? text.matchAll(signed) : [])
    put(match.index, match.index + match[0].length, parseNumber(match[1] ?? ''));
  for (const match of has(sign.latin) ? text.matchAll(english) : [])
    put(match.index, match.index + match[0].length, parseNumber(match[1] ?? ''));
  for (const match of has(sign.jiao) ? text.matchAll(jiao) : [])
    put(match.index, match.index + match[0].length, (parseNumber(match[1] ?? '') ?? 0) / 10);
  for (const match of has(anyNumber) && has(sign.paid) ? text.matchAll(bare) : [])
    put(match.index, match.index + match[0].length, parseNumber(match[1] ?? ''));
  return [...new Set(found.sort((a, b) => a.at - b.at).map(({ fen }) => fen))];
}

/** 六块五 is 6.50, 六块半 as well. */
function tenths(tail: string | undefined): number {
  if (!tail) return 0;
  if (tail === '半') return 0.5;
  return (parseNumber(tail.replace(/[毛角]$/, '')) ?? 0) / 10;
}
