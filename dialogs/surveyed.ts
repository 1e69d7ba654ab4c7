import type { Complaint } from '../src/complaints/complaint';
import { sayBack } from './complaint-words';
import type { LastHandoff } from './desk-state';
import type { DeskTurn } from './desk-turn';
import type { Score } from './expectation';
import { tellMore } from './tell-more';

/** What a survey is about, and what becomes of its answers. */
export interface Surveyed {
  /** Reply keys: the question, and what there is to say about a good or a bad score. */
  readonly ask: string;
  readonly words: string;
  readonly wordsBad: string;
  /** Keeps the score. @param words that came with it */
  scored(score: Score, words: string | undefined): Promise<void>;
  /** Keeps what was said about it afterwards. */
  remarked(score: Score, words: string): Promise<void>;
  /** Somebody dissatisfied is asked whether it is to be taken up again; otherwise it has been. */
  readonly offersMore: boolean;
}

export interface SurveyOptions {
  /** A complaint that was closed; absent: the last hand-over. */
  readonly complaint?: { readonly id: string; readonly number: string };
}

/** @returns `undefined`: there is nothing to ask about */
export function surveyed(desk: DeskTurn, { complaint }: SurveyOptions): Surveyed | undefined {
  if (complaint) return resolution(desk, complaint.id);
  const { lastHandoff } = desk.state;
  return lastHandoff && service(desk, lastHandoff);
}

/** A person's service. */
function service(desk: DeskTurn, last: LastHandoff): Surveyed {
  const record = (part: '' | ':words', data: object): Promise<void> =>
    desk.services.records.append({
      kind: 'survey',
      key: `${last.id}${part}`,
      at: desk.turn.now,
      conversationId: desk.turn.conversationId,
      data: { ...data, handoffId: last.id, ...(last.agent !== undefined && { agent: last.agent }) },
    });
  return {
    ask: 'survey.ask',
    words: 'survey.words',
    wordsBad: 'survey.words_bad',
    async scored(score, words) {
      await record('', { score, ...(words !== undefined && { words }) });
      if (score === 'dissatisfied') last.dissatisfied = true;
    },
    remarked: (score, words) => record(':words', { score, words }),
    offersMore: true,
  };
}

const scoreOf = { satisfied: 'satisfied', fair: 'neutral', dissatisfied: 'unsatisfied' } as const;

/**
 * How a complaint was resolved; a bad score has opened it again. It is asked of those who said that it is solved: what they
 * are not satisfied with is how, unless they take that back.
 */
function resolution(desk: DeskTurn, id: string): Surveyed {
  const isTakenBack = desk.services.cues.has('notSolvedAfterAll', desk.heard?.text ?? '');
  const { back, why } = isTakenBack
    ? { back: 'recheck.back', why: 'recheck.why' }
    : { back: 'recheck.unhappy', why: 'recheck.unhappy_why' };
  const { complaintActs, log } = desk.services;
  async function record(score: Score, words: string | undefined) {
    const done = await complaintActs.survey(id, {
      score: scoreOf[score],
      ...(words !== undefined && { words }),
    });
    if (!done.ok && done.reason === 'busy')
      throw new Error('The survey could not be recorded: its complaint changes all the time.');
    if (done.ok) await keep(done.complaint, score, words);
    else log.info({ complaintId: id, reason: done.reason }, 'survey not recorded: the complaint has gone on');
    return done;
  }
  /** Beside the complaint, where what customers say is found by the time they said it. */
  async function keep({ number, surveys = [] }: Complaint, score: Score, words: string | undefined): Promise<void> {
    const key = `${id}#${surveys.length}`;
    await desk.services.records.append({
      kind: 'survey',
      key: words === undefined ? key : `${key}:words`,
      at: desk.turn.now,
      conversationId: desk.turn.conversationId,
      data: { score, ...(words !== undefined && { words }), complaintId: id, number },
    });
  }
  return {
    ask: 'recheck.survey',
    words: 'survey.words',
    wordsBad: why,
    async scored(score, words) {
      const done = await record(score, words);
      if (score === 'dissatisfied' && done.ok) sayBack(desk, done.complaint, back);
    },
    async remarked(score, words) {
      await record(score, words);
      // Whoever takes it up again reads it with the complaint.
      if (score === 'dissatisfied') await tellMore(desk, id, words);
    },
    offersMore: false,
  };
}
