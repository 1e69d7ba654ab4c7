import type { Complaint } from '../../complaints/complaint';
import { maskedText } from '../../ports/masked';
import type { SimilarCases } from '../desk-api';
import type { DeskContext } from '../desk-context';
import { defined } from '../read-body';
import { overlap, wordPairs } from './word-pairs';

/** Complaints read, newest first, and cases shown. */
const mostComplaints = 60;
const mostShown = 5;
const storyShown = 400;

/** Cases of the same kind that ended well, the most alike first: by the pairs of signs their stories share. */
export async function similarCases(
  { accepted, complaints }: Pick<DeskContext, 'accepted' | 'complaints'>,
  to: Complaint | undefined,
): Promise<SimilarCases> {
  if (!to) return { cases: [] };
  const candidates = (await accepted.look())
    .flatMap(({ complaints: briefed, wrapUp, conversationId }) => {
      const named = briefed.find(({ type }) => type === to.type);
      const solved = wrapUp?.result === 'solved' && conversationId !== to.conversationId;
      return named && wrapUp && solved && named.number !== to.number ? [{ number: named.number, wrapUp }] : [];
    })
    .slice(0, mostComplaints);
  const words = wordPairs(to.story);
  const cases = await Promise.all(
    candidates.map(async ({ number, wrapUp }) => {
      const complaint = await complaints.byNumber(number);
      // A type corrected afterwards counts, not what the brief said then.
      if (!complaint || complaint.type !== to.type) return [];
      const sameSubType = complaint.subType !== undefined && complaint.subType === to.subType ? 1 : 0;
      const score = overlap(words, wordPairs(complaint.story)) + sameSubType;
      return score > 0 ? [{ score, complaint, wrapUp }] : [];
    }),
  );
  const best = new Map(
    cases
      .flat()
      .sort((a, b) => b.score - a.score || b.wrapUp.at - a.wrapUp.at)
      .map((one) => [one.complaint.number, one]),
  );
  return {
    cases: [...best.values()].slice(0, mostShown).map(({ complaint, wrapUp }) =>
      defined({
        number: complaint.number,
        type: complaint.type,
        subType: complaint.subType,
        closedAt: wrapUp.at,
        story: maskedText(complaint.story).slice(0, storyShown),
        cause: wrapUp.cause,
        remedy: wrapUp.remedy,
        agreed: wrapUp.agreed === undefined ? undefined : maskedText(wrapUp.agreed),
      }),
    ),
  };
}
