import type { Wish } from './contact';
import { type Dice, dice } from './dice';
import type { MarkName } from './ledger-check';
import { type PlannedNotice, planNotices } from './notice-plan';
import { dayMs, hourMs, midnight, minuteMs, timeOfDay } from './own-calendar';
import type { QuarterOptions } from './quarter-options';
import type { Sentence, Stories } from './stories';
import type { Channel } from './talk';

/** A customer who will complain. */
export interface PlannedComplaint {
  readonly index: number;
  readonly at: number;
  readonly customer: number;
  readonly anonymous: boolean;
  readonly channel: Channel;
  readonly type: string;
  readonly story: Sentence;
  /** Of a burst: nothing is forgotten, nothing told twice. */
  readonly outage: boolean;
  /** Asked whether to be on record for what is known: yes or no. */
  readonly joins: boolean;
  readonly omitted: readonly MarkName[];
  /** Told a second time some hours later, on another channel. */
  readonly toldTwice: boolean;
  /** Goes away after so many answers. */
  readonly leavesAfter: number;
}

export interface PlannedContact {
  readonly index: number;
  readonly at: number;
  readonly customer: number;
  readonly channel: Channel;
  readonly wish: Wish;
}

export interface Plan {
  readonly complaints: readonly PlannedComplaint[];
  readonly contacts: readonly PlannedContact[];
  readonly notices: readonly PlannedNotice[];
  /** Put in from the paper book, without the mark of being recorded. */
  readonly papers: readonly { readonly at: number; readonly customer: number; readonly key: string }[];
}

const omissionKinds: readonly (readonly MarkName[])[] = [
  ['handled'],
  ['rechecked'],
  ['fedBack'],
  ['handled'],
  ['rechecked', 'fedBack'],
];
/** So long before the end a complaint is recorded at the latest, for what is forgotten of it to be overdue at the end. */
const overdueAfterDays = 12;

/** The world of one seed: who comes when, with what, and what is forgotten. */
export function planOf(options: QuarterOptions, stories: Stories): Plan {
  const { seed, from, days, customers, complaints: count, contacts: visits } = options;
  const chance = dice(seed, 1);
  const until = from + days * dayMs;
  const papers = Math.max(1, Math.round(count / 1_000));
  const omitted = Math.max(4, Math.round(count * 0.03)) - papers;
  const outages = Math.max(1, Math.round(days / 9));
  const inOutage = Math.round(count * 0.1);
  const complaints: PlannedComplaint[] = [];
  const fresh = freshCustomers(chance, customers);
  for (let cluster = 0; cluster < outages; cluster += 1) {
    const place = chance.between(0, stories.places.length);
    const start = from + chance.between(1, Math.max(2, days - 3)) * dayMs + chance.between(8 * 60, 19 * 60) * minuteMs;
    // Some at once, by whom it is found, and others in the hours after, who are told what is known.
    const many = Math.max(9, inOutage / outages);
    for (let index = 0; index < many && complaints.length < count; index += 1)
      complaints.push({
        ...plain(chance, complaints.length, fresh()),
        at: start + (index < Math.max(6, many / 3) ? chance.between(0, 30) : chance.between(40, 300)) * minuteMs,
        type: 'product_quality',
        story: { of: 'outage', index: chance.between(0, stories.outage.length), place },
        outage: true,
        toldTwice: false,
      });
  }
  while (complaints.length < count) {
    const again = chance.chance(0.08) ? chance.pick(complaints) : undefined;
    const latest = until - 2 * hourMs;
    const at = again ? again.at + chance.between(60, 25 * 24 * 60) * minuteMs : moment(chance, from, days);
    if (at >= latest) continue;
    const kind = stories.complaints.find(({ type }) => type === again?.type) ?? chance.pick(stories.complaints);
    const { type } = kind;
    const story: Sentence = {
      of: { type },
      index: chance.between(0, kind.say.length),
      place: chance.between(0, stories.places.length),
    };
    const own = plain(chance, complaints.length, again?.customer ?? fresh());
    // By text message a bare story would be taken for a word on the matter that is open there.
    const channel = again === undefined ? own.channel : 'web';
    complaints.push({ ...own, channel, at, type, story, anonymous: again === undefined && own.anonymous });
  }
  forget(complaints, omitted, until - overdueAfterDays * dayMs);
  const contacts = Array.from({ length: visits }, (_, index): PlannedContact => {
    const wish = chance.weighted({ questions: 88, unclear: 5, person: 6, leaves_line: 1 });
    const at = moment(chance, from, days);
    return {
      index,
      at: wish === 'person' || wish === 'leaves_line' ? byDay(at) : at,
      customer: fresh(),
      channel: wish === 'questions' || wish === 'unclear' ? chance.weighted({ web: 7, sms: 3 }) : 'web',
      wish,
    };
  });
  const papersOf = (index: number) => ({
    at: from + (index + 1) * dayMs + 9 * hourMs,
    customer: fresh(),
    key: `paper book ${index + 1}`,
  });
  return {
    complaints,
    contacts,
    papers: Array.from({ length: papers }, (_, index) => papersOf(index)),
    notices: planNotices(options, fresh, customers - complaints.length - visits - papers),
  };
}

/** Every customer once before one comes again. */
function freshCustomers(chance: Dice, customers: number): () => number {
  const start = chance.between(0, customers);
  let taken = 0;
  return () => {
    taken += 1;
    return (start + taken * 7_919) % customers;
  };
}

const plain = (chance: Dice, index: number, customer: number) => ({
  index,
  customer,
  anonymous: chance.chance(0.04),
  channel: chance.weighted({ web: 55, sms: 30, voice: 15 }),
  omitted: [] as readonly MarkName[],
  toldTwice: chance.chance(0.02),
  leavesAfter: chance.chance(0.03) ? 1 : Number.POSITIVE_INFINITY,
  joins: chance.chance(0.85),
  outage: false,
});

/** Some time of the quarter: more by day, few at night. */
function moment(chance: Dice, from: number, days: number): number {
  const hour = chance.chance(0.08) ? chance.between(0, 8) : chance.between(8, 22);
  return from + chance.between(0, days) * dayMs + hour * hourMs + chance.between(0, 60 * 60) * 1_000;
}

/** While people serve, with time for a talk. */
function byDay(at: number): number {
  const hour = timeOfDay(at);
  return hour < 9 || hour >= 20 ? midnight(at) + 12 * hourMs + (at % hourMs) : at;
}

/** Plants omissions on customers who come once, early enough to be overdue at the end. */
function forget(complaints: PlannedComplaint[], count: number, latest: number): void {
  const times = new Map<number, number>();
  for (const { customer } of complaints) times.set(customer, (times.get(customer) ?? 0) + 1);
  const fitting = complaints.filter(
    ({ at, customer, anonymous, leavesAfter, outage }) =>
      !outage && at < latest && times.get(customer) === 1 && !anonymous && !Number.isFinite(leavesAfter),
  );
  const step = Math.max(1, Math.floor(fitting.length / Math.max(1, count)));
  for (let planted = 0; planted < count; planted += 1) {
    const chosen = fitting[planted * step];
    const marks = omissionKinds[planted % omissionKinds.length];
    if (chosen && marks) complaints[chosen.index] = { ...chosen, omitted: marks, toldTwice: false, joins: false };
  }
}
