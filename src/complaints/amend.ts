import { applyEvent, type EventResult } from './apply-event';
import type { Areas } from './areas';
import type { Catalogue } from './catalogue';
import { type Complaint, isEnded } from './complaint';
import { type ActorLike, actorOf } from './state-table';
import { withNextTimer } from './timers';

/** Longest addition kept; a longer one is cut. */
const textLimit = 5_000;
const additionsLimit = 100;

/** Who does it and when. */
export interface Act {
  readonly actor?: ActorLike;
  readonly now: number;
}

export type Amended =
  | { readonly ok: true; readonly complaint: Complaint }
  | { readonly ok: false; readonly reason: 'closed' | 'nothing_new' | 'too_many' };

/**
 * Adds what the customer tells later, words or evidence files. A closed or withdrawn complaint takes none: it must be
 * re-opened first, so that somebody acts on it. What was merged goes on in the other one.
 * @param areas to read the district from a place that is told now
 */
export function addInformation(
  complaint: Complaint,
  {
    text: words = '',
    evidence: files = [],
    actor = 'customer',
    now,
    areas,
  }: Act & { text?: string; evidence?: readonly string[]; areas?: Pick<Areas, 'of'> },
): Amended {
  if (isEnded(complaint.status)) return { ok: false, reason: 'closed' };
  const text = words.trim().slice(0, textLimit);
  const evidence = [...new Set(files)].filter((id) => !complaint.evidence.includes(id));
  if (text === '' && evidence.length === 0) return { ok: false, reason: 'nothing_new' };
  if (complaint.additions.length + complaint.evidence.length >= additionsLimit)
    return { ok: false, reason: 'too_many' };
  const area = areaTold(complaint, text, areas);
  return {
    ok: true,
    complaint: {
      ...complaint,
      ...(area === undefined ? {} : { area }),
      additions: text === '' ? complaint.additions : [...complaint.additions, { at: now, text }],
      evidence: [...complaint.evidence, ...evidence],
      history: [...complaint.history, { at: now, actor: actorOf(actor).id, event: 'add_information' }],
    },
  };
}

/** The district, where it is told only now; where it was told before, another one named beside it is no correction. */
export const areaTold = (
  { area }: Pick<Complaint, 'area'>,
  text: string,
  areas: Pick<Areas, 'of'> | undefined,
): string | undefined => area ?? areas?.of(text);

/** The customer takes it back; the record stays. */
export const withdraw = (
  complaint: Complaint,
  { actor = 'customer', now, reason }: Act & { reason?: string },
): EventResult => applyEvent(complaint, 'withdraw', actor, now, reason);

/** Back to a person, one priority and one step of the ladder higher, with a new promise counted from now. */
export function reopen(
  complaint: Complaint,
  { actor = 'customer', now, reason, catalogue }: Act & { reason: string; catalogue: Catalogue },
): EventResult {
  const result = applyEvent(complaint, 'reopen', actor, now, reason);
  return result.ok ? { ok: true, complaint: promisedAnew(result.complaint, now, catalogue) } : result;
}

/** What comes back to work gets a new promise, and with it new clocks. */
export function promisedAnew(complaint: Complaint, now: number, catalogue: Catalogue): Complaint {
  const { type, subType, slots } = complaint;
  const promise = catalogue.promise(type, now, { subType, place: slots.place });
  const earlierPromises = [...(complaint.earlierPromises ?? []), complaint.promise];
  return withNextTimer({ ...complaint, promise, earlierPromises }, catalogue);
}

/** Takes back that another complaint was named here at that time or later; one that was named before stays. */
export function unlink(complaint: Complaint, other: Complaint, since: number, { actor = 'bot', now }: Act): Complaint {
  const named = complaint.history.some(
    ({ event, note, at }) => event === 'link' && note === other.number && at >= since,
  );
  if (!named || complaint.linked.every(({ id }) => id !== other.id)) return complaint;
  return {
    ...complaint,
    linked: complaint.linked.filter(({ id }) => id !== other.id),
    history: [...complaint.history, { at: now, actor: actorOf(actor).id, event: 'unlink', note: other.number }],
  };
}

/** Names another complaint in this one; naming it again changes nothing. */
export function link(
  complaint: Complaint,
  other: Complaint,
  relation: Complaint['linked'][number]['relation'],
  { actor = 'bot', now }: Act,
): Complaint {
  if (other.id === complaint.id || complaint.linked.some(({ id }) => id === other.id)) return complaint;
  return {
    ...complaint,
    linked: [...complaint.linked, { id: other.id, number: other.number, relation }],
    history: [...complaint.history, { at: now, actor: actorOf(actor).id, event: 'link', note: other.number }],
  };
}
