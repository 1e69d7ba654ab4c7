import type { Catalogue } from './catalogue';
import type { Complaint, ComplaintType } from './complaint';
import { roundStart } from './round';
import { type ActorLike, actorOf } from './state-table';
import { withNextTimer } from './timers';

/** Name of the history entry; a type with one behind it was said by a person, not by the classifier. */
export const correctTypeEvent = 'correct_type';

export type TypeCorrected =
  | { readonly ok: true; readonly complaint: Complaint }
  /** `unknown_sub_type`: not of that type; `nothing_new`: it says so already. */
  | { readonly ok: false; readonly reason: 'withdrawn' | 'unknown_sub_type' | 'nothing_new' };

/**
 * A person says what kind of complaint it is. Another department may act then, and no promise grows longer: times count
 * from when the round of work began, and of the old and the new one the earlier stands. A new one that would be over by now
 * was never given to anybody: then the old one stands.
 * @param subType absent: by the words of the story
 */
export function correctType(
  complaint: Complaint,
  to: { readonly type: ComplaintType; readonly subType?: string | undefined },
  { actor, now, catalogue }: { readonly actor: ActorLike; readonly now: number; readonly catalogue: Catalogue },
): TypeCorrected {
  const { type, promise, slots, story } = complaint;
  if (complaint.status === 'withdrawn') return { ok: false, reason: 'withdrawn' };
  if (to.subType !== undefined && !catalogue.type(to.type).sub_types.some(({ id }) => id === to.subType)) {
    return { ok: false, reason: 'unknown_sub_type' };
  }
  const subType = to.subType ?? (to.type === type ? complaint.subType : catalogue.subTypeOf(to.type, story, slots));
  if (to.type === type && subType === complaint.subType) return { ok: false, reason: 'nothing_new' };
  const { subType: _, ...rest } = complaint;
  const anew = catalogue.promise(to.type, roundStart(complaint), { subType, place: slots.place });
  const corrected: Complaint = {
    ...rest,
    type: to.type,
    ...(subType === undefined ? {} : { subType }),
    promise: {
      owner: anew.owner,
      firstReplyBy: sooner(promise.firstReplyBy, anew.firstReplyBy, now),
      resolveBy: sooner(promise.resolveBy, anew.resolveBy, now),
      answerBy: sooner(promise.answerBy, anew.answerBy, now),
    },
    history: [
      ...complaint.history,
      {
        at: now,
        actor: actorOf(actor).id,
        event: correctTypeEvent,
        note: `${kind(type, complaint.subType)} → ${kind(to.type, subType)}`,
      },
    ],
  };
  return { ok: true, complaint: withNextTimer(corrected, catalogue) };
}

const sooner = (promised: number, anew: number, now: number): number =>
  anew > now ? Math.min(promised, anew) : promised;

const kind = (type: ComplaintType, subType: string | undefined): string =>
  subType === undefined ? type : `${type}/${subType}`;
