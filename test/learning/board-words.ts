import type { DigestNames } from '../../src/learning/digest-letter';
import { catalogue, rules, wrapUp } from './learning-of';

/** Names as the board has them; the measures are called by their codes. */
export const names: DigestNames = {
  measures: rules.digest.measures.map((measure) => ({
    measure,
    names: { 'zh-Hans': `指标${measure}`, 'zh-Hant': `指標${measure}`, en: `Measure ${measure}` },
    definition: { 'zh-Hans': '定义', 'zh-Hant': '定義', en: 'Definition' },
    good: 'neither',
    by: ['team'],
    unit: measure === 'resolve_time' ? 'ms' : measure === 'remedy_cost' ? 'fen' : 'share',
  })),
  names: {
    cause: Object.assign({}, ...Object.values(wrapUp.causes).map(({ causes }) => causes)),
    team: catalogue.standard.owners,
  },
};
