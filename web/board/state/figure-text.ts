import type { Figure } from '../../../src/figures/figures';
import type { Language } from '../../../src/ports/language';
import { type SpanWording, spanOf } from '../../shared/spans';
import { filled } from '../../wording/wording';

export type Unit = 'share' | 'per_10000' | 'count' | 'ms' | 'fen';
export const unknown = '–';

export const count = (n: number, language: Language): string => new Intl.NumberFormat(language).format(n);
const decimal = (n: number, language: Language, digits = 1): string =>
  new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(n);

/** The figure as a number to be drawn; `undefined` where there is nothing to count it of. */
export function numberOf(figure: Figure | undefined, unit: Unit): number | undefined {
  if (!figure) return undefined;
  if (unit === 'count') return figure.n;
  if (figure.of === 0) return undefined;
  if (unit === 'share') return figure.n / figure.of;
  if (unit === 'per_10000') return (figure.n / figure.of) * 10_000;
  return figure.value;
}

export function numberText(value: number | undefined, unit: Unit, wording: SpanWording, language: Language): string {
  if (value === undefined) return unknown;
  if (unit === 'share') return `${decimal(value * 100, language)}%`;
  if (unit === 'per_10000') return decimal(value, language);
  if (unit === 'ms') return spanOf(value, wording);
  if (unit === 'fen') return `¥${decimal(value / 100, language, 2)}`;
  return count(value, language);
}

/** Short, for an axis. */
export function axisText(value: number, unit: Unit, wording: SpanWording, language: Language): string {
  if (unit === 'share') return `${decimal(value * 100, language, value !== 0 && value < 0.1 ? 1 : 0)}%`;
  if (unit === 'ms') return spanOf(value, wording).replace(/\s?0\s?\S+$/, '');
  if (unit === 'fen') return `¥${count(Math.round(value / 100), language)}`;
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
}

export interface ChangeText {
  readonly way: 'up' | 'down' | 'same';
  /** Better or worse, where more is one of them. */
  readonly tone: 'good' | 'bad' | 'plain';
  readonly text: string;
}

/** Against the span before: shares in points, everything else in per cent. */
export function changeText(
  now: number | undefined,
  before: number | undefined,
  { unit, good }: { readonly unit: Unit; readonly good: 'more' | 'less' | 'neither' },
  words: { readonly points: string; readonly percent: string; readonly same: string; readonly noBefore: string },
  language: Language,
): ChangeText {
  if (now === undefined || before === undefined) return { way: 'same', tone: 'plain', text: words.noBefore };
  const by = unit === 'share' ? (now - before) * 100 : before === 0 ? undefined : ((now - before) / before) * 100;
  if (by === undefined) return { way: 'same', tone: 'plain', text: now === 0 ? words.same : words.noBefore };
  if (Math.abs(by) < 0.05) return { way: 'same', tone: 'plain', text: words.same };
  const tone = good === 'neither' ? 'plain' : by > 0 === (good === 'more') ? 'good' : 'bad';
  const size = decimal(Math.abs(by), language, Math.abs(by) >= 100 ? 0 : 1);
  return {
    way: by > 0 ? 'up' : 'down',
    tone,
    text: filled(unit === 'share' ? words.points : words.percent, { n: size }),
  };
}
