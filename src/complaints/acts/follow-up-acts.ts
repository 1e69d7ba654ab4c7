import { applyEvent, type EventResult } from '../apply-event';
import { beforeClosing } from '../before-closing';
import type { Answer, Complaint, Recheck } from '../complaint';
import type { ComplaintActor, ComplaintActs } from '../complaint-acts';
import { notSolved } from '../history-note';
import { currentAnswer } from '../round';
import { botActor, customerActor } from '../state-table';
import type { Told } from '../told';
import { type ActContext, actorFor, applyBy, asIs, cut, progress, refuse, write } from './act-context';

type FollowUpActs = Pick<
  ComplaintActs,
  'communicated' | 'recheck' | 'contact' | 'close' | 'withdraw' | 'reopen' | 'survey'
>;

/** What the history says where the customer gave no words of his own. */
const badSurvey = 'unsatisfied';

/** From the decision to the end, and back. */
export function followUpActs({ act, step, again }: ActContext): FollowUpActs {
  return {
    communicated: (id, told) =>
      act(id, (complaint, now) => {
        if (currentAnswer(complaint)?.told !== undefined) return asIs;
        const result = communicated(complaint, told, now);
        return result.ok ? write(complaint, result.complaint) : refuse(result.reason);
      }),

    recheck: (id, by, solved, words) =>
      act(id, (complaint, now) => {
        if (isSaid(complaint, solved)) return asIs;
        const text = cut(words ?? '');
        const heard = heardOf(complaint, by, now);
        const changes = {
          rechecks: recheckedNow(heard, { answeredAt: now, solved, ...(text === '' ? {} : { words: text }) }, now),
        };
        if (!solved) {
          const failed = applyBy(by, heard, 'recheck_failed', now, text === '' ? notSolved : text, { changes });
          return again(complaint, failed, by, now);
        }
        const result = applyBy(by, heard, 'recheck', now, text, { changes });
        // A yes that one of ours has written down is put to the customer, who may know otherwise.
        return result.ok ? write(complaint, result.complaint, byOurs(by, 'solved')) : refuse(result.reason);
      }),

    contact: (id, by, { way, outcome }) =>
      act(id, (complaint, now) =>
        step(complaint, 'contact', by, now, {
          note: `${way} ${outcome}`,
          changes: { contacts: [...(complaint.contacts ?? []), { at: now, by: by.name, way, outcome }] },
        }),
      ),

    close: (id, by) =>
      act(id, (complaint, now) => {
        if (complaint.status === 'closed') return asIs;
        // A customer who wants it closed has said that it is solved.
        const heard = by === 'customer' ? heardOf(complaint, by, now) : complaint;
        const isYes = by === 'customer' && heard.status === 'decision_communicated';
        const changes = isYes ? { rechecks: recheckedNow(heard, { answeredAt: now, solved: true }, now) } : {};
        const yes = isYes ? applyBy(by, heard, 'recheck', now, '', { changes }) : undefined;
        const asked = yes?.ok ? yes.complaint : heard;
        const result = applyBy(by, asked, 'close', now);
        if (!result.ok)
          return (result.reason === 'not_allowed' ? undefined : beforeClosing(asked)) ?? refuse(result.reason);
        return write(complaint, result.complaint, asked.status === 'rechecked' ? [] : [progress('closed')]);
      }),

    withdraw: (id, by, why = '') =>
      act(id, (complaint, now) =>
        complaint.status === 'withdrawn'
          ? asIs
          : step(complaint, 'withdraw', by, now, { note: cut(why), told: byOurs(by, 'withdrawn') }),
      ),

    reopen: (id, by, why) =>
      act(id, (complaint, now) => {
        const last = complaint.history.at(-1);
        const reason = cut(why);
        if (last?.event === 'reopen' && last.actor === actorFor(by)?.id && last.note === reason) return asIs;
        return again(complaint, applyBy(by, complaint, 'reopen', now, reason), by, now);
      }),

    survey: (id, { score, words }) =>
      act(id, (complaint, now) => {
        const { surveys = [] } = complaint;
        // One for each resolution; where a bad one has re-opened it there is no new answer yet.
        const last = complaint.history.findLast(({ event }) => event === 'answer' || event === 'survey');
        const text = cut(words ?? '');
        if (last?.event === 'survey') {
          const given = surveys.at(-1);
          const isLater = given?.words === undefined && given?.score === score && text !== '';
          if (given === undefined || !isLater) return asIs;
          // Words that come after the score belong to it.
          return write(complaint, { ...complaint, surveys: [...surveys.slice(0, -1), { ...given, words: text }] });
        }
        const said = text === '' ? {} : { words: text };
        const note = text === '' ? score : `${score}: ${text}`;
        const result = applyEvent(complaint, 'survey', customerActor, now, note, {
          changes: { surveys: [...surveys, { at: now, score, ...said }] },
        });
        if (!result.ok) return refuse(result.reason);
        if (score !== 'unsatisfied') return write(complaint, result.complaint);
        const reopened = applyEvent(result.complaint, 'reopen', customerActor, now, text === '' ? badSurvey : note);
        return again(complaint, reopened, 'customer', now);
      }),
  };
}

