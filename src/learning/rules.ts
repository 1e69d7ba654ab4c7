import { z } from 'zod';
import { loadData } from '../data-files/load-data';
import { measures } from '../figures/figures';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day, YYYY-MM-DD');
const count = z.int().positive();

/** nlp-models/learning/learning.yaml */
export const learningRulesSchema = z.strictObject({
  reviewed: day,
  review_by: day,
  did_it_stop: z.strictObject({
    days: count,
    least_days: count,
    settle_days: z.int().min(0),
    confidence: z.number().min(0.5).max(0.999),
  }),
  causes: z.strictObject({ weeks: count.max(26) }),
  digest: z.strictObject({
    weekday: z.int().min(1).max(7),
    at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time, HH:MM'),
    numbers: count.max(100),
    omissions: count.max(10_000),
    done_weeks: z.int().min(0).max(52),
    measures: z.array(z.enum(measures)).min(1),
  }),
  drafts: z.strictObject({
    wait_hours: z.number().positive(),
    least_question: count,
    least_answer: count,
    longest_answer: count.max(4_000),
    keep_days: count,
  }),
});
export type LearningRules = z.infer<typeof learningRulesSchema>;

/** @param dir path of nlp-models/learning @throws DataFileError naming the file and what is wrong in it */
export const loadLearningRules = (dir: string): LearningRules => loadData(dir, 'learning.yaml', learningRulesSchema);
