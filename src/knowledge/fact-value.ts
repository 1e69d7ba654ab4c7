/**
 * A value a facts function puts into a wording. Language-free: how it is written is the renderer's and the data files'
 * business.
 */
export type FactValue =
  | { readonly kind: 'money'; readonly fen: number }
  | { readonly kind: 'volume'; readonly mb: number }
  /** `YYYY-MM` */
  | { readonly kind: 'month'; readonly month: string }
  /** Epoch ms, shown as a day. */
  | { readonly kind: 'day'; readonly at: number }
  | { readonly kind: 'number'; readonly value: number }
  /** A name as the business system or the catalogue has it. */
  | { readonly kind: 'name'; readonly zh: string; readonly en: string }
  /** A word of `phrases.yaml`. */
  | { readonly kind: 'phrase'; readonly id: string }
  /** Rows, each written with the line template of that name in `phrases.yaml`. */
  | { readonly kind: 'lines'; readonly line: string; readonly rows: readonly FactValues[] }
  /** Values one after another: 来电显示、漏话提醒. */
  | { readonly kind: 'list'; readonly values: readonly FactValue[] };

export type FactValues = Readonly<Record<string, FactValue>>;

export const money = (fen: number): FactValue => ({ kind: 'money', fen });
export const volume = (mb: number): FactValue => ({ kind: 'volume', mb });
export const month = (value: string): FactValue => ({ kind: 'month', month: value });
export const day = (at: number): FactValue => ({ kind: 'day', at });
export const number = (value: number): FactValue => ({ kind: 'number', value });
export const phrase = (id: string): FactValue => ({ kind: 'phrase', id });
export const lines = (line: string, rows: readonly FactValues[]): FactValue => ({ kind: 'lines', line, rows });
export const list = (values: readonly FactValue[]): FactValue => ({ kind: 'list', values });
/** @param named a plan, service, pack or bill item */
export const name = (named: { readonly name: string; readonly nameEn: string }): FactValue => ({
  kind: 'name',
  zh: named.name,
  en: named.nameEn,
});
