import type { Complaint } from './complaint';
import { roundHistory } from './round';

/**
 * Whether the last answer makes what was fed back worthless: it was told the department in a round before, and this one ends
 * with another cause or another department. What was told since it came back stands.
 * @param complaint with its history up to the answer, that one's line in it or not yet
 */
export function endsOtherwise(complaint: Pick<Complaint, 'history' | 'answers'>): boolean {
  const { history, answers = [] } = complaint;
  const told = history.findLastIndex(({ event }) => event === 'feed_back');
  if (told < 0 || told >= history.length - roundHistory(complaint).length) return false;
  const before = history.slice(0, told).filter(({ event }) => event === 'answer').length;
  const [known, now] = [answers[Math.max(0, before - 1)], answers.at(-1)];
  return known?.cause !== now?.cause || known?.owner !== now?.owner;
}
