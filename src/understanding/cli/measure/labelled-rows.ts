import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type ComplaintType, complaintTypes } from '../../../complaints/complaint';
import { labelOf } from './labels';

const grade = z.number().int().min(0).max(3);
const mood = z.strictObject({
  anger: grade.optional(),
  urgency: grade.optional(),
  threat: z.enum(['regulator', 'press', 'leave', 'legal', 'none']).optional(),
});
const types = z.array(z.enum(complaintTypes)).optional();
const also = z.array(z.string()).default([]);

const sentence = z.union([
  z.string().min(1),
  z.strictObject({ text: z.string().min(1), also, types, mood: mood.optional() }),
]);
const heldOutFile = z.strictObject({
  registers: z.record(z.string(), z.record(z.string(), z.array(sentence))),
  several: z
    .array(z.strictObject({ register: z.string(), text: z.string().min(1), intent: z.string(), also, types }))
    .default([]),
});
const line = z.object({
  text: z.string(),
  label: z.string().nullish(),
  intent: z.string().optional(),
  alt: z.array(z.string()).default([]),
  also,
  lang: z.string().default('?'),
  source: z.string().default('?'),
  types,
  mood: mood.optional(),
});

/** A text whose meaning a person wrote down. */
export interface LabelledRow {
  readonly text: string;
  /** One of the eleven labels, see `labelOf`. */
  readonly label: string;
  /** Labels a careful reader would also accept. */
  readonly alt: readonly string[];
  /** The exact intent, where the file knows it. */
  readonly intent?: string;
  readonly also: readonly string[];
  readonly lang: string;
  readonly source: string;
  /** Every complaint type in it, where the file knows them all. */
  readonly types?: readonly ComplaintType[];
  readonly mood?: z.output<typeof mood>;
}

/**
 * Reads labelled texts: JSONL with `text`, `label` (or `intent`), and perhaps `alt`, `lang`, `source`, `types`, `mood`;
 * or YAML in the form of test/nlu/heldout.yaml. Rows whose label is null are left out.
 * @throws Error naming file and line
 */
export function readLabelledRows(file: string): LabelledRow[] {
  const source = readFileSync(file, 'utf8');
  return /\.ya?ml$/.test(file) ? fromYaml(file, source) : fromLines(file, source);
}

function fromLines(file: string, source: string): LabelledRow[] {
  const rows: LabelledRow[] = [];
  source.split('\n').forEach((text, index) => {
    if (text.trim() === '') return;
    const read = line.safeParse(parsed(text));
    if (!read.success)
      throw new Error(
        `${basename(file)}, line ${index + 1}: expected {"text","label"}: ${z.prettifyError(read.error)}`,
      );
    const { label, intent, alt, also, types, mood, ...rest } = read.data;
    const known = label ?? (intent === undefined ? undefined : labelOf(intent));
    if (known === undefined) return;
    rows.push(row({ ...rest, label: known, alt: [...alt, ...also.map(labelOf)], also }, { intent, types, mood }));
  });
  return rows;
}

function fromYaml(file: string, source: string): LabelledRow[] {
  const read = heldOutFile.safeParse(parse(source));
  if (!read.success) throw new Error(`${basename(file)}: ${z.prettifyError(read.error)}`);
  const rows: LabelledRow[] = [];
  const add = (register: string, intent: string, one: Exclude<z.output<typeof sentence>, string>): void => {
    const { text, also, types, mood } = one;
    const lang = register === 'hant' ? 'zh-Hant' : register === 'en' ? 'en' : 'zh-Hans';
    const alt = also.map(labelOf);
    rows.push(row({ text, label: labelOf(intent), alt, also, lang, source: register }, { intent, types, mood }));
  };
  for (const [register, intents] of Object.entries(read.data.registers)) {
    for (const [intent, sentences] of Object.entries(intents)) {
      for (const one of sentences) add(register, intent, typeof one === 'string' ? { text: one, also: [] } : one);
    }
  }
  for (const { register, intent, ...one } of read.data.several) add(register, intent, one);
  return rows;
}

type Optional = { [K in 'intent' | 'types' | 'mood']: LabelledRow[K] | undefined };

function row(known: Omit<LabelledRow, keyof Optional>, { intent, types, mood }: Optional): LabelledRow {
  return { ...known, ...(intent ? { intent } : {}), ...(types ? { types } : {}), ...(mood ? { mood } : {}) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
