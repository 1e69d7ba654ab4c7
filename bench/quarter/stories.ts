import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

export const languages = ['zh-Hans', 'zh-Hant', 'en'] as const;
export type Language = (typeof languages)[number];

const lines = z.array(z.string().min(1)).min(1);
const pattern = z.string().transform((source) => new RegExp(source));
const schema = z.strictObject({
  complaints: z.array(z.strictObject({ type: z.string(), say: lines })).min(1),
  outage: lines,
  places: lines,
  answers: z.array(z.strictObject({ asks: pattern, say: z.string() })),
  marks: z.strictObject({ question: pattern, digits: pattern, score: pattern, confirm: pattern }),
  confirm: z.string(),
  yes: z.string(),
  skip: z.string(),
  anonymous: z.string(),
  leaveLine: z.string(),
  join: z.strictObject({ asks: pattern, yes: z.string(), no: z.string() }),
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
  byTelephone: z.string(),
  refuseOffers: z.string(),
  refuseAll: z.string(),
  giveBack: z.string(),
});

/** What people who speak one language say in the simulation, and are told by staff. */
export type Stories = z.infer<typeof schema>;

/** The same sentence stands at the same place in every language. */
export interface Sentence {
  /** Complaints of a type, or what is said of an outage. */
  readonly of: 'outage' | { readonly type: string };
  readonly index: number;
  readonly place: number;
}

/** @throws ZodError when a file is not as it has to be */
export function loadStories(): Readonly<Record<Language, Stories>> {
  const read = (language: Language): Stories =>
    schema.parse(parse(readFileSync(join(__dirname, 'stories', `${language}.yaml`), 'utf8')));
  return { 'zh-Hans': read('zh-Hans'), 'zh-Hant': read('zh-Hant'), en: read('en') };
}

/** As somebody of that language says it. */
export function sentenceOf(stories: Stories, { of, index, place }: Sentence): string {
  const said = of === 'outage' ? stories.outage : (stories.complaints.find(({ type }) => type === of.type)?.say ?? []);
  return (said[index % said.length] ?? '').replaceAll('{place}', stories.places[place] ?? '');
}

/** Of twenty customers three write Traditional Chinese and two English; each the same language for good. */
export function languageOf(customer: number): Language {
  const one = customer % 20;
  if (one === 3 || one === 8 || one === 11) return 'zh-Hant';
  return one === 7 || one === 16 ? 'en' : 'zh-Hans';
}
