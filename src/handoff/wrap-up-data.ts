import { z } from 'zod';
import { complaintTypes } from '../complaints/complaint';
import { nameSchema } from '../complaints/template';
import { loadData } from '../data-files/load-data';
import { wrapUpResults } from './handoff';

const code = z.string().regex(/^[a-z][a-z0-9_]*$/, 'a code of small letters, digits and _');

/** nlp-models/handoff/wrap-up.yaml */
export const wrapUpSchema = z.strictObject({
  results: z.record(z.enum(wrapUpResults), nameSchema),
  causes: z.record(
    code,
    z.strictObject({
      names: nameSchema,
      /** Complaint types it is offered for; empty: all, and questions. */
      types: z.array(z.enum(complaintTypes)),
      causes: z.record(code, nameSchema),
    }),
  ),
  remedies: z.record(code, z.strictObject({ names: nameSchema, limit_fen: z.number().int().positive().optional() })),
  /** Causes of what no person of ours wraps up. */
  defaults: z.strictObject({ hub: z.string() }),
});

/** How conversations end: coded, so that causes can be counted. */
export interface WrapUpData extends z.infer<typeof wrapUpSchema> {
  /** Whether a cause of the second level is known; its code alone is unique. */
  isCause(code: string): boolean;
  isRemedy(code: string): boolean;
}

/** @throws DataFileError when the file is missing or wrong */
export const loadWrapUp = (dir: string): WrapUpData => wrapUpData(loadData(dir, 'wrap-up.yaml', wrapUpSchema));

export function wrapUpData(data: z.infer<typeof wrapUpSchema>): WrapUpData {
  const causes = new Set(Object.values(data.causes).flatMap((group) => Object.keys(group.causes)));
  const remedies = new Set(Object.keys(data.remedies));
  return { ...data, isCause: (cause) => causes.has(cause), isRemedy: (remedy) => remedies.has(remedy) };
}
