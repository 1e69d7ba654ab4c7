import { z } from 'zod';
import { loadData } from '../complaints/load-data';
import type { Localized } from '../ports/language';
import { type Dimension, type Measure, measures } from './figures';
import { dimensionsOfMeasure } from './measure-rules';

const text = z.string().trim().min(2);
const localized = z.strictObject({ 'zh-Hans': text, 'zh-Hant': text, en: text });
const words = z.strictObject({
  unit: z.enum(['share', 'per_10000', 'count', 'ms', 'fen']),
  good: z.enum(['more', 'less', 'neither']),
  names: localized,
  definition: localized,
});
const file = z.strictObject({ measures: z.record(z.enum(measures), words) });

/** A measure as people read it. */
export interface MeasureWords {
  readonly measure: Measure;
  readonly names: Localized;
  /** One written definition with its denominator. */
  readonly definition: Localized;
  readonly unit: 'share' | 'per_10000' | 'count' | 'ms' | 'fen';
  /** Whether more is better, worse, or neither. */
  readonly good: 'more' | 'less' | 'neither';
  /** What it can be told by. */
  readonly by: readonly Dimension[];
}

/**
 * nlp-models/figures/measures.yaml, in the order of the measures.
 * @param dir nlp-models/figures
 * @throws DataFileError when the file is missing or wrong, or a measure has no words
 */
export function loadMeasures(dir: string): readonly MeasureWords[] {
  const read = loadData(dir, 'measures.yaml', file);
  return measures.map((measure) => ({ measure, ...read.measures[measure], by: dimensionsOfMeasure(measure) }));
}
