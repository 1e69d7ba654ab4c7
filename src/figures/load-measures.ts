import { z } from 'zod';
import { loadData } from '../data-files/load-data';
import { type MeasureWords, measures } from './figures';
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

/**
 * nlp-models/figures/measures.yaml, in the order of the measures.
 * @param dir nlp-models/figures
 * @throws DataFileError when the file is missing or wrong, or a measure has no words
 */
export function loadMeasures(dir: string): readonly MeasureWords[] {
  const read = loadData(dir, 'measures.yaml', file);
  return measures.map((measure) => ({ measure, ...read.measures[measure], by: dimensionsOfMeasure(measure) }));
}
