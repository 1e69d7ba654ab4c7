import { areaTold, link, unlink } from '../amend';
import type { Catalogue } from '../catalogue';
import { runningClock } from '../clocks';
import { type Answer, type Complaint, isEnded } from '../complaint';
import type { ComplaintActor, ComplaintActs } from '../complaint-acts';
import { goesOn } from '../fire-timers';
import { assessmentNote, assignmentNote } from '../history-note';
import { currentAnswer } from '../round';
import type { Told } from '../told';
import { type ActContext, actorFor, applyBy, asIs, cut, progress, refuse, write } from './act-context';

type WorkActs = Pick<
  ComplaintActs,
  | 'assign'
  | 'assess'
  | 'investigate'
  | 'askCustomer'
  | 'customerAnswered'
  | 'answer'
  | 'merge'
  | 'separate'
  | 'feedBack'
  | 'escalate'
>;

/** From the first look to the decision. */
export function workActs(context: ActContext): WorkActs {
  const { act, step, handledBy, isStaff, catalogue, clock, complaints, wrapUp } = context;
  return {
    assign: (id, by, handler, onlyIfFree = false, why = '') =>
      act(id, (complaint, now) => {
        if (complaint.handler === handler) return asIs;
        // What somebody had who has left is free.
        const isHeld = complaint.handler !== undefined && isStaff(complaint.handler);
        if (isHeld && (onlyIfFree || isColleagues(complaint, by))) return refuse('taken');
        if (handler !== undefined && !isStaff(handler)) return refuse('unknown');
        const result = applyBy(by, complaint, 'assign', now, assignmentNote(complaint.handler, handler, cut(why)));
        if (!result.ok) return refuse(result.reason);
        const { handler: _, ...rest } = result.complaint;
        return write(complaint, handler === undefined ? rest : { ...rest, handler });
      }),

    assess: (id, by, { severity, complexity, impact, actAtOnce }) =>
      act(id, (complaint, now) => {
        const assessment = { at: now, by: by.name, severity, complexity, impact, actAtOnce };
        const changes = { ...handledBy(complaint, by), assessment };
        const note = assessmentNote(assessment, complaint.assessment);
        const told = complaint.status === 'assessed' ? [] : [takenUp({ ...complaint, ...changes }, catalogue)];
        return step(complaint, 'assess', by, now, { note, changes, told });
      }),

    investigate: (id, by) =>
      act(id, (complaint, now) => {
        if (complaint.status === 'investigating') return asIs;
        const changes = handledBy(complaint, by);
        // An assessment may have made it sooner: no later time than the one told with it.
        return step(complaint, 'investigate', by, now, { changes, told: [goesOn(complaint, catalogue)] });
      }),

    askCustomer: (id, by, reason, question) =>
      act(id, (complaint, now) => {
        if (!Object.hasOwn(catalogue.standard.pause_reasons, reason)) return refuse('unknown');
        const note = cut(question);
        const told: readonly Told[] = [{ event: 'asked', question: note }];
        return step(complaint, 'ask_customer', by, now, {
          note,
          pause: reason,
          changes: handledBy(complaint, by),
          told,
        });
      }),

    customerAnswered: (id, by, words) =>
      act(id, (complaint, now) => {
        const text = cut(words);
        const area = areaTold(complaint, text, catalogue.areas);
        const changes = {
          ...(text !== '' && { additions: [...complaint.additions, { at: now, text }] }),
          ...(area !== undefined && { area }),
        };
        const result = applyBy(by, complaint, 'customer_answered', now, text, { changes });
        if (!result.ok) return refuse(result.reason);
        return write(complaint, result.complaint, by === 'customer' ? [] : [goesOn(result.complaint, catalogue)]);
      }),

    answer: (id, by, { text: words, cause }) =>
      act(id, (complaint, now) => {
        const last = currentAnswer(complaint);
        const text = cut(words);
        const isSame = last?.text === text && last.cause === cause && last.by === by.name;
        if (isSame && ['answered', 'decision_communicated'].includes(complaint.status)) return asIs;
        if (!wrapUp.isCause(cause)) return refuse('unknown');
        if (text === '') return refuse('needs_answer');
        const answer: Answer = { at: now, by: by.name, text, cause, owner: complaint.promise.owner };
        return step(complaint, 'answer', by, now, {
          note: cause,
          changes: { ...handledBy(complaint, by), answers: [...(complaint.answers ?? []), answer] },
          told: [{ event: 'answered', text }],
        });
      }),

    async merge(id, by, intoNumber, why) {
      const into = await complaints.byNumber(intoNumber);
      if (into === undefined || into.id === id) return { ok: false, reason: 'unknown' };
      const mergedInto = { id: into.id, number: into.number };
      const result = await act(id, (complaint, now) => {
        if (complaint.mergedInto?.id === into.id) return asIs;
        // Into the older one only, whose promise is the earlier: and so no two ever go into each other and both are lost.
        if (isEnded(into.status) || !isOlder(into, complaint)) return refuse('not_now');
        const told = [progress('merged', undefined, isSameCustomer(into, complaint) ? { into: into.number } : {})];
        return step(complaint, 'merge', by, now, { note: cut(why), changes: { mergedInto }, told });
      });
      // Two writes. Said again after a crash between them, the other one still learns of it.
      if (!result.ok) return result;
      const linked = await act(into.id, (complaint, now) => {
        const changed = link(complaint, result.complaint, 'repeat', { actor: actorFor(by) ?? 'bot', now });
        return changed === complaint ? asIs : write(complaint, changed);
      });
      return linked.ok ? result : linked;
    },

    async separate(id, by, why) {
      const reason = cut(why);
      const stored = await complaints.byId(id);
      const into = stored?.mergedInto;
      // The other one first: said again after a crash between the two writes, this one still knows which it was.
      if (stored && into && applyBy(by, stored, 'separate', clock.now(), reason).ok) {
        const mergedAt = stored.history.findLast(({ event }) => event === 'merge')?.at ?? 0;
        const unlinked = await act(into.id, (complaint, now) => {
          const changed = unlink(complaint, stored, mergedAt, { actor: actorFor(by) ?? 'bot', now });
          return changed === complaint ? asIs : write(complaint, changed);
        });
        if (!unlinked.ok) return unlinked;
      }
      return act(id, (complaint, now) => {
        const result = applyBy(by, complaint, 'separate', now, reason);
        if (!result.ok) return refuse(result.reason);
        return write(complaint, result.complaint, onItsOwn(result.complaint, catalogue));
      });
    },

    feedBack: (id, by, note) =>
      act(id, (complaint, now) =>
        complaint.marks.fedBack === undefined ? step(complaint, 'feed_back', by, now, { note: cut(note) }) : asIs,
      ),

    escalate: (id, by, why) => act(id, (complaint, now) => step(complaint, 'escalate', by, now, { note: cut(why) })),
  };
}

