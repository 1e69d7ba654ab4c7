import type { Understanding } from '../src/understanding/understanding';
import { answeredIn } from './contact';
import type { DeskTurn } from './desk-turn';

/** What it was about, in counts of what customers asked. */
const topic = 'reviewed_answer';

/**
 * Perhaps an agent answered the very same question before, and a supervisor published the answer: it speaks where the bot
 * has not understood, and instead of a general answer it would give. A thumb on it names the draft.
 * @returns whether it was answered
 */
export async function reviewedAnswer(desk: DeskTurn, { text, language }: Understanding): Promise<boolean> {
  const { services, state } = desk;
  const found = await services.published?.find(text, language);
  if (!found) return false;
  state.failedTurns = 0;
  // The words were somebody's question in this language, so they are no noise.
  state.language = found.language;
  desk.say({ text: found.answer, speak: found.answer });
  desk.markRateable(topic, found.id);
  answeredIn(desk, topic);
  return true;
}
