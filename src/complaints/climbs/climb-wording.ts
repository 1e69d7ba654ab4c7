import { z } from 'zod';
import { loadData } from '../../data-files/load-data';
import { seniorSteps } from '../../handoff/agent';
import { nameSchema, placeholders, templateSchema } from '../template';

const keyed = <Key extends string, Of extends z.ZodType>(keys: readonly Key[], of: Of) =>
  z.strictObject(Object.fromEntries(keys.map((key) => [key, of])) as Record<Key, Of>);

/** Lines of the letter, and what each may speak of. */
const letterLines = {
  subject: ['number', 'step', 'why'],
  title: ['number', 'step', 'type', 'owner'],
  why: ['why'],
  handler: ['handler'],
  due: ['due'],
  link: ['link'],
  footer: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ClimbLine = keyof typeof letterLines;

/** Why a complaint climbs: the kind of the timer that fired, or what else sent it up. */
export const climbReasons = ['first_reply', 'resolve', 'law', 'remedy', 'unpaid', 'again', 'person'] as const;

/** nlp-models/complaints/climbed.yaml */
export const climbWordingSchema = z.strictObject({
  letter: keyed(Object.keys(letterLines) as ClimbLine[], templateSchema),
  steps: keyed(seniorSteps, nameSchema),
  why: keyed(climbReasons, templateSchema),
});
export type ClimbWording = z.infer<typeof climbWordingSchema>;

/** @param dir path of nlp-models/complaints @throws DataFileError naming the file and what is wrong in it */
export const loadClimbWording = (dir: string): ClimbWording => loadData(dir, 'climbed.yaml', climbWordingSchema);

/** @returns names in the letter that nobody fills in */
export function lintClimbWording(dir: string): string[] {
  const { letter, why } = loadClimbWording(dir);
  return [
    ...(Object.keys(letterLines) as ClimbLine[]).flatMap((line) => {
      const known: readonly string[] = letterLines[line];
      return unknownIn(`letter.${line}`, placeholders(letter[line]), known);
    }),
    ...climbReasons.flatMap((reason) => unknownIn(`why.${reason}`, placeholders(why[reason]), ['n'])),
  ];
}

const unknownIn = (place: string, named: ReadonlySet<string>, known: readonly string[]): string[] =>
  [...named]
    .filter((name) => !known.includes(name))
    .map((name) => `climbed.yaml: ${place}: {${name}} is not known there`);
