import { z } from 'zod';
import type { KindSender, SendResult } from '../outbox/kind-sender';
import { type AgentHub, HubFault, type HubTraces } from '../ports/agent-hub';
import type { Clock } from '../ports/clock';
import type { NewOutboxEntry, OutboxEntry } from '../ports/outbox';
import type { RecordLog } from '../ports/record-log';

const eraseCall = z.object({
  call: z.literal('erase'),
  hub: z.string(),
  contacts: z.array(z.string()),
  conversations: z.array(z.string()),
});

/** That another desk is to delete a customer. Of no conversation: it must outlive those of the customer. */
export const hubErasureEntry = (key: string, hub: string, traces: HubTraces): NewOutboxEntry => ({
  key,
  kind: 'connector',
  payload: { call: 'erase', hub, ...traces },
});

export interface HubErasureDeps {
  readonly hub: AgentHub;
  readonly records: Pick<RecordLog, 'append'>;
  readonly clock: Clock;
}

/** A hand-over that was on its way to the other desk as it was erased here has arrived by then, or never will. */
const lookAgainAfterMs = 60_000;

/**
 * Sends {@link hubErasureEntry}: deletes, and looks again until nothing is there, a minute after it was asked for at the
 * earliest. Each step and the end are on record.
 * @returns `undefined` for an entry that is none
 */
export function hubErasure({
  hub,
  records,
  clock,
}: HubErasureDeps): (entry: OutboxEntry) => ReturnType<KindSender> | undefined {
  async function noted({ key, attempts }: OutboxEntry, step: string, data: object): Promise<void> {
    const at = clock.now();
    const about = { kind: 'erase_customer_hub', hub: hub.name, entry: key, ...data };
    await records.append({ kind: 'audit', key: `${key}:${step}${attempts}`, at, conversationId: '', data: about });
  }

  async function attempt(entry: OutboxEntry, wanted: z.output<typeof eraseCall>): Promise<SendResult> {
    if (wanted.hub !== hub.name || !hub.erase) {
      const where = wanted.conversations.slice(0, 3).join(' ');
      const error = `${wanted.hub}: is not connected, or cannot delete: set it up and resend, or delete by hand ${where}`;
      return { ok: false, permanent: true, error };
    }
    try {
      const { contacts, conversations } = await hub.erase(wanted);
      const isGone = contacts + conversations === 0;
      if (!isGone) await noted(entry, 'deleted', { contacts, conversations });
      const again = entry.createdAt + lookAgainAfterMs;
      if (clock.now() < again)
        return {
          ok: false,
          error: `${hub.name}: what was found is deleted; looked at once more after a minute`,
          notBefore: again,
        };
      if (!isGone)
        return { ok: false, error: `${hub.name}: took the deletion, but shows it still; see its background jobs` };
      await noted(entry, 'done', { left: 0 });
      return { ok: true };
    } catch (error) {
      if (!(error instanceof HubFault)) throw error;
      const { message, permanent, retryAfterMs } = error;
      if (permanent)
        return { ok: false, permanent: true, error: `${message}; then npm run data -- outbox resend ${entry.key}` };
      if (retryAfterMs === undefined) return { ok: false, error: message };
      return { ok: false, error: message, notBefore: clock.now() + retryAfterMs };
    }
  }

  return (entry) => {
    const wanted = eraseCall.safeParse(entry.payload);
    return wanted.success ? attempt(entry, wanted.data) : undefined;
  };
}
