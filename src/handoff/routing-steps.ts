import type { NewOutboxEntry } from '../ports/outbox';
import { deskActor, type HandoffActor } from './actor';
import { applyHandoffEvent, type HandoffChanges } from './apply-event';
import { changeHandoff } from './change-handoff';
import { queueUpdateEntry, statusEntry } from './conversation-entries';
import type { Handoff } from './handoff';
import { rankAt } from './rank';
import { enteredLineAt, inLine, isThere, nextOffers } from './routing';
import type { Look, RoutingJobDeps } from './routing-job';
import type { HandoffEvent } from './state-table';

/** One thing to do, on its own. */
type Write = () => Promise<void>;
type Step = (deps: RoutingJobDeps, look: Look) => readonly Write[];

const seconds = 1000;
/** The bot gives up the wait for the customer; the history says that it was a timer. */
const deskForCustomer: HandoffActor = { roles: ['bot'], id: 'desk' };

/**
 * Takes the step only if the entry, read again, still gives reason to.
 * @returns whether this run wrote it
 */
async function take(
  { queue, clock, log }: RoutingJobDeps,
  { id, version }: Handoff,
  event: HandoffEvent,
  changes: HandoffChanges,
  outbox: (handoff: Handoff) => readonly NewOutboxEntry[] = () => [],
  { actor = deskActor, note = '' } = {},
): Promise<boolean> {
  let written = false;
  const result = await changeHandoff({ queue, clock }, id, (handoff, now) => {
    written = false;
    // Something has happened to it since the look: the next look decides.
    if (handoff.version !== version) return { ok: true, change: undefined };
    const stepped = applyHandoffEvent(handoff, event, actor, now, changes, note);
    if (!stepped.ok) return stepped;
    written = true;
    return { ok: true, change: { handoff: stepped.handoff, outbox: outbox(handoff) } };
  });
  if (result.ok) return written;
  log.warn({ handoffId: id, event, reason: result.reason }, 'routing: a step was not taken');
  return false;
}

/** The time booked has come: it stands in line like everybody. */
export const callBacksDue: Step = (deps, { now, open }) =>
  open
    .filter(({ status, callBack }) => status === 'call_back_booked' && callBack !== undefined && callBack.from <= now)
    .map((handoff) => async () => {
      await take(deps, handoff, 'call_back_due', { told: undefined });
    });

/**
 * Who has customers and shows no life any more: those customers go back to the head of the line (R14). Calls go on without
 * the page, another desk looks after its own people, and a conversation the customer left can wait for its wrap-up.
 */
export const agentsGone: Step = (deps, { now, open, presences, watchingSince }) =>
  open
    .filter(({ status, hub, brief, callBack, customerLeftAt, agent = '', history = [] }) => {
      if (status !== 'assigned' || hub !== undefined || customerLeftAt !== undefined) return false;
      if (brief.channel === 'voice' && callBack === undefined) return false;
      const seenAt = presences.get(agent)?.seenAt ?? 0;
      const lastLife = Math.max(seenAt, watchingSince, history.at(-1)?.at ?? 0);
      return now - lastLife > seconds * deps.routing.vanished_seconds;
    })
    .map((handoff) => async () => {
      // Who passed it over did so while somebody else was there: now whoever is free is asked.
      const changes = {
        told: undefined,
        offer: undefined,
        reservedFor: undefined,
        passedOver: undefined,
        preferredAgent: handoff.agent,
      };
      const gone = await take(
        deps,
        handoff,
        'agent_gone',
        changes,
        (read) => [statusEntry(read, { state: 'failed', reason: 'agent_gone' })],
        { note: handoff.agent ?? '' },
      );
      if (gone) deps.log.warn({ handoffId: handoff.id, staff: handoff.agent }, 'agent gone, customer back in line');
    });

