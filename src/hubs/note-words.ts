import { join } from 'node:path';
import { z } from 'zod';
import { nameSchema } from '../complaints/template';
import { loadData } from '../data-files/load-data';

const names = [
  'title',
  'wants',
  'outcome',
  'customer',
  'identity',
  'matter',
  'complaints',
  'details',
  'answered',
  'promises',
  'mood',
  'opening',
  'attachments',
  'transcript',
  'earlier',
  'desk',
  'masked',
  'left',
  'file',
] as const;

const schema = z.strictObject({
  ...(Object.fromEntries(names.map((name) => [name, nameSchema])) as Record<(typeof names)[number], typeof nameSchema>),
  speakers: z.record(z.enum(['customer', 'bot', 'agent']), nameSchema),
  identities: z.record(z.enum(['none', 'stated', 'caller_id', 'verified']), nameSchema),
  moods: z.record(z.enum(['0', '1', '2', '3']), nameSchema),
  slots: z.record(z.string(), nameSchema),
});

/** nlp-models/hubs/note.yaml: words of the note that another desk gets, for colleagues. */
export type NoteWords = z.output<typeof schema>;

/**
 * @param dataDir path of nlp-models
 * @throws DataFileError when the file is missing or wrong
 */
export const loadNoteWords = (dataDir: string): NoteWords => loadData(join(dataDir, 'hubs'), 'note.yaml', schema);
