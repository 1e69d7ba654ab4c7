import { z } from 'zod';
import { dutyNames } from '../../complaints/duties';
import { nameSchema } from '../../complaints/template';
import { loadData } from '../../data-files/load-data';
import { dimensions } from '../../figures/figures';
import { languages } from '../../ports/language';
import { outboxKinds } from '../../ports/outbox';
import { unsentReasons } from '../board-api';

const named = <Name extends string>(names: readonly Name[]) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, nameSchema])) as Record<Name, typeof nameSchema>);

/** nlp-models/figures/exports.yaml */
export const exportWordsSchema = z.strictObject({
  headings: named([
    ...dimensions,
    ...(['number', 'filed', 'status', 'phone', 'story', 'reopened', 'missed', 'kind', 'due', 'what'] as const),
    ...(['id', 'at', 'about', 'count', 'rated', 'last', 'words'] as const),
    ...(['handoff', 'rating', 'answer', 'comment'] as const),
    ...(['entry', 'attempts', 'given_up', 'why', 'answered_with'] as const),
  ]),
  cut_off: nameSchema,
  parts: named(['n', 'of']),
  units: named(['share', 'per_10000', 'count', 'ms', 'fen']),
  kinds: named(['omission', 'deadline', 'missed', 'thumbs_up', 'thumbs_down', 'complaint', 'person']),
  marks: named(['recorded', 'handled', 'rechecked', 'fedBack']),
  clocks: named(['first_reply', 'resolve', 'law']),
  duties: named(dutyNames),
  channels: named(['web', 'sms', 'voice', 'bot-framework']),
  languages: named(languages),
  scores: named(['satisfied', 'neutral', 'unsatisfied']),
  entries: named(outboxKinds),
  unsent: named(unsentReasons),
});

/** Words of exported files, each in all three languages. */
export type ExportWords = z.infer<typeof exportWordsSchema>;

/** @param dir nlp-models/figures; @throws DataFileError when the file is missing or wrong */
export const loadExportWords = (dir: string): ExportWords => loadData(dir, 'exports.yaml', exportWordsSchema);
