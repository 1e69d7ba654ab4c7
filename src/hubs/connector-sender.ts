import { z } from 'zod';
import type { HandoffActs } from '../handoff/acts';
import type { ChangeHandoffDeps } from '../handoff/change-handoff';
import type { Handoff } from '../handoff/handoff';
import type { KindSender, SendResult } from '../outbox/kind-sender';
import { type AgentHub, HubFault } from '../ports/agent-hub';
import type { Log } from '../ports/log';
import type { OutboxEntry } from '../ports/outbox';
import { backToOwnDesk } from './back-to-own-desk';
import { type HubErasureDeps, hubErasure } from './hub-erasure';

const call = z.discriminatedUnion('call', [
  z.object({ call: z.literal('open'), hub: z.string(), handoffId: z.string() }),
  z.object({
    call: z.literal('customerSaid'),
    hub: z.string(),
    handoffId: z.string(),
    message: z.object({
      id: z.string().min(1),
      at: z.number(),
      text: z.string(),
      attachments: z.array(z.object({ name: z.string(), contentType: z.string(), url: z.string() })),
    }),
  }),
  z.object({
    call: z.literal('customerLeft'),
    hub: z.string(),
    handoffId: z.string(),
    reference: z.string().optional(),
  }),
]);
type HubCall = z.output<typeof call>;

export interface ConnectorSenderDeps extends ChangeHandoffDeps {
  readonly hub: AgentHub;
  readonly records: HubErasureDeps['records'];
  readonly acts: Pick<HandoffActs, 'hubOpened'>;
  readonly log: Log;
  /** A customer the hub has not taken in by then waits for our own people instead. Default 3 min. */
  readonly giveUpMs?: number;
  /** A customer whose words the hub has not taken by then is talking to nobody, and gets our own people. Default 10 min. */
  readonly silenceMs?: number;
}

const isOpen = ({ status }: Handoff): boolean => status === 'waiting' || status === 'assigned';

/**
 * Calls of another desk from the outbox (kind `connector`, payload `{ hub, call, handoffId, message?, reference? }`), in the order of
 * the conversation, and erasures. What the desk refuses for good, and whom it does not answer in time, comes back to our own line. A
 * try that outlives the outbox's patience is not begun a second time beside itself.
 */
export function connectorSender(deps: ConnectorSenderDeps): KindSender {
  const { hub, queue, clock, acts, log, giveUpMs = 3 * 60_000, silenceMs = 10 * 60_000 } = deps;
  const patienceMs: Readonly<Record<HubCall['call'], number>> = {
    open: giveUpMs,
    customerSaid: silenceMs,
    // Who left waits for nobody.
    customerLeft: Number.POSITIVE_INFINITY,
  };
  const erase = hubErasure(deps);
  const underWay = new Map<string, Promise<SendResult>>();

  async function perform(wanted: HubCall, handoff: Handoff, key: string): Promise<SendResult> {
    const known = handoff.hub?.name === hub.name ? handoff.hub.reference : undefined;
    const reference = known ?? (wanted.call === 'customerLeft' ? wanted.reference : undefined);
    if (wanted.call === 'open') {
      // Left or finished meanwhile, taken by our own people, or opened by a try that was not noted.
      if (!isOpen(handoff) || reference !== undefined) return { ok: true };
      const opened = await hub.open(handoff);
      const noted = await acts.hubOpened(handoff.id, hub.name, opened.reference);
      if (noted.ok) return { ok: true };
      if (noted.reason === 'busy') return { ok: false, error: 'hand-over: others kept changing it' };
      // The customer was faster, or our own people: nobody over there is to wait for them.
      await hub.customerLeft(opened.reference);
      return { ok: true };
    }
    if (reference === undefined) {
      if (!isOpen(handoff)) return { ok: true };
      return { ok: false, error: `${hub.name}: the conversation is not open over there yet` };
    }
    if (wanted.call === 'customerLeft') await hub.customerLeft(reference);
    else if (isOpen(handoff)) await hub.customerSaid(reference, wanted.message);
    else log.info({ key, handoffId: handoff.id }, 'hub: the customer wrote as the conversation ended; not passed on');
    return { ok: true };
  }

  async function attempt(wanted: HubCall, key: string, createdAt: number): Promise<SendResult> {
    const handoff = await queue.byId(wanted.handoffId);
    if (!handoff) return { ok: false, permanent: true, error: 'There is no such hand-over.' };
    if (wanted.hub !== hub.name) {
      const error = `${wanted.hub}: this desk is not set up any more`;
      await backToOwnDesk(deps, handoff.id, wanted.hub, error);
      return { ok: false, permanent: true, error };
    }
    // Back with our own people since, who see what the customer writes; the other desk still hears that they left.
    const isTold = wanted.call === 'customerLeft' && wanted.reference !== undefined;
    if (handoff.hub?.name !== hub.name && !isTold) return { ok: true };
    try {
      return await perform(wanted, handoff, key);
    } catch (error) {
      if (!(error instanceof HubFault)) throw error;
      const late = clock.now() - createdAt >= patienceMs[wanted.call];
      if (!error.permanent && !late) return waiting(error, clock.now());
      // Who leaves needs nobody any more.
      if (wanted.call !== 'customerLeft') {
        const back = await backToOwnDesk(deps, handoff.id, hub.name, error.message);
        if (!back.ok && back.reason === 'busy') return { ok: false, error: error.message };
        log.error({ key, handoffId: handoff.id, err: error }, 'hub: the customer is back in our own line');
      }
      return { ok: false, permanent: true, error: error.message };
    }
  }

  function begun(entry: OutboxEntry): Promise<SendResult> {
    const { key, createdAt, payload } = entry;
    const erasing = erase(entry);
    if (erasing) return erasing;
    const wanted = call.safeParse(payload);
    return wanted.success
      ? attempt(wanted.data, key, createdAt)
      : Promise.resolve({ ok: false, permanent: true, error: 'The payload is no hub call.' });
  }

  return (entry) => {
    const before = underWay.get(entry.key);
    if (before) return before;
    const attempted = begun(entry).finally(() => underWay.delete(entry.key));
    underWay.set(entry.key, attempted);
    return attempted;
  };
}

const waiting = ({ message: error, retryAfterMs }: HubFault, now: number): SendResult =>
  retryAfterMs === undefined ? { ok: false, error } : { ok: false, error, notBefore: now + retryAfterMs };
