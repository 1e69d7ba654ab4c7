import { z } from 'zod';
import { nameSchema } from '../complaints/template';
import { loadData } from '../data-files/load-data';

/** What a canned reply may name; the desk page fills it in. `phone` is masked. */
export const cannedVariables = ['agent', 'number', 'deadline', 'item', 'amount', 'phone'] as const;

/** nlp-models/handoff/canned-replies.yaml, in the order the page shows them. */
export const cannedRepliesSchema = z
  .array(
    z.strictObject({
      code: z.string().regex(/^[a-z][a-z0-9_]*$/, 'a code of small letters, digits and _'),
      names: nameSchema,
      texts: nameSchema,
    }),
  )
  .min(1);

export type CannedReplies = z.infer<typeof cannedRepliesSchema>;

/** @throws DataFileError when the file is missing or wrong */
export const loadCannedReplies = (dir: string): CannedReplies =>
  loadData(dir, 'canned-replies.yaml', cannedRepliesSchema);
