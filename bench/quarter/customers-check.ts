import type { Complaint, HistoryEntry } from '../../src/complaints/complaint';
import type { Handoff } from '../../src/handoff/handoff';
import type { Gateways } from './gateways';
import { groupBy } from './group-by';
import { minuteMs } from './own-calendar';
import type { RawActivity, RawEntry, RawStore } from './raw-store';

/** What people outside know to have happened. */
export interface WorldLog {
  /** Messages customers sent, as they are called in the log of their conversation. */
  readonly sent: readonly { readonly conversation: string; readonly external: string }[];
  /** Numbers of complaints the world heard of. */
  readonly recorded: ReadonlySet<string>;
  readonly gateways: Gateways;
  readonly crashes: readonly { readonly at: number }[];
}

export interface CustomerFindings {
  readonly messages: number;
  readonly numbers: number;
  readonly steps: number;
  readonly texts: number;
  readonly textsAgain: number;
  readonly paid: number;
  readonly paidFen: number;
  readonly faults: readonly string[];
}

/** So long after a crash a turn or a sending is done over. */
const againMs = 5 * minuteMs;

/** Nobody was left without an answer, and nobody was told, sent or paid anything twice. */
export function checkCustomers(raw: RawStore, world: WorldLog): CustomerFindings {
  const faults: string[] = [];
  const log = raw.log();
  const complaints = raw.complaints();
  const outbox = raw.outbox();
  const byConversation = groupBy(log, ({ conversation }) => conversation);
  const messages = answered(byConversation, raw.handoffs(), faults);
  came(world, log, faults);
  const numbers = numbered(complaints, byConversation, world, faults);
  const steps = told(complaints, outbox, log, faults);
  const texts = delivered(outbox, world, faults);
  const paid = paidOnce(complaints, world.gateways, faults);
  return {
    messages,
    numbers,
    steps,
    ...texts,
    paid: paid.length,
    paidFen: paid.reduce((sum, { amountFen }) => sum + amountFen, 0),
    faults,
  };
}

const isSpoken = ({ activity }: RawActivity): boolean => activity.type === 'message';
/** The turn an answer belongs to. */
const turnOf = ({ id }: RawActivity): string => id.replace(/\.\d+$/, '');

/** Each message has one answer: of its own turn, of the timer that ends listening, or of the person who has the word. */
function answered(
  conversations: ReadonlyMap<string, readonly RawActivity[]>,
  handoffs: readonly Handoff[],
  faults: string[],
): number {
  let count = 0;
  const ofConversation = groupBy(handoffs, ({ conversationId }) => conversationId);
  for (const [conversation, log] of conversations) {
    const replies = groupBy(
      log.filter((entry) => entry.direction === 'out' && isSpoken(entry)),
      turnOf,
    );
    for (const entry of log) {
      if (entry.direction !== 'in' || !isSpoken(entry)) continue;
      count += 1;
      const own = replies.get(entry.id)?.length ?? 0;
      if (own === 1) continue;
      const about = `${conversation}: “${entry.activity.text}” got ${own} answers`;
      if (own > 1) faults.push(about);
      else if (!isHeard(entry, log) && !isWithPerson(entry, ofConversation.get(conversation) ?? [])) faults.push(about);
    }
  }
  return count;
}

/** Listened to: the timer's turn answers this and what came with it. */
const isHeard = (message: RawActivity, log: readonly RawActivity[]): boolean =>
  log.some(
    (entry) =>
      entry.direction === 'out' &&
      isSpoken(entry) &&
      turnOf(entry).includes(':wake:') &&
      entry.seq > message.seq &&
      entry.at - message.at < againMs,
  );

const isWithPerson = ({ at }: RawActivity, handoffs: readonly Handoff[]): boolean =>
  handoffs.some(({ acceptedAt, wrapUp }) => acceptedAt !== undefined && at >= acceptedAt && at <= (wrapUp?.at ?? at));

/** What customers sent is in the log, each once. */
function came({ sent }: WorldLog, log: readonly RawActivity[], faults: string[]): void {
  const there = new Map<string, number>();
  for (const { conversation, external, direction } of log) {
    if (direction !== 'in' || external === null) continue;
    const key = `${conversation} ${external}`;
    there.set(key, (there.get(key) ?? 0) + 1);
  }
  for (const { conversation, external } of sent) {
    const times = there.get(`${conversation} ${external}`) ?? 0;
    if (times !== 1) faults.push(`${conversation}: message ${external} is stored ${times} times`);
  }
}

/** Each complaint has its number told once when it is recorded, and is one the world told. */
function numbered(
  complaints: readonly Complaint[],
  conversations: ReadonlyMap<string, readonly RawActivity[]>,
  { recorded }: WorldLog,
  faults: string[],
): number {
  const stored = new Set(complaints.map(({ number }) => number));
  for (const number of recorded) if (!stored.has(number)) faults.push(`${number} was told and is not stored`);
  for (const { number, conversationId, createdAt, createdBy } of complaints) {
    if (!recorded.has(number)) faults.push(`${number} is stored, and nobody was told`);
    if (createdBy.startsWith('paper book')) continue;
    const log = conversations.get(conversationId) ?? [];
    const events = new Set(log.filter((entry) => entry.direction === 'in' && !isSpoken(entry)).map(({ id }) => id));
    const tellings = log.filter(
      (entry) =>
        entry.direction === 'out' &&
        isSpoken(entry) &&
        (entry.activity.text ?? '').includes(number) &&
        entry.at >= createdAt &&
        entry.at - createdAt < againMs &&
        !events.has(turnOf(entry)),
    );
    if (tellings.length !== 1) faults.push(`${number} was given ${tellings.length} times when it was recorded`);
  }
  return complaints.length;
}

