import { z } from 'zod';
import type { CallEvent } from '../call';
import type { HookAddress, HookAddresses } from './hook-address';

type What = CallEvent['what'];
type TransferResult = Extract<What, { kind: 'transfer' }>['result'];

const callSid = z.string().regex(/^[\w.:@-]{1,200}$/);

/** What the platform says about a call with everything it sends; longer or odd callers count as unknown. */
export const callFields = z.object({
  call_sid: callSid,
  from: z.string().max(300).catch('anonymous'),
  to: z.string().max(300).catch(''),
  /** Of a leg that a transfer dialled: the caller's. */
  parent_call_sid: callSid.optional().catch(undefined),
});
export type CallFields = z.output<typeof callFields>;

const gathered = z.object({
  reason: z.string().max(40).catch('error'),
  digits: z.string().max(64).catch(''),
  speech: z
    .object({
      alternatives: z.array(z.object({ transcript: z.string(), confidence: z.number().optional().catch(undefined) })),
    })
    .optional()
    .catch(undefined),
});

/**
 * Where a hook's address leads, when it was made for this call. A whisper is asked for on the leg of the person who
 * answered, by an address made for the caller's.
 */
export function addressOf(hooks: HookAddresses, call: CallFields, path: string): HookAddress | undefined {
  const own = hooks.read(call.call_sid, path);
  if (own !== undefined || call.parent_call_sid === undefined) return own;
  const parents = hooks.read(call.parent_call_sid, path);
  return parents?.kind === 'whisper' ? parents : undefined;
}

/** @returns `undefined` when nothing happened that the call flow is told */
export function eventOfHook({ kind }: HookAddress, data: unknown): What | undefined {
  if (kind === 'ready') return { kind: 'ready' };
  if (kind === 'transferred') return { kind: 'transfer', result: transferResult(data) };
  const what = heard(data);
  return kind === 'part' && what.kind === 'silence' ? undefined : what;
}

function heard(data: unknown): What {
  const { reason, digits, speech } = gathered.parse(data);
  if (reason === 'dtmfDetected') {
    // Only the ending key was pressed: it is not among the digits.
    const keys = digits.replace(/[^\d*#]/g, '') || '#';
    return { kind: 'keys', digits: keys };
  }
  const [best] = speech?.alternatives ?? [];
  const text = best?.transcript.trim() ?? '';
  if (text === '' || (reason !== 'speechDetected' && reason !== 'stt-low-confidence')) return { kind: 'silence' };
  const confidence = best?.confidence ?? 0;
  // Some recognisers say 0 for "not told".
  return { kind: 'speech', text, ...(confidence > 0 && { confidence: Math.min(confidence, 1) }) };
}

const transfer = z.object({
  dial_call_status: z.string().optional().catch(undefined),
  queue_result: z.string().optional().catch(undefined),
  refer_status: z.number().optional().catch(undefined),
  final_referred_call_status: z.number().optional().catch(undefined),
});

/** How a `dial`, an `enqueue` or a `sip:refer` ended; none of them: it never began. */
const results: ReadonlyMap<string, TransferResult> = new Map([
  ['completed', 'answered'],
  ['in-progress', 'answered'],
  ['bridged', 'answered'],
  // Hung up while waiting: nothing more is asked.
  ['hangup', 'answered'],
  ['busy', 'busy'],
  ['no-answer', 'no_answer'],
  ['leave', 'no_answer'],
]);

function transferResult(data: unknown): TransferResult {
  const ended = transfer.parse(data);
  const named = results.get(ended.dial_call_status ?? ended.queue_result ?? '');
  if (named !== undefined) return named;
  const { refer_status: taken, final_referred_call_status: status = taken } = ended;
  if (taken !== 202 || status === undefined) return 'failed';
  if (status < 300) return 'answered';
  if (status === 486 || status === 600) return 'busy';
  return [408, 480, 487].includes(status) ? 'no_answer' : 'failed';
}

const status = z.object({
  call_status: z.string().max(40),
  direction: z.string().max(20).catch('inbound'),
  call_termination_by: z.string().max(40).optional().catch(undefined),
});
const over: ReadonlySet<string> = new Set(['completed', 'failed', 'busy', 'no-answer']);

/** @returns `undefined` while the call goes on, and for the leg that a transfer dialled */
export function eventOfStatus(data: unknown): What | undefined {
  const read = status.safeParse(data);
  if (!read.success || !over.has(read.data.call_status) || read.data.direction === 'outbound') return undefined;
  const { call_status: how, call_termination_by: by } = read.data;
  return { kind: 'ended', reason: by === undefined ? how : `${how} by ${by}` };
}
