import type { Verb } from '@jambonz/sdk/types';
import type { CallService } from '../call';
import type { HookAddress } from './hook-address';
import { type CallFields, eventOfHook, eventOfStatus } from './hook-events';
import { type RenderOptions, renderVerbs, whisperVerbs } from './render-verbs';

/** The call flow in the platform's words, the same for both of its transports. */
export interface JambonzCalls {
  start(call: CallFields): Promise<Verb[]>;
  /** @returns `undefined`: nothing to change, the platform goes on with the verbs it has */
  hook(call: CallFields, address: HookAddress, data: unknown): Promise<Verb[] | undefined>;
  status(call: CallFields, data: unknown): Promise<void>;
  ended(call: CallFields, reason: string): Promise<void>;
  /** The answer is not there yet: asks again in a moment. */
  hold(call: CallFields, step: number): Verb[];
}

/** The queue's hook is asked again so often. */
const queueSeconds = 5;

export function createJambonzCalls(calls: CallService, options: RenderOptions): JambonzCalls {
  const about = ({ call_sid: callId, from, to }: CallFields) => ({ callId, from, to });

  return {
    async start(call) {
      const acts = await calls.handle({ ...about(call), step: 0, what: { kind: 'start' } });
      return renderVerbs(acts, call.call_sid, 0, options);
    },
    async hook(call, address, data) {
      const { step, kind } = address;
      if (kind.startsWith('queue')) return queueVerbs(Number(kind.slice('queue'.length)), data);
      if (kind === 'whisper') return whisperVerbs(await calls.whisper(call.parent_call_sid ?? call.call_sid), options);
      const what = eventOfHook(address, data);
      if (what === undefined) return undefined;
      const acts = await calls.handle({ ...about(call), step, what });
      return renderVerbs(acts, call.call_sid, step, options);
    },
    async status(call, data) {
      const what = eventOfStatus(data);
      if (what !== undefined) await calls.handle({ ...about(call), step: 0, what });
    },
    async ended(call, reason) {
      await calls.handle({ ...about(call), step: 0, what: { kind: 'ended', reason } });
    },
    hold: (call, step) => renderVerbs([{ act: 'wait', ms: 1_000 }], call.call_sid, step, options),
  };
}

/** Nobody took the call in time: it leaves the queue, which ends the transfer. */
function queueVerbs(mostSeconds: number, data: unknown): Verb[] {
  const { queue_time: waited } = Object(data) as { readonly queue_time?: unknown };
  const left = mostSeconds - (typeof waited === 'number' ? waited : 0);
  return left > 0 ? [{ verb: 'pause', length: Math.min(queueSeconds, left) }] : [{ verb: 'leave' }];
}