const isOlder = (one: Complaint, other: Complaint): boolean =>
  one.createdAt < other.createdAt || (one.createdAt === other.createdAt && one.number < other.number);

/** An agent acts on a page that may be a moment old: what a colleague took meanwhile stays with the colleague. */
const isColleagues = ({ handler }: Complaint, by: ComplaintActor): boolean =>
  typeof by !== 'string' && by.role === 'agent' && handler !== by.name;

/** Nobody is told the number of another customer's complaint. */
const isSameCustomer = (one: Complaint, other: Complaint): boolean =>
  one.conversationId === other.conversationId || (one.phone !== undefined && one.phone === other.phone);

/** Handled on its own again, by when; and the question that was open, once more. */
function onItsOwn(complaint: Complaint, catalogue: Catalogue): readonly Told[] {
  const question = complaint.history.findLast(({ event }) => event === 'ask_customer')?.note;
  if (complaint.status !== 'waiting_for_customer' || question === undefined) {
    return [progress('separated', runningClock(complaint, 'resolve', catalogue).at(1))];
  }
  return [progress('separated'), { event: 'asked', question }];
}

/** Somebody has it now; and by when it is solved, where the assessment made that sooner. */
function takenUp(complaint: Complaint, catalogue: Catalogue): Told {
  const dueAt = runningClock(complaint, 'resolve', catalogue).at(1);
  return progress('assessed', dueAt < complaint.promise.resolveBy ? dueAt : undefined);
}
