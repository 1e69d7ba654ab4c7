import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const lines = z.array(z.string().min(1)).min(1);
const schema = z.strictObject({
  complaints: z.array(z.strictObject({ type: z.string(), say: lines })).min(1),
  outage: lines,
  places: lines,
  answers: z.array(z.strictObject({ asks: z.string(), say: z.string() })),
  questions: lines,
  unclear: lines,
  person: z.string(),
  chatWithPerson: lines,
  answersOfPeople: lines,
  decisions: lines,
  questionsOfHandlers: lines,
  answersToHandlers: lines,
  solved: z.string(),
  unsolved: z.string(),
  unsolvedWords: lines,
  scores: z.strictObject({ satisfied: z.string(), neutral: z.string(), unsatisfied: z.string() }),
  surveyWords: lines,
  withdraw: z.string(),
  reopen: z.string(),
  reopenWhy: z.string(),
});

/** What people of the simulation say. */
export type Stories = z.infer<typeof schema>;

export const loadStories = (): Stories => schema.parse(parse(readFileSync(join(__dirname, 'stories.yaml'), 'utf8')));
