import type { Complaint } from '../../complaints/complaint';
import { correctTypeEvent } from '../../complaints/correct-type';
import type { Handoff } from '../../handoff/handoff';
import { maskedText } from '../../ports/masked';
import type { ComplaintCard } from '../desk-api';
import type { DeskContext } from '../desk-context';
import { defined } from '../read-body';
import { evidenceSpans } from './evidence-spans';

const yearMs = 365 * 86_400_000;
const mostCards = 20;

/** This conversation's complaints first, then earlier ones of the same number. */
export async function complaintCards(
  context: DeskContext,
  handoff: Pick<Handoff, 'brief' | 'conversationId' | 'acceptedAt'>,
): Promise<readonly ComplaintCard[]> {
  const { conversationId, brief } = handoff;
  const complaints = await complaintsOf(context, handoff);
  const here = complaints.filter((complaint) => complaint.conversationId === conversationId);
  // What the bot marked while it listened is said of no complaint: where there is one alone, it is of that one.
  const marked = here.length === 1 ? (brief.evidenceSpans ?? []) : [];
  return Promise.all(complaints.map((complaint) => cardOf(context, complaint, handoff, marked)));
}

/** As {@link complaintCards}, whole: for what works with them. Never sent out as it is. */
export async function complaintsOf(
  { complaints, clock }: Pick<DeskContext, 'complaints' | 'clock'>,
  { brief, conversationId }: Pick<Handoff, 'brief' | 'conversationId'>,
): Promise<readonly Complaint[]> {
  const { phone } = brief.customer;
  const [named, ofPhone] = await Promise.all([
    Promise.all(brief.complaints.slice(0, mostCards).map(({ number }) => complaints.byNumber(number))),
    phone === undefined ? [] : complaints.ofPhone(phone, clock.now() - yearMs),
  ]);
  const all = new Map<string, Complaint>();
  for (const complaint of [...named, ...ofPhone]) if (complaint) all.set(complaint.id, complaint);
  const here = [...all.values()].filter((complaint) => complaint.conversationId === conversationId);
  const earlier = [...all.values()].filter((complaint) => complaint.conversationId !== conversationId);
  return [...here, ...earlier.sort((a, b) => b.createdAt - a.createdAt)].slice(0, mostCards);
}

async function cardOf(
  { catalogue, understander }: DeskContext,
  complaint: Complaint,
  handoff: Pick<Handoff, 'conversationId' | 'acceptedAt'>,
  marked: readonly string[],
): Promise<ComplaintCard> {
  const { type, candidates } = complaint;
  const saidByPerson = complaint.history.some(({ event }) => event === correctTypeEvent);
  const here = complaint.conversationId === handoff.conversationId;
  return defined({
    number: complaint.number,
    type,
    subType: complaint.subType,
    score: saidByPerson ? undefined : candidates.find((candidate) => candidate.type === type)?.score,
    alternatives: candidates.filter((candidate) => candidate.type !== type),
    status: complaint.status,
    createdAt: complaint.createdAt,
    here,
    repeatCount: complaint.repeatCount,
    anger: complaint.anger,
    owner: complaint.promise.owner,
    evidenceSpans: here
      ? [...new Set([...marked, ...(await evidenceSpans(understander, complaint))].map(maskedText))]
      : [],
    promises: openPromises(complaint, here && handoff.acceptedAt !== undefined),
    remedies: catalogue.type(type).remedies.map((code) => {
      const remedy = catalogue.standard.remedies[code];
      const names = remedy?.names ?? { 'zh-Hans': code, 'zh-Hant': code, en: code };
      return defined({ code, names, limitFen: remedy?.limit_fen });
    }),
  });
}

/** Those still owed; a person who talks with the customer is the first reply. */
function openPromises({ promise, status, marks }: Complaint, spokenTo: boolean): ComplaintCard['promises'] {
  if (status === 'closed' || status === 'withdrawn' || status === 'decision_communicated') return [];
  const fresh = status === 'received' || status === 'acknowledged';
  return [
    ...(fresh && !spokenTo ? [{ what: 'first_reply' as const, by: promise.firstReplyBy }] : []),
    ...(marks.handled === undefined ? [{ what: 'resolve' as const, by: promise.resolveBy }] : []),
    ...(status === 'answered' ? [] : [{ what: 'answer' as const, by: promise.answerBy }]),
  ];
}