/** An offer let pass goes to the next one; who lets too many pass is taken for away. */
export const offersExpired: Step = (deps, { now, open, presences, watchingSince }) =>
  open.flatMap((handoff) => {
    const { status, offer, passedOver = [] } = handoff;
    if (status !== 'offered' || offer === undefined) return [];
    const { vanished_seconds, passed_over_seconds, missed_offers_to_away } = deps.routing;
    const seenAt = Math.max(presences.get(offer.agent)?.seenAt ?? 0, watchingSince);
    const isGone = now - seenAt > seconds * vanished_seconds;
    if (offer.until > now && !isGone) return [];
    const passed = { agent: offer.agent, until: now + seconds * passed_over_seconds };
    const changes = {
      offer: undefined,
      reservedFor: undefined,
      passedOver: [...passedOver.filter(({ agent, until }) => until > now && agent !== offer.agent), passed],
    };
    return [
      async () => {
        const written = await take(deps, handoff, 'offer_expired', changes, undefined, { note: offer.agent });
        if (!written || isGone) return;
        if (await deps.presence.missed(offer.agent, missed_offers_to_away))
          deps.log.info({ staff: offer.agent }, 'set away: let too many offers pass');
      },
    ];
  });

/** Still in line long after the hours, with nobody there: an honest call back instead of an endless wait. */
export const leftAfterHours: Step = (deps, { now, open, presences }) => {
  const { hours, routing, staff } = deps;
  if (hours.isOpen(now) || hours.isOpen(now - seconds * routing.closing_grace_seconds)) return [];
  const isServed = staff().some(({ name }) => {
    const presence = presences.get(name);
    return presence?.status === 'available' && isThere(presence, now, routing);
  });
  if (isServed) return [];
  return open
    .filter(({ status, hub }) => (status === 'waiting' || status === 'offered') && hub === undefined)
    .map((handoff) => async () => {
      const { from, until } = hours.nextCallBack(now);
      const { phone } = handoff.brief.customer;
      const callBack = { ...(phone === undefined ? {} : { phone }), ...handoff.callBack, from, until };
      const changes = {
        callBack,
        rank: rankAt(handoff, from),
        offer: undefined,
        told: undefined,
        passedOver: undefined,
      };
      await take(
        deps,
        handoff,
        'book_call_back',
        changes,
        (read) => [statusEntry(read, { state: 'failed', reason: 'not_taken' })],
        { actor: deskForCustomer, note: 'after_hours' },
      );
    });
};

/** Offers for everybody somebody is free for. */
export const offersToMake: Step = (deps, { now, open, presences }) => {
  const { routing, staff } = deps;
  const loads = new Map<string, number>();
  const count = (name: string | undefined) => name !== undefined && loads.set(name, (loads.get(name) ?? 0) + 1);
  for (const { status, agent, offer } of open) {
    if (status === 'assigned') count(agent);
    if (status === 'offered') count(offer?.agent);
  }
  const agents = staff().map((profile) => ({
    profile,
    presence: presences.get(profile.name),
    load: loads.get(profile.name) ?? 0,
  }));
  const byId = new Map(open.map((handoff) => [handoff.id, handoff]));
  const waiting = open.filter(({ status }) => status === 'waiting');
  return nextOffers(now, waiting, agents, routing).flatMap(({ handoffId, agent }) => {
    const handoff = byId.get(handoffId);
    const offer = { agent, until: now + seconds * routing.offer_seconds };
    return handoff === undefined
      ? []
      : [
          async () => {
            await take(deps, handoff, 'offer', { offer }, undefined, { note: agent });
          },
        ];
  });
};

/**
 * News for those who wait in a conversation: a better place, not by the minute, and now and then that they are not
 * forgotten. Nobody hears it on the telephone, and who is called back need not watch.
 */
export const updatesDue: Step = (deps, { now, open }) => {
  const { improved_seconds, repeat_seconds } = deps.routing.queue_updates;
  const places = new Map<string, number>();
  return open
    .filter(({ status }) => status === 'waiting' || status === 'offered')
    .sort(inLine)
    .flatMap((handoff) => {
      const { skill, hub, callBack, brief, told } = handoff;
      const position = (places.get(skill) ?? 0) + 1;
      places.set(skill, position);
      if (hub !== undefined || callBack !== undefined || brief.channel === 'voice') return [];
      const sinceMs = now - (told?.at ?? enteredLineAt(handoff));
      const isBetter = told !== undefined && position < told.position && sinceMs >= seconds * improved_seconds;
      if (!isBetter && sinceMs < seconds * repeat_seconds) return [];
      return [
        async () => {
          const waitMinutes = await deps.waits.minutesFor(skill, position);
          const value = { position, ...(waitMinutes === undefined ? {} : { waitMinutes }) };
          await take(deps, handoff, 'told', { told: { position, at: now } }, (read) => [queueUpdateEntry(read, value)]);
        },
      ];
    });
};
