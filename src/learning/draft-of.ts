import { createHash } from 'node:crypto';
import type { Handoff } from '../handoff/handoff';
import type { LoggedActivity } from '../ports/conversation-store';
import { maskedText } from '../ports/masked';
import type { KnowledgeDraft } from './learning';
import type { LearningRules } from './rules';

const mostAlternatives = 5;

/** The same for the same hand-over, so that it makes one draft; tells nobody which. */
export const draftIdOf = (handoffId: string): string =>
  `draft_${createHash('sha256').update(handoffId).digest('hex').slice(0, 24)}`;

/**
 * Whether a hand-over may teach something: a person solved it, the bot had not understood the customer, and it was a
 * question. What is said about a complaint is said to one customer.
 */
export const mayTeach = ({ status, wrapUp, brief, agent }: Handoff): boolean =>
  status === 'done' &&
  wrapUp?.result === 'solved' &&
  agent !== undefined &&
  (brief.notUnderstood?.length ?? 0) > 0 &&
  !brief.topic.intent.startsWith('complaint.');

/**
 * The customer's unanswered question and what the agent answered, masked; `undefined` when there is too little of either.
 * The question is what was said last, rephrased by then; what was said before stands beside it for the reviewer.
 * @param said the conversation's log while the person had it
 */
export function draftOf(
  handoff: Handoff,
  said: readonly LoggedActivity[],
  rules: LearningRules['drafts'],
): KnowledgeDraft | undefined {
  const { id, conversationId, brief, wrapUp, agent } = handoff;
  if (!mayTeach(handoff) || !wrapUp || agent === undefined) return undefined;
  const questions = (brief.notUnderstood ?? []).map(maskedText).filter((text) => signs(text) >= rules.least_question);
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

const signs = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
