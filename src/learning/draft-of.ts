import { createHash } from 'node:crypto';
import type { Handoff } from '../handoff/handoff';
import type { LoggedActivity } from '../ports/conversation-store';
import { maskedText } from '../ports/masked';
import { type KnowledgeDraft, longestQuestion } from './learning';
import type { LearningRules } from './rules';

const mostAlternatives = 5;

/** The same for the same hand-over, so that it makes one draft; tells nobody which. */
export const draftIdOf = (handoffId: string): string =>
  `draft_${createHash('sha256').update(handoffId).digest('hex').slice(0, 24)}`;

/**
 * Whether a hand-over may teach something: a person solved a question that the bot had not understood, or had answered
 * without helping. What is said about a complaint, or to a customer whose account is open, is said to one customer.
 */
export const mayTeach = ({ status, wrapUp, brief, agent }: Handoff): boolean =>
  status === 'done' &&
  wrapUp?.result === 'solved' &&
  agent !== undefined &&
  !brief.topic.intent.startsWith('complaint.') &&
  !brief.topic.intent.startsWith('ticket.') &&
  ((brief.notUnderstood?.length ?? 0) > 0 || wasAnsweredInVain(brief));

/** The bot answered, and the customer went on to a person. */
const wasAnsweredInVain = ({ answered, customer }: Handoff['brief']): boolean =>
  answered.length > 0 && customer.identity !== 'verified';

/**
 * The customer's question and what the agent answered, masked; `undefined` when there is too little of either.
 * The question is what was said last, rephrased by then; what was said before stands beside it for the reviewer.
 * @param said the conversation's log while the person had it
 * @param isPraised the customer was satisfied, in so many words: needed where the bot had an answer, as many ask for a
 *   person whatever they were told
 */
export function draftOf(
  handoff: Handoff,
  said: readonly LoggedActivity[],
  rules: LearningRules['drafts'],
  isPraised: boolean,
): KnowledgeDraft | undefined {
  const { id, conversationId, brief, wrapUp, agent } = handoff;
  if (!mayTeach(handoff) || !wrapUp || agent === undefined) return undefined;
  const missed = asked(brief.notUnderstood ?? [], rules);
  const questions = missed.length > 0 ? missed : isPraised && wasAnsweredInVain(brief) ? answered(handoff, rules) : [];
  const question = questions.at(-1);
  const opening = brief.suggestedOpening.trim();
  const answer = said
    .filter(({ at, direction }) => direction === 'out' && at >= (handoff.acceptedAt ?? wrapUp.at) && at <= wrapUp.at)
    .flatMap(({ activity: { from, text } }) => (from?.id?.startsWith('agent:') && text ? [text.trim()] : []))
    .filter((text) => text !== opening && signs(text) >= rules.least_answer)
    .map(maskedText)
    .join('\n')
    .slice(0, rules.longest_answer);
  if (question === undefined || answer === '') return undefined;
  return {
    id: draftIdOf(id),
    status: 'draft',
    language: brief.language,
    question,
    alternatives: [...new Set(questions.slice(0, -1))].filter((one) => one !== question).slice(-mostAlternatives),
    answer,
    from: { handoffId: id, conversationId, agent, at: wrapUp.at },
  };
}

const asked = (texts: readonly string[], rules: LearningRules['drafts']): readonly string[] =>
  texts.map(maskedText).filter((text) => signs(text) >= rules.least_question && text.length <= longestQuestion);

/** The last question the bot answered: what stands before it may be about anything. */
function answered({ brief, reason }: Handoff, rules: LearningRules['drafts']): readonly string[] {
  const own = brief.transcript.filter(({ from }) => from === 'customer').map(({ text }) => text);
  // The wish for a person is the last thing said.
  return asked(reason === 'customer_asked' ? own.slice(0, -1) : own, rules).slice(-1);
}

const signs = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
