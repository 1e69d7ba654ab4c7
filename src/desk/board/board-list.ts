import type { Complaint } from '../../complaints/complaint';
import type { ContactFact } from '../../figures/facts';
import type { FiguresList } from '../../figures/figures';
import { maskedSpeech, maskedText } from '../../ports/masked';
import type { BoardList } from '../board-api';
import { complaintLine } from '../complaints/complaint-line';
import type { DeskContext } from '../desk-context';

export type ListItem = BoardList['items'][number];
export type ListContext = Pick<
  DeskContext,
  'complaints' | 'queue' | 'records' | 'conversations' | 'catalogue' | 'clock'
>;

/** First words in a list. */
const aboutLength = 120;
/** Entries of a conversation read to find what a visit began with. */
const pageSize = 100;
const mostPages = 5;

/** The rows behind a number as supervisors see them, masked; what was erased meanwhile is left out. */
export async function listItems(context: ListContext, items: FiguresList['items']): Promise<ListItem[]> {
  const found = await Promise.all(items.map((item) => itemOf(context, item)));
  return found.filter((item): item is ListItem => item !== undefined);
}

export function complaintItem(
  { catalogue, clock }: Pick<DeskContext, 'catalogue' | 'clock'>,
  complaint: Complaint,
): Extract<ListItem, { kind: 'complaint' }> {
  const line = complaintLine(complaint, catalogue, clock.now());
  return { kind: 'complaint', complaint: { ...line, channel: complaint.channel } };
}

async function itemOf(
  context: ListContext,
  { kind, id, at }: FiguresList['items'][number],
): Promise<ListItem | undefined> {
  if (kind === 'complaint') {
    const complaint = await context.complaints.byNumber(id);
    return complaint && complaintItem(context, complaint);
  }
  if (kind === 'handoff') {
    const handoff = await context.queue.byId(id);
    return (
      handoff && { kind, id, at, channel: handoff.brief.channel, about: firstWords(maskedText(handoff.brief.summary)) }
    );
  }
  const contact = (await context.records.get('contact', id))?.data as ContactFact | undefined;
  return contact && { kind, id, at, channel: contact.channel, about: await aboutVisit(context, contact) };
}

/** What the customer wrote first, or what it was about. */
async function aboutVisit({ conversations }: ListContext, contact: ContactFact): Promise<string> {
  const { conversationId, startedAt, endedAt, topics } = contact;
  let after = 0;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page = await conversations.read(conversationId, after, pageSize);
    const first = page.find(
      ({ direction, at, activity }) =>
        direction === 'in' && at >= startedAt && at <= endedAt && activity.type === 'message' && activity.text,
    );
    if (first?.activity.text) return firstWords(maskedSpeech(first.activity.text));
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize || last.at > endedAt) break;
    after = last.seq;
  }
  return topics.join(', ');
}

/** Of a text that is masked already: half a number is not seen to be one. */
const firstWords = (masked: string): string => [...masked].slice(0, aboutLength).join('');
