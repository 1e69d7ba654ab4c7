import { z } from 'zod';
import { complaintTypes, severities } from './complaint';
import { callParts } from './day-part';
import { nameSchema } from './template';

const code = z.string().regex(/^[a-z][a-z0-9_]*$/);
const hours = z.number().positive();
const days = z.number().int().positive();
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time as HH:MM');
const span = z
  .strictObject({ from: clock, until: clock })
  .refine(({ from, until }) => from < until, 'from must be before until');
const spans = z
  .array(span)
  .min(1)
  .refine((list) => list.every(({ from }, index) => from >= (list[index - 1]?.until ?? '')), {
    message: 'the spans of a day follow one another',
  });

/** Steps of the ladder: a note for whoever has it, or the level it climbs to. */
export const ladderSteps = ['agent', 'team_lead', 'manager'] as const;
export type LadderStep = (typeof ladderSteps)[number];
const to = z.enum(ladderSteps);
const shares = z.array(z.strictObject({ percent: z.number().int().min(1).max(100), to })).min(1);

/** Hours a clock has, for all types and for some of their own. */
export const hoursSchema = z.strictObject({
  standard: hours,
  by_type: z.partialRecord(z.enum(complaintTypes), hours),
});
export type HoursData = z.infer<typeof hoursSchema>;

/** Part of nlp-models/complaints/standard.yaml: clocks, ladder and follow-up of a complaint under way. */
export const lifeShape = {
  /** What an assessment asks for; the promise stands where it is earlier. */
  severity: z.record(
    z.enum(severities),
    z.strictObject({
      first_reply_hours: hoursSchema.optional(),
      resolve_hours: hoursSchema.optional(),
    }),
  ),
  work_hours: spans,
  /** Sub-types whose clocks run day and night. */
  around_the_clock: z.array(code),
  ladder: z.strictObject({
    first_reply: shares,
    resolve: shares,
    law: z.array(z.strictObject({ day: days, to })).min(1),
  }),
  answer_days: days,
  feed_back_days: z.number().positive(),
  pause_reasons: z.record(code, z.strictObject({ names: nameSchema, max_days: days })),
  recheck: z.strictObject({
    told_within_hours: hours,
    ask_again_hours: z.array(hours).min(1),
    within_hours: hours,
    close_hours: hours,
  }),
  /** Between these times customers hear from us unasked. */
  awake: span,
  call_backs: z
    .strictObject({ days: z.array(z.number().int().min(0).max(6)).min(1), from: clock, until: clock })
    .refine(({ from, until }) => from < until, 'from must be before until')
    .refine((span) => callParts(span).length > 1, {
      message: 'must reach into two parts of the day (before 12:00, until 18:00, after): closing needs a call in each',
    }),
  greeting: z.strictObject({ after_days: days, at: clock }),
  remedy_decision_hours: hours,
};

/** One remedy. Limits are fen an agent may give alone. */
export const remedySchema = z.strictObject({
  names: nameSchema,
  limit_fen: z.number().int().nonnegative().optional(),
  /** Where a severity has another limit. */
  severity_limit_fen: z.partialRecord(z.enum(severities), z.number().int().nonnegative()).optional(),
  /** Proposed from this severity on; absent: always. */
  proposed_from: z.enum(severities).optional(),
  /** Money for the customer's account. */
  paid: z.boolean().default(false),
  /** A thing: its worth counts against the limit, and as cost once it is given. */
  gift: z.boolean().default(false),
  /** What such a gift is always worth, in fen; absent: whoever gives it says. */
  worth_fen: z.number().int().positive().optional(),
});
