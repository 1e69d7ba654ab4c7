import { z } from 'zod';
import { type ComplaintType, complaintTypes } from '../complaints/complaint';
import { nameSchema } from '../complaints/template';
import { loadData } from '../data-files/load-data';

const code = z.string().regex(/^[a-z][a-z0-9_]*$/);
const day = z.iso.date();
const minutes = z.number().int().positive();
const type = z.enum(complaintTypes);
const subTypes = z.array(code).min(1);

const rule = z.strictObject({
  rule: code,
  names: nameSchema,
  type,
  sub_types: subTypes,
  where: z.enum(['same_area', 'everywhere']),
  window_minutes: minutes,
  /** Different customers, not complaints. */
  customers: z.number().int().min(2),
  /** Coded root causes it usually has, the likeliest first. */
  causes: z.array(code).min(1),
});
const file = z.strictObject({
  reviewed: day,
  review_by: day,
  rules: z.array(rule).min(1),
  suggestion_hours: z.number().positive(),
  remind_minutes_before: minutes,
  remind_without_time_minutes: minutes,
  keep_days: z.number().int().positive(),
  questions: z.record(z.string(), z.strictObject({ type, sub_types: subTypes })),
});

/** When complaints look like one trouble of many (nlp-models/complaints/known-problems.yaml). */
export type ProblemRules = z.infer<typeof file>;
export type ProblemRule = z.infer<typeof rule>;

/** The causes troubles of that kind usually have: of every rule it may come from, the likeliest of the first one first. */
export function likelyCauses(
  { rules }: Pick<ProblemRules, 'rules'>,
  { type, subTypes }: { readonly type: ComplaintType; readonly subTypes: readonly string[] },
): readonly string[] {
  const its = rules.filter(
    (one) => one.type === type && (subTypes.length === 0 || one.sub_types.some((id) => subTypes.includes(id))),
  );
  return [...new Set(its.flatMap(({ causes }) => causes))];
}

/** @throws DataFileError when the file is missing or wrong */
export const loadProblemRules = (dir: string): ProblemRules => loadData(dir, 'known-problems.yaml', file);

/** What a calm question may be about. */
export function askedAbout(
  { questions }: Pick<ProblemRules, 'questions'>,
  intent: string,
): { readonly type: ComplaintType; readonly subTypes: readonly string[] } | undefined {
  const found = Object.hasOwn(questions, intent) ? questions[intent] : undefined;
  return found && { type: found.type, subTypes: found.sub_types };
}
