import { row, table } from '../complaints/render-table';
import type { Dimension, MeasureWords } from './figures';
import { dimensionsOf, measureRules } from './measure-rules';

const unitNames: Readonly<Record<MeasureWords['unit'], string>> = {
  share: 'share',
  per_10000: 'per 10,000',
  count: 'count',
  ms: 'time (median)',
  fen: 'money (sum)',
};
const goodNames = { more: 'more', less: 'less', neither: '' } as const;
const kinds = ['complaints', 'contacts', 'handoffs'] as const;

/** The parts of docs/figures.md that come from code and data; `npm run docs` writes them between their markers. */
export function renderFiguresDocs(all: readonly MeasureWords[]): Readonly<Record<string, string>> {
  const dimensionRows = [...new Set(kinds.flatMap((kind) => dimensionsOf[kind]))].map((dimension: Dimension) =>
    row(`\`${dimension}\``, ...kinds.map((kind) => (dimensionsOf[kind].includes(dimension) ? 'yes' : ''))),
  );
  return {
    measures: table(
      ['measure', '名称', 'name', 'unit', 'good', 'what it is'],
      all.map(({ measure, names, unit, good, definition }) =>
        row(`\`${measure}\``, names['zh-Hans'], names.en, unitNames[unit], goodNames[good], definition.en),
      ),
    ),
    definitions: table(
      ['measure', '定义', '定義'],
      all.map(({ measure, definition }) => row(`\`${measure}\``, definition['zh-Hans'], definition['zh-Hant'])),
    ),
    dimensions: table(
      ['told by', ...kinds],
      [row('(measures)', ...kinds.map((kind) => counted(all, kind))), ...dimensionRows],
    ),
  };
}

const counted = (all: readonly MeasureWords[], kind: (typeof kinds)[number]): string =>
  all
    .filter(({ measure }) => measureRules[measure].source === kind)
    .map(({ measure }) => `\`${measure}\``)
    .join(', ');