/** What the customer hears of a line of the history; `undefined`: nothing, or it depends. */
function toldOf({ event, actor, from, to, note = '' }: HistoryEntry): string | undefined {
  // Steps to the answer that the repair of a known problem is: one message for all.
  if (/^P\d{8}-/.test(note) && event !== 'tell_problem') return undefined;
  const isOurs = actor !== 'customer';
  switch (event) {
    case 'assess':
      return from === 'assessed' ? undefined : 'progress:assessed';
    case 'investigate':
      return 'progress:investigating';
    case 'ask_customer':
      return 'asked';
    case 'customer_answered':
      return isOurs ? 'progress:investigating' : undefined;
    case 'answer':
      return 'answered';
    case 'tell_problem':
      return 'progress:problem';
    case 'merge':
      return 'progress:merged';
    case 'separate':
      return 'progress:separated';
    case 'remedy_paid':
      return 'progress:remedy';
    case 'recheck':
      return isOurs ? 'progress:solved' : undefined;
    case 'withdraw':
      return isOurs ? 'progress:withdrawn' : undefined;
    case 'recheck_failed':
    case 'reopen':
      return isOurs ? 'progress:reopened' : undefined;
    case 'close':
      return isOurs && from !== 'rechecked' && to === 'closed' ? 'progress:closed' : undefined;
    default:
      return undefined;
  }
}

/** Reminders and owning up are at most one for each timer: two at once are told once. */
const atMost: Readonly<Record<string, RegExp>> = { recheck: /^recheck:/, 'progress:late': /^late:/ };

/** Each real step was put on its way once, and came into the conversation once. */
function told(
  complaints: readonly Complaint[],
  outbox: readonly RawEntry[],
  log: readonly RawActivity[],
  faults: string[],
): number {
  const times = new Map<string, number>();
  for (const { external } of log) if (external !== null) times.set(external, (times.get(external) ?? 0) + 1);
  const entries = outbox.filter(({ kind }) => kind === 'conversation');
  for (const { key, status } of entries) {
    const came = times.get(`in:${key}`) ?? 0;
    if (status !== 'sent' || came !== 1)
      faults.push(`${key} is ${status} and came into its conversation ${came} times`);
  }
  const steps = groupBy(entries, ({ key }) => key.split(':v')[0] ?? '');
  let count = 0;
  for (const { id, number, history } of complaints) {
    const found = new Map<string, number>();
    for (const { key } of steps.get(id) ?? []) {
      const step = key.replace(/^.*:complaint\./, '');
      found.set(step, (found.get(step) ?? 0) + 1);
    }
    const wanted = new Map<string, number>();
    for (const line of history) {
      const step = toldOf(line);
      if (step !== undefined) wanted.set(step, (wanted.get(step) ?? 0) + 1);
    }
    for (const step of new Set([...wanted.keys(), ...found.keys()])) {
      const [has, should] = [found.get(step) ?? 0, wanted.get(step) ?? 0];
      count += has;
      const timer = atMost[step];
      const fired = timer ? history.filter(({ note = '', actor }) => actor === 'desk' && timer.test(note)).length : 0;
      if (timer ? has > fired : has !== should && step !== 'greeting')
        faults.push(`${number}: ${step} was told ${has} times, and happened ${timer ? fired : should} times`);
    }
  }
  return count;
}

/** Text messages left once each; the same words go to nobody twice at once. */
function delivered(
  outbox: readonly RawEntry[],
  { gateways, crashes }: WorldLog,
  faults: string[],
): Pick<CustomerFindings, 'texts' | 'textsAgain'> {
  const there = new Set(gateways.delivered.map(({ key }) => key));
  for (const { key, kind, status } of outbox)
    if (kind === 'sms' && (status !== 'sent' || !there.has(key)))
      faults.push(`text message ${key} is ${status} and ${there.has(key) ? '' : 'not '}delivered`);
  const said = new Map<string, number>();
  for (const { to, text, at } of gateways.delivered) {
    const before = said.get(`${to} ${text}`);
    if (before !== undefined && at - before < minuteMs && /C\d{8}-/.test(text))
      faults.push(`${to} was sent the same twice: ${text.slice(0, 60)}`);
    said.set(`${to} ${text}`, at);
  }
  for (const { key, at } of gateways.again)
    if (!crashes.some((crash) => at >= crash.at && at - crash.at < againMs))
      faults.push(`${key} was handed over again, and nothing had crashed`);
  return { texts: gateways.delivered.length, textsAgain: gateways.again.length };
}

/** Every remedy that is money was paid once, and nothing else was. */
function paidOnce(
  complaints: readonly Complaint[],
  { paid }: Gateways,
  faults: string[],
): readonly Gateways['paid'][number][] {
  const left = [...paid];
  for (const { number, remedies = [] } of complaints)
    for (const { status, amountFen, id, code } of remedies) {
      const isMoney = code === 'credit' || code === 'fee_waiver';
      if (!isMoney || status === 'waiting_approval' || status === 'refused') continue;
      const index = left.findIndex(({ reference, amountFen: sum }) => reference === number && sum === amountFen);
      if (status !== 'paid' || index < 0)
        faults.push(`${number}: ${id} is ${status} and ${index < 0 ? 'not ' : ''}paid at the gateway`);
      if (index >= 0) left.splice(index, 1);
    }
  for (const { reference, amountFen } of left)
    faults.push(`${reference}: ${amountFen} fen were paid at the gateway, and nobody gave them`);
  return paid;
}
