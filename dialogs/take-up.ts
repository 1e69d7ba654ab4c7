import { type Complaint, isEnded } from '../src/complaints/complaint';
import { statusSummary } from '../src/complaints/status-summary';
import { numberWording } from './complaint-words';
import type { DeskTurn } from './desk-turn';
import { sayProblemStatus } from './known-problem';
import type { RecheckOptions } from './recheck-dialog';
import { tellMore } from './tell-more';

/**
 * The same matter again: one under way gets the words, and how it stands is told.
 * @returns options of the RecheckDialog to begin where it was answered or closed: it goes back to a senior
 */
export async function takeUp(
  desk: DeskTurn,
  complaint: Complaint,
  words: string,
): Promise<RecheckOptions | 'told' | 'refused'> {
  const { id, number, status } = complaint;
  if (isEnded(status) || ['answered', 'decision_communicated', 'rechecked'].includes(status))
    return { id, number, said: 'unsolved', words };
  const done = await tellMore(desk, id, words);
  if (!done.ok) return 'refused';
  desk.sayKey('same.added', { number: numberWording(desk, number) });
  const { catalogue } = desk.services;
  const choices = ['ticket_add', 'person'].map((choice) => desk.choice(choice));
  desk.say(statusSummary(done.complaint, catalogue, desk.state.language, desk.turn.now), choices);
  await sayProblemStatus(desk, done.complaint);
  return 'told';
}
