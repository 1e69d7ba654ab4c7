import { z } from 'zod';
import { complaintStatuses, complaintTypes, outcomes } from './complaint';
import { hoursSchema, lifeShape, remedySchema } from './life-schema';
import { nameSchema, templateSchema } from './template';

const id = z.string().regex(/^[a-z][a-z0-9_]*$/);
const day = z.iso.date();
const words = z.array(z.string().min(1)).min(1);

/** The keys of `ComplaintSlots`, so that data cannot name a slot that does not exist. */
export const slotNames = [
  ...(['when', 'date', 'place', 'staff', 'item', 'amountFen', 'billMonth'] as const),
  ...(['service', 'since', 'frequency', 'tried', 'earlierNumber', 'promised'] as const),
] as const;
const slotName = z.enum(slotNames);

/** A choice shown with a question: the button's title is also what counts as said. */
const choices = z.array(nameSchema).max(6).default([]);

const subType = z.strictObject({
  id,
  names: nameSchema,
  /** Words that tell this sub-type: Simplified or Latin, lower case; `a..b` is a followed closely by b. */
  words,
  /** Things it is usually about, by item id: speaks a little for it when no word decides. */
  items: z.array(id).default([]),
  /** Department that acts, where it is not the type's own. */
  owner: id.optional(),
  apology: z.strictObject({ calm: templateSchema, angry: templateSchema }),
});

const slot = z.strictObject({
  slot: slotName,
  question: templateSchema,
  /** May be skipped; asked at most once. */
  optional: z.boolean().default(false),
  /** Other slots that answer it as well. */
  filled_by: z.array(slotName).default([]),
  choices,
  /** Asked only for these sub-types. */
  only: z.array(id).optional(),
  /** Not asked for these sub-types. */
  not_for: z.array(id).default([]),
});

/** One file a type: nlp-models/complaints/<type>.yaml. */
export const typeSchema = z.strictObject({
  id: z.enum(complaintTypes),
  names: nameSchema,
  /** The grievance in the customer's terms, to say back: "how our people treated you". */
  grievance: nameSchema,
  /** One line to choose by when the type is unsure. */
  choice: nameSchema,
  owner: id,
  apology: z.strictObject({ calm: templateSchema, angry: templateSchema }),
  sub_types: z.array(subType).min(1),
  slots: z.array(slot).min(1),
  /** What customers usually want, likeliest first; order of the buttons. */
  outcomes: z.array(z.enum(outcomes)).min(1),
  /** Proposed to the agent, who decides; the bot promises none of them. */
  remedies: z.array(id).min(1),
});
export type TypeData = z.infer<typeof typeSchema>;
export type SubTypeData = TypeData['sub_types'][number];
export type SlotData = TypeData['slots'][number];

/** nlp-models/complaints/standard.yaml: the service standard and what all types share. */
export const standardSchema = z.strictObject({
  reviewed: day,
  review_by: day,
  first_reply_hours: hoursSchema,
  resolve_hours: hoursSchema,
  line_fault: z.strictObject({
    sub_types: z.array(id).min(1),
    town_hours: z.number().positive(),
    country_hours: z.number().positive(),
    country_words: z.array(z.string().min(1)).min(1),
  }),
  ...lifeShape,
  repeat: z.strictObject({
    days: z.number().int().positive(),
    raised_from: z.number().int().positive(),
    urgent_from: z.number().int().positive(),
  }),
  raised_anger: z.number().int().min(1).max(3),
  urgent_threats: z.array(z.enum(['regulator', 'press', 'leave', 'legal'])),
  appeal: z.strictObject({
    fee_months: z.number().int().positive(),
    other_months: z.number().int().positive(),
    wording: templateSchema,
  }),
  owners: z.record(id, nameSchema),
  items: z.record(id, z.strictObject({ names: nameSchema, words })),
  slots: z.record(slotName, nameSchema),
  frequency: z.strictObject({ always: nameSchema, sometimes: nameSchema }),
  questions: z.strictObject({
    story: templateSchema,
    phone: templateSchema,
    outcome: templateSchema,
    contact: templateSchema,
    type: templateSchema,
    two: templateSchema,
  }),
  contact_choices: choices,
  outcomes: z.record(z.enum(outcomes), z.strictObject({ names: nameSchema, words })),
  remedies: z.record(id, remedySchema),
});
export type StandardData = z.infer<typeof standardSchema>;

/** nlp-models/complaints/status.yaml: what the customer hears when asking how it stands. */
export const statusSchema = z.strictObject({
  names: z.record(z.enum(complaintStatuses), nameSchema),
  stages: z.record(z.enum(complaintStatuses), templateSchema),
  overdue: templateSchema,
  late: templateSchema,
});
export type StatusData = z.infer<typeof statusSchema>;
