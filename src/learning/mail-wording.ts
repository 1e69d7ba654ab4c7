import { z } from 'zod';
import { nameSchema, templateSchema } from '../complaints/template';
import { loadData } from '../data-files/load-data';

const keyed = <Key extends string, Of extends z.ZodType>(keys: readonly Key[], of: Of) =>
  z.strictObject(Object.fromEntries(keys.map((key) => [key, of])) as Record<Key, Of>);

/** Lines of the letter, and what each may speak of. */
export const letterLines = {
  subject: ['owner', 'week', 'count', 'omissions'],
  title: ['owner', 'from', 'until', 'week'],
  complaints: ['count'],
  omissions: ['count'],
  no_omissions: [],
  omission: ['number', 'mark', 'due'],
  omissions_more: ['count'],
  figures: [],
  figure: ['name', 'now', 'before'],
  causes: [],
  no_causes: [],
  cause: ['cause', 'count', 'before', 'numbers'],
  actions: ['open', 'overdue'],
  action: ['cause', 'due'],
  action_overdue: ['cause', 'due'],
  action_done: ['cause', 'done', 'days', 'before', 'after', 'verdict'],
  link: ['link'],
  footer: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type LetterLine = keyof typeof letterLines;

export const units = ['share', 'per_10000', 'count', 'ms', 'fen'] as const;
/** What a value in each unit has to say: a rate or a median nothing without its base. */
export const unitSays = {
  share: ['value', 'n', 'of'],
  per_10000: ['value', 'n', 'of'],
  count: ['value'],
  ms: ['value', 'of'],
  fen: ['value', 'of'],
} as const satisfies Readonly<Record<(typeof units)[number], readonly string[]>>;

/** nlp-models/learning/mail.yaml */
export const mailWordingSchema = z.strictObject({
  letter: keyed(Object.keys(letterLines) as LetterLine[], templateSchema),
  marks: keyed(['recorded', 'handled', 'rechecked', 'fedBack'], nameSchema),
  verdicts: keyed(['stopped', 'less', 'same', 'more', 'too_early'], nameSchema),
  units: keyed([...units, 'none'], templateSchema),
  columns: keyed(['part', 'what', 'now', 'before', 'unit', 'due', 'who', 'note'], nameSchema),
  parts: keyed(['figure', 'cause', 'action', 'omission'], nameSchema),
  unit_names: keyed([...units], nameSchema),
});
export type MailWording = z.infer<typeof mailWordingSchema>;

/** @param dir path of nlp-models/learning @throws DataFileError naming the file and what is wrong in it */
export const loadMailWording = (dir: string): MailWording => loadData(dir, 'mail.yaml', mailWordingSchema);
