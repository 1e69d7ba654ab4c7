import { groupBy } from './group-by';
import { hourMs } from './own-calendar';
import type { OwnContact } from './own-figures';
import type { RawActivity } from './raw-store';

/** A visit as it is on record, and where. */
export type RecordedContact = OwnContact & { readonly id: string; readonly conversationId: string };

/** What begins a turn in which the customer is told what nobody asked for. */
const news = /^(?:complaint\.|desk\.(?:notice|draft))/;
/** A visit within so long of it answers it. */
const answersMs = 24 * hourMs;

const isSaid = ({ activity: { type } }: RawActivity): boolean => type === 'message';
const turnOf = ({ id }: RawActivity): string => id.replace(/\.\d+$/, '');

/**
 * Which visits were begun by us (docs/contacts.md), counted again from the log: the customer's first message of it came within
 * a day of something we said unasked, with nothing from the customer in between.
 */
export function begunByUs(contacts: readonly RecordedContact[], log: readonly RawActivity[]): ReadonlySet<string> {
  const logs = groupBy(log, ({ conversation }) => conversation);
  const found = new Set<string>();
  for (const { id, conversationId, startedAt, channel } of contacts) {
    if (channel === 'voice') continue;
    const entries = logs.get(conversationId) ?? [];
    const first = entries.findIndex((entry) => entry.direction === 'in' && isSaid(entry) && entry.at === startedAt);
    const before = entries.slice(0, Math.max(0, first));
    const lastWord = before.findLastIndex((entry) => entry.direction === 'in' && isSaid(entry));
    const since = before.slice(lastWord + 1);
    const turns = new Set(
      entries
        .filter(({ direction, activity }) => direction === 'in' && news.test(activity.name ?? ''))
        .map((one) => one.id),
    );
    const word = before[lastWord];
    const isAnswered =
      word === undefined || since.some((entry) => entry.direction === 'out' && turnOf(entry) === word.id);
    // What came while something else was open is told later by a timer; other words of a timer belong to the visit before.
    const said = new Set(before.filter((entry) => entry.direction === 'out' && isSaid(entry)).map(turnOf));
    const hasWaited = before.some(({ id: turn }) => turns.has(turn) && !said.has(turn));
    const isUnasked = (entry: RawActivity): boolean =>
      turns.has(turnOf(entry)) || (isAnswered && hasWaited && turnOf(entry).includes(':wake:'));
    const last = since.findLast((entry) => entry.direction === 'out' && isSaid(entry) && isUnasked(entry));
    if (last !== undefined && startedAt - last.at <= answersMs) found.add(id);
  }
  return found;
}
