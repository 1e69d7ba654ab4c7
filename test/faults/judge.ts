import { parseComplaintNumber } from '../../src/complaints/number';
import type { Customer } from './customer';
import type { Evidence, LogRow } from './evidence';
import type { Findings } from './findings';
import { person } from './life';

/** Holds what every customer was told against what is stored: nothing lost, doubled or halved (R1, R5). */
export function judge(findings: Findings, customers: readonly Customer[], evidence: Evidence): void {
  const acknowledged = customers.flatMap((customer) => customer.acknowledged);
  findings.figure('messages acknowledged', acknowledged.length);
  findings.figure('requests sent again', sum(customers.map(({ retries }) => retries)));
  const found = customers.map((customer) => judgeOne(customer, evidence));
  const all = <K extends keyof Judged>(key: K) => found.flatMap((one) => one[key]);
  findings.figure(
    'answered exactly once',
    acknowledged.length - all('unanswered').length - all('answeredTwice').length,
  );
  findings.none('acknowledged and lost', all('lost'));
  findings.none('stored twice, or sent by nobody', all('extra'));
  findings.none('without an answer', all('unanswered'));
  findings.none('answered twice or with a gap', all('answeredTwice'));
  findings.none('out of order in the log', all('outOfOrder'));
  findings.none('seen twice, never or out of order by the customer', all('misseen'));
  findings.none('other id for the same message', all('otherId'));
  findings.figure('complaints', evidence.complaints.length);
  findings.none('complaints told and not stored', all('complaintsLost'));
  findings.none('complaints stored and not told', all('complaintsUntold'));
  findings.none('requests for a person lost or doubled', all('handoffs'));
  judgeNumbers(findings, evidence);
  const ours = new Set(customers.map(({ conversationId }) => conversationId));
  findings.none(
    'conversations with a message left over',
    evidence.unprocessed.filter((id) => ours.has(id)),
  );
}

interface Judged {
  readonly lost: unknown[];
  readonly extra: unknown[];
  readonly unanswered: unknown[];
  readonly answeredTwice: unknown[];
  readonly outOfOrder: unknown[];
  readonly misseen: unknown[];
  readonly otherId: unknown[];
  readonly complaintsLost: unknown[];
  readonly complaintsUntold: unknown[];
  readonly handoffs: unknown[];
}

function judgeOne(customer: Customer, evidence: Evidence): Judged {
  const log = evidence.activities.filter(({ conversationId }) => conversationId === customer.conversationId);
  const incoming = log.filter(({ externalId }) => externalId?.startsWith('in:client:'));
  const expected = customer.acknowledged.map(({ id, key }) => `${id} in:client:${key}`);
  const stored = incoming.map(({ id, externalId }) => `${id} ${externalId}`);
  const replies = log.filter(({ direction }) => direction === 'out').map(({ id }) => id);
  const repliesTo = (id: string) => replies.filter((reply) => reply.startsWith(`${id}.`));
  const inOrder = log.filter(({ direction }) => direction === 'in').flatMap(({ id }) => repliesTo(id));
  const filed = evidence.complaints.filter(({ conversationId }) => conversationId === customer.conversationId);
  const numbers = filed.map(({ number }) => number);
  const asked = customer.acknowledged.filter(({ text }) => text === person).length;
  const queued = evidence.handoffs.filter(({ conversationId }) => conversationId === customer.conversationId).length;
  return {
    lost: expected.filter((one) => !stored.includes(one)),
    extra: stored.filter((one, index) => !expected.includes(one) || stored.indexOf(one) !== index),
    unanswered: customer.acknowledged.filter(({ id }) => repliesTo(id).length === 0),
    // Replies are numbered from 1; an apology after a fault is none of them.
    answeredTwice: customer.acknowledged.filter(({ id }) => !isCountedFrom1(id, repliesTo(id))),
    outOfOrder: [
      ...log.filter(({ seq }, index) => seq !== index + 1),
      ...replies.filter((reply) => inOrder.includes(reply)).filter((reply, index) => reply !== inOrder[index]),
      ...stored.filter((one, index) => expected.includes(one) && one !== expected[index]),
    ],
    misseen: misseen(customer, log),
    otherId: customer.again.filter(({ first, second }) => first !== second),
    complaintsLost: [...customer.told].filter((number) => !numbers.includes(number)),
    complaintsUntold: numbers.filter((number) => !customer.told.has(number)),
    handoffs: asked === queued ? [] : [`${customer.name}: asked ${asked} times, waits ${queued} times`],
  };
}

const isCountedFrom1 = (id: string, replies: readonly string[]): boolean =>
  replies.every((reply, index) => reply === `${id}.${index + 1}`);

/** The first entry is the event that opened the conversation, which no client sees. */
function misseen({ seen, name }: Customer, log: readonly LogRow[]): string[] {
  const [wanted, got] = [log.slice(1).map(({ id }) => id), seen.map(({ id }) => id)];
  const at = wanted.findIndex((id, index) => got[index] !== id);
  if (at < 0 && wanted.length === got.length) return [];
  return [`${name}: ${at < 0 ? got.length : at}th is ${got[at]}, not ${wanted[at]}; ${got.length} of ${wanted.length}`];
}

/** `C20261121-0042-7`: valid, no two alike, and none left out since the first of the day. */
function judgeNumbers(findings: Findings, { complaints }: Evidence): void {
  const numbers = complaints.map(({ number }) => number);
  findings.none('numbers given twice or wrong', [
    ...numbers.filter((number, index) => numbers.indexOf(number) !== index),
    ...numbers.filter((number) => parseComplaintNumber(number) !== number),
  ]);
  const gaps = [...new Set(numbers.map((number) => number.slice(1, 9)))].flatMap((day) => {
    const ofDay = numbers.filter((number) => number.slice(1, 9) === day);
    const serials = new Set(ofDay.map((number) => Number(number.split('-')[1])));
    const missing = Array.from({ length: Math.max(...serials) }, (_, index) => index + 1).filter(
      (n) => !serials.has(n),
    );
    return missing.map((serial) => `${day}-${serial}`);
  });
  findings.none('gaps in the numbers of a day', gaps);
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The value that a share of all stays below; 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** How long customers waited: until a message was taken, and from then until it was answered. */
export function noteTimes(findings: Findings, customers: readonly Customer[]): void {
  const said = customers.flatMap((customer) => customer.acknowledged);
  const line = (values: readonly number[]) =>
    [0.5, 0.99, 1].map((share) => Math.round(percentile(values, share))).join(' / ');
  findings.figure('taken after ms, p50 / p99 / most', line(said.map(({ takenMs }) => takenMs)));
  const answered = said.flatMap(({ answeredMs }) => (answeredMs === undefined ? [] : [answeredMs]));
  findings.figure('answered after ms, p50 / p99 / most', line(answered));
}
