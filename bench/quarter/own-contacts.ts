import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { groupBy } from './group-by';
import { hourMs } from './own-calendar';
import type { OwnContact } from './own-figures';
import type { RawActivity } from './raw-store';
import { loadStories } from './stories';

/** A visit as it is on record, and where. */
export type RecordedContact = OwnContact & {
  readonly id: string;
  readonly conversationId: string;
  readonly topics: readonly string[];
};

/** What begins a turn in which the customer is told what nobody asked for. */
const news = /^(?:complaint\.|desk\.(?:notice|draft))/;
/** A visit within so long of it answers it. */
const answersMs = 24 * hourMs;

const isSaid = ({ activity: { type } }: RawActivity): boolean => type === 'message';
const turnOf = ({ id }: RawActivity): string => id.replace(/\.\d+$/, '');

/** What of nlp-models/figures/contacts.yaml tells which questions are about a notice, by its rule. */
const { answers_to: aboutNotices } = parse(
  readFileSync(join(__dirname, '../../nlp-models/figures/contacts.yaml'), 'utf8'),
) as { readonly answers_to: Readonly<Record<string, readonly string[]>> };

/** What people of the simulation say where they are asked something, and say nowhere else. */
const replies = Object.values(loadStories()).map((one) => ({
  exact: new Set([
    ...[one.solved, one.unsolved, one.yes, one.skip, one.reopenWhy, one.refuseOffers, one.refuseAll, one.giveBack],
    ...[...one.unsolvedWords, ...one.surveyWords, ...one.answersToHandlers, ...Object.values(one.scores)],
  ]),
  ofNumber: [one.withdraw, one.reopen],
  questions: new Set(one.questions),
}));
const complaintNumbers = /C\d{8}-\d{4,}-\d/g;
const lastDigits = /^\d{4}$/;

/** Whether all that was said in a visit is about what the customer had been told, and no matter of their own. */
function isAllOurs(visit: RecordedContact, said: readonly string[], told: readonly RawActivity[]): boolean {
  const numbers = new Set(told.flatMap(({ activity: { text = '' } }) => text.match(complaintNumbers) ?? []));
  const topics = told.flatMap(({ activity: { value } }) => {
    const { rule } = (value ?? {}) as { readonly rule?: string };
    return (rule === undefined ? undefined : aboutNotices[rule]) ?? [];
  });
  const asked = visit.topics.filter((topic) => !topic.startsWith('ticket.'));
  const isAboutNotice = asked.length > 0 && asked.every((topic) => topics.some((start) => topic.startsWith(start)));
  const isReply = (text: string): boolean =>
    lastDigits.test(text) ||
    replies.some(({ exact, ofNumber, questions }) => {
      if (exact.has(text) || (isAboutNotice && questions.has(text))) return true;
      const [number = ''] = text.match(complaintNumbers) ?? [];
      return numbers.has(number) && ofNumber.some((words) => words.replace('{number}', number) === text);
    });
  const isTheirs = visit.personAsked || visit.missed > 0 || visit.complaints.length > 0;
  return !isTheirs && (asked.length === 0 || isAboutNotice) && said.every(isReply);
}

/**
 * Which visits were begun by us (docs/contacts.md), counted again from the log: the customer's first message of it came within
 * a day of something we said unasked, with nothing from the customer in between, and all of it is about that.
 */
export function begunByUs(contacts: readonly RecordedContact[], log: readonly RawActivity[]): ReadonlySet<string> {
  const logs = groupBy(log, ({ conversation }) => conversation);
  const found = new Set<string>();
  for (const contact of contacts) {
    const { id, conversationId, startedAt, endedAt, channel } = contact;
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
    if (last === undefined || startedAt - last.at > answersMs) continue;
    const visit = entries.filter(({ at }, index) => index >= first && at <= endedAt);
    const words = visit.filter((entry) => entry.direction === 'in' && isSaid(entry));
    const told = [...since, ...visit].filter((entry) => entry.direction === 'out' && isUnasked(entry));
    // A notice's rule stands in the event that brought it, some time before where it had to wait.
    const from = Math.min(...told.map(({ at }) => at)) - hourMs;
    const events = entries.filter((entry) => turns.has(entry.id) && entry.at >= from && entry.at <= endedAt);
    const texts = words.map(({ activity: { text = '' } }) => text.trim());
    if (isAllOurs(contact, texts, [...told, ...events])) found.add(id);
  }
  return found;
}