/** What the customer is to have said to one of ours ends it: the customer hears so, and nothing ends behind their back. */
const byOurs = (by: ComplaintActor, step: 'solved' | 'withdrawn'): readonly Told[] =>
  by === 'customer' ? [] : [progress(step)];

/** The customer has the answer, and the question whether it is solved with it. */
function communicated(complaint: Complaint, told: NonNullable<Answer['told']>, now: number): EventResult {
  const { answers = [], rechecks = [] } = complaint;
  const answer = currentAnswer(complaint);
  const proof = answer === undefined ? answers : [...answers.slice(0, -1), { ...answer, told }];
  const note = `${told.way} ${told.reference}`;
  const result = applyEvent(complaint, 'communicate', botActor, now, note, { changes: { answers: proof } });
  return result.ok
    ? applyEvent(result.complaint, 'ask_recheck', botActor, now, '', {
        changes: { rechecks: [...rechecks, { askedAt: now }] },
      })
    : result;
}

const ways = {
  web: 'chat',
  'bot-framework': 'chat',
  sms: 'sms',
  voice: 'phone',
} as const satisfies Record<Complaint['channel'], unknown>;

/** Who says whether it is solved has heard the answer, also where the proof of it has not come back yet. */
function heardOf(complaint: Complaint, by: ComplaintActor, now: number): Complaint {
  if (complaint.status !== 'answered') return complaint;
  const way = typeof by === 'string' ? ways[complaint.channel] : 'phone';
  const result = communicated(complaint, { at: now, way, reference: 'recheck' }, now);
  return result.ok ? result.complaint : complaint;
}

/** Said already, and this is the same said again. */
function isSaid({ status, history, rechecks }: Complaint, solved: boolean): boolean {
  const last = history.findLast(({ from, to }) => from !== to);
  if (!solved) return status === 'assessed' && (last?.event === 'recheck_failed' || last?.event === 'reopen');
  return (status === 'rechecked' || status === 'closed') && rechecks?.at(-1)?.solved === true;
}

/** The word given to the question that is open, or to none when the customer speaks up unasked. */
function recheckedNow(complaint: Complaint, word: Omit<Recheck, 'askedAt'>, now: number): readonly Recheck[] {
  const { rechecks = [] } = complaint;
  const last = rechecks.at(-1);
  const isOpen =
    last !== undefined && last.answeredAt === undefined && last.askedAt >= (currentAnswer(complaint)?.at ?? 0);
  return isOpen ? [...rechecks.slice(0, -1), { ...last, ...word }] : [...rechecks, { askedAt: now, ...word }];
}
