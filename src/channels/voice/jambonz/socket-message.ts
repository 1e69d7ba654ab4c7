import { z } from 'zod';
import { parseJson } from '../../../platform/json-body';
import { type CallFields, callFields } from './hook-events';

const envelope = z.object({
  type: z.string().min(1).max(60),
  msgid: z.string().max(100).optional().catch(undefined),
  call_sid: z.string().max(200).optional().catch(undefined),
  hook: z.string().max(500).optional().catch(undefined),
  data: z.unknown(),
});

export type SocketMessage =
  /** `session:reconnect` too: the platform sends it again as it first did, and uses the answer only if it had none yet. */
  | { readonly kind: 'start'; readonly msgid: string; readonly call: CallFields }
  | {
      readonly kind: 'hook';
      readonly msgid: string;
      readonly call: CallFields;
      readonly hook: string;
      readonly data: unknown;
    }
  | { readonly kind: 'status'; readonly call: CallFields; readonly data: unknown }
  /** Known, and of no use here; answered when the platform waits for it. */
  | { readonly kind: 'ignored'; readonly type: string; readonly msgid?: string }
  | { readonly kind: 'wrong'; readonly msgid?: string; readonly code: 'UnknownType' | 'BadMessage' };

const starts: ReadonlySet<string> = new Set(['session:new', 'session:reconnect', 'session:adulting']);
const hooks: ReadonlySet<string> = new Set(['verb:hook', 'session:redirect', 'dial:confirm']);
/** Of these the platform waits for an answer. */
const awaited: ReadonlySet<string> = new Set(['queue:status']);
const unawaited: ReadonlySet<string> = new Set([
  'verb:status',
  'jambonz:error',
  'llm:event',
  'llm:tool-call',
  'agent:event',
  'agent:tool-call',
  'tts:tokens-result',
  'tts:streaming-event',
]);

/**
 * Reads one message of the subprotocol `ws.jambonz.org`.
 * @throws HttpError when it is no JSON, or JSON that nobody honest sends
 */
export function readSocketMessage(bytes: Buffer): SocketMessage {
  const read = envelope.safeParse(parseJson(bytes));
  if (!read.success) return { kind: 'wrong', code: 'BadMessage' };
  const { type, msgid, hook, data } = read.data;
  const id = msgid === undefined ? {} : { msgid };
  if (awaited.has(type)) return { kind: 'ignored', type, ...id };
  if (unawaited.has(type)) return { kind: 'ignored', type };
  if (type !== 'call:status' && !starts.has(type) && !hooks.has(type))
    return { kind: 'wrong', code: 'UnknownType', ...id };
  const call = callFields.safeParse({ call_sid: read.data.call_sid, ...Object(data) });
  if (!call.success) return { kind: 'wrong', code: 'BadMessage', ...id };
  if (type === 'call:status') return { kind: 'status', call: call.data, data };
  if (msgid === undefined) return { kind: 'wrong', code: 'BadMessage' };
  if (starts.has(type)) return { kind: 'start', msgid, call: call.data };
  if (hook === undefined) return { kind: 'wrong', code: 'BadMessage', msgid };
  return { kind: 'hook', msgid, call: call.data, hook, data };
}
