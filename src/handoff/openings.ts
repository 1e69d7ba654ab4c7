import { z } from 'zod';
import { complaintTypes } from '../complaints/complaint';
import { nameSchema, templateSchema } from '../complaints/template';
import { loadData } from '../data-files/load-data';
import type { Localized } from '../ports/language';
import { handoffReasons } from './handoff';

const openingNames = [
  'complaint_calm',
  'complaint_angry',
  'complaint_repeat',
  'question',
  'unknown',
  'over_65',
] as const;
export type OpeningName = (typeof openingNames)[number];

/** nlp-models/handoff/openings.yaml: what the agent reads first and can say first. */
export const openingsSchema = z.strictObject({
  reasons: z.record(z.enum(handoffReasons), nameSchema),
  topics: z.record(z.string(), nameSchema),
  matters: z.record(z.enum(complaintTypes), templateSchema),
  summaries: z.strictObject({ complaint: templateSchema, question: templateSchema }),
  openings: z.record(z.enum(openingNames), templateSchema),
});

/** nlp-models/handoff/topics.yaml: intent → what people call it. */
export const topicNamesSchema = z.record(z.string(), nameSchema);

export type Openings = z.infer<typeof openingsSchema> & {
  readonly intents: ReadonlyMap<string, Localized>;
};

/** @throws DataFileError when the file is missing or wrong */
export const loadOpenings = (dir: string): Openings => ({
  ...loadData(dir, 'openings.yaml', openingsSchema),
  intents: new Map(Object.entries(loadData(dir, 'topics.yaml', topicNamesSchema))),
});
