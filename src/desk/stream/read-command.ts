import { z } from 'zod';
import { parseJson } from '../../platform/json-body';
import type { DeskCommand } from '../desk-events';

const conversationId = z.string().min(1).max(200);
const schema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('open'),
    conversationId,
    after: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
    complaint: z.string().min(1).max(60).exactOptional(),
  }),
  z.strictObject({ type: z.literal('close'), conversationId }),
  z.strictObject({ type: z.literal('typing'), conversationId }),
]);

/** @returns the command, `undefined` for anything else (S11) */
export function readCommand(frame: Buffer): DeskCommand | undefined {
  try {
    return schema.safeParse(parseJson(frame)).data;
  } catch {
    return undefined;
  }
}
