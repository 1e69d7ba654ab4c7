import type { Dimension, FiguresAnswer, FiguresFilter } from '../../../../src/figures/figures';
import type { Names } from '../../names';
import { count } from '../../state/figure-text';
import { listHash } from '../../state/filter';
import type { HeatTableProps } from './heat-table';

export interface TwoWayOf {
  readonly answer: FiguresAnswer;
  readonly by: readonly [Dimension, Dimension];
  readonly order: readonly [readonly string[], readonly string[]];
  readonly filter: FiguresFilter;
  readonly names: Pick<Names, 'of'>;
  readonly colon: string;
  readonly language: 'zh-Hans' | 'zh-Hant' | 'en';
}

/** Complaints by two dimensions as rows and columns; codes in the order given, others behind. */
export function twoWay({ answer, by, order, filter, names, colon, language }: TwoWayOf) {
  const codes = (place: 0 | 1) => {
    const found = new Set(answer.rows.map(({ key }) => key[place] ?? ''));
    return [
      ...order[place].filter((code) => found.has(code)),
      ...[...found].filter((code) => !order[place].includes(code)),
    ];
  };
  const [rows, columns] = [codes(0), codes(1)];
  const cells: HeatTableProps['cells'] = answer.rows.map(({ key: [a = '', b = ''], figures }) => {
    const value = figures.complaints?.n ?? 0;
    return {
      row: rows.indexOf(a),
      column: columns.indexOf(b),
      value,
      label: `${names.of(by[0], a)} · ${names.of(by[1], b)}${colon}${count(value, language)}`,
      href: listHash({ ...filter, where: { ...filter.where, [by[0]]: [a], [by[1]]: [b] } }, 'complaints'),
    };
  });
  return { rows, columns, cells };
}
