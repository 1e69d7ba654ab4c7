import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import type { Actor } from './agenda';
import { Case } from './case';
import { casePlan } from './case-plan';
import { contact } from './contact';
import { type CustomerFindings, checkCustomers } from './customers-check';
import { dice } from './dice';
import { checkFigures, type FiguresFindings, figuresQueries } from './figures-check';
import { fileComplaint } from './filing';
import { checkLanguages, type LanguagesFindings } from './languages-check';
import { differences, type MarkName, type OmissionName, ownOmissions } from './ledger-check';
import { dayMs, hourMs, minuteMs } from './own-calendar';
import { ownClusters } from './own-clusters';
import { ownStandard } from './own-standard';
import { type Plan, type PlannedComplaint, planOf } from './plan';
import { checkProblems, type ProblemsFindings } from './problems-check';
import type { CrashPoint, StaffMember } from './protocol';
import type { QuarterOptions } from './quarter-options';
import { rawStore } from './raw-store';
import { languageOf, loadStories, sentenceOf } from './stories';
import { supervise } from './supervisor';
import { callTalk, pageTalk, type Talk, textTalk } from './talk';
import { checkTimers, type TimerFindings } from './timer-check';
import { World } from './world';

/** How far it has come. */
export interface Progress {
  readonly day: number;
  readonly days: number;
  readonly complaints: number;
  readonly asked: number;
}

export interface QuarterResult {
  readonly complaints: number;
  readonly planted: readonly OmissionName[];
  readonly ledgerLooks: number;
  readonly timers: TimerFindings;
  readonly figures: FiguresFindings;
  readonly customers: CustomerFindings;
  readonly problems: ProblemsFindings;
  readonly languages: LanguagesFindings;
  readonly crashes: World['crashes'];
  readonly absences: World['absences'];
  /** Everything that is otherwise than it has to be, by what was checked. */
  readonly faults: Readonly<
    Record<'world' | 'ledger' | 'timers' | 'figures' | 'customers' | 'problems' | 'languages', readonly string[]>
  >;
}

const crashPoints: readonly CrashPoint[] = ['complaint_stored', 'remedy_paid', 'sms_sent', 'act_stored'];
const ledgerEveryDays = 7;
/** A killed process loses nothing there, and nobody waits for a disk whose power is never cut here. */
const inMemory = '/dev/shm';

const staff: readonly StaffMember[] = [
  ...['林', '陈', '黄', '吴', '周', '郑'].map((name, index) => ({
    name: `agent${index + 1}`,
    displayName: `客服小${name}`,
    role: 'agent' as const,
  })),
  { name: 'supervisor1', displayName: '班长老周', role: 'supervisor' },
  { name: 'supervisor2', displayName: '班长老刘', role: 'supervisor' },
];

/** Plays the quarter against the product and looks what became of it. */
export async function playQuarter(
  options: QuarterOptions,
  progress: (progress: Progress) => void,
): Promise<QuarterResult> {
  const { root, seed, from, days } = options;
  const dir = mkdtempSync(join(existsSync(inMemory) ? inMemory : tmpdir(), 'quarter-'));
  const until = from + days * dayMs;
  const standard = ownStandard(
    root,
    (id, at) => world.troubles.get(id)?.news.findLast((news) => news.at <= at)?.repairBy,
  );
  const stories = loadStories();
  const seen = new Set<string>();
  const world: World = new World({ root, dir, from, until, seed, standard, stories, staff }, (id) => {
    if (seen.has(id)) return;
    seen.add(id);
    world.go(supervise(world, id));
  });
  const plan = planOf(options, stories['zh-Hans']);
  const planted = new Map<string, readonly MarkName[]>();
  const ledgerFaults: string[] = [];
  let looks = 0;
  let lock: Database.Database | undefined;
  try {
    await world.start();
    const recorded = schedule(world, plan, planted);
    for (const [index, at] of spread(options, options.crashes).entries())
      world.go(armed(world, crashPoints[index % crashPoints.length] ?? 'complaint_stored'), at);
    if (options.outageHours > 0) {
      const [node = until, store = until] = [0.4, 0.7].map((share) => from + Math.floor(days * share) * dayMs);
      world.go(nodeAway(world, options.outageHours * hourMs), node + 13 * hourMs);
      world.go(
        storeAway(world, (options.outageHours * hourMs) / 2, () => {
          lock = new Database(join(dir, 'desk.sqlite'));
          lock.exec('BEGIN IMMEDIATE');
        }),
        store + 15 * hourMs,
      );
    }
    for (let day = ledgerEveryDays; day < days; day += ledgerEveryDays)
      world.go(
        ledgerLook(world, dir, ledgerFaults, () => (looks += 1)),
        from + day * dayMs + 11 * hourMs,
      );
    const unlock = (): void => {
      lock?.exec('ROLLBACK');
      lock?.close();
      lock = undefined;
    };
    let shown = -1;
    while (world.nextAt < until) {
      await world.step(unlock);
      const day = Math.floor((world.now - from) / dayMs);
      if (day === shown) continue;
      shown = day;
      progress({ day, days, complaints: recorded(), asked: world.asked });
    }
    world.now = until;
    const { omissions = [] } = (await world.ask({ do: 'ledger' })) ?? {};
    const { figures = [] } = (await world.ask({ do: 'figures', queries: figuresQueries(from, until) })) ?? {};
    await world.stop();
    looks += 1;
    const listed = omissions.map(({ number, mark }): OmissionName => `${number} ${mark}`);
    const wanted = [...planted].flatMap(([number, marks]) => marks.map((mark): OmissionName => `${number} ${mark}`));
    const raw = rawStore(dir);
    const complaints = raw.complaints();
    ledgerFaults.push(
      ...differences('ledger against what was planted', wanted, listed),
      ...differences('ledger against the histories', ownOmissions(complaints, standard, until), listed),
    );
    const timers = checkTimers(complaints, standard, until, world.absences);
    const paid = new Map<string, number>();
    for (const { reference, amountFen } of world.gateways.paid)
      paid.set(reference, (paid.get(reference) ?? 0) + amountFen);
    const counted = checkFigures(raw, standard, until, paid, figures);
    const customers = checkCustomers(raw, world);
    const languages = checkLanguages(raw, world);
    const problems = checkProblems(raw, world, ownClusters(root, stories), standard, until);
    raw.close();
    return {
      complaints: complaints.length,
      planted: wanted,
      ledgerLooks: looks,
      timers,
      figures: counted,
      customers,
      problems,
      languages,
      crashes: world.crashes,
      absences: world.absences,
      faults: {
        world: [...world.faults, ...world.failures.map(({ at, fault }) => `${new Date(at).toISOString()} ${fault}`)],
        ledger: ledgerFaults,
        timers: timers.faults,
        figures: counted.faults,
        customers: customers.faults,
        problems: problems.faults,
        languages: languages.faults,
      },
    };
  } finally {
    lock?.close();
    await world.stop();
    if (process.env['QUARTER_KEEP'] === undefined) rmSync(dir, { recursive: true, force: true });
    else process.stderr.write(`store kept in ${dir}\n`);
  }
}

/** Everybody of the plan comes. @returns how many complaints were recorded so far */
function schedule(world: World, plan: Plan, planted: Map<string, readonly MarkName[]>): () => number {
  let recorded = 0;
  for (const planned of plan.complaints)
    world.go(
      complains(world, planned, planted, () => (recorded += 1)),
      planned.at,
    );
  for (const { at, index, customer, channel, wish } of plan.contacts) {
    const talk = talkOf(world, channel, customer, `visit${index}`);
    if (channel !== 'sms') world.speakers.set(phoneOf(customer), languageOf(customer));
    world.go(contact(world, talk, wish, dice(world.options.seed, 1_000_000 + index)), at);
  }
  for (const paper of plan.papers) world.go(fromPaper(world, paper, planted), paper.at);
  return () => recorded;
}

const phoneOf = (customer: number): string => `139${String(customer).padStart(8, '0')}`;

function talkOf(world: World, channel: Talk['channel'], customer: number, name: string): Talk {
  const [phone, language] = [phoneOf(customer), languageOf(customer)];
  if (channel === 'sms') return textTalk(world, phone, language);
  return channel === 'voice' ? callTalk(world, phone, name, language) : pageTalk(world, name, language);
}

/** Tells a complaint, and sees it through. */
async function* complains(
  world: World,
  planned: PlannedComplaint,
  planted: Map<string, readonly MarkName[]>,
  recorded: () => void,
): Actor {
  const { index, customer, anonymous, joins, leavesAfter } = planned;
  const channel = anonymous ? 'web' : planned.channel;
  const phone = anonymous ? undefined : phoneOf(customer);
  world.speakers.set(phoneOf(customer), languageOf(customer));
  const talk = talkOf(world, channel, customer, `complaint${index}`);
  const story = sentenceOf(talk.stories, planned.story);
  const filed = yield* fileComplaint(world, talk, story, phone, { leavesAfter, joins });
  for (const [part, one] of filed.entries()) {
    recorded();
    const chance = dice(world.options.seed, 2_000_000 + index * 4 + part);
    const omitted = part === 0 ? planned.omitted : [];
    if (omitted.length > 0) planted.set(one.number, omitted);
    const mayReopen = world.now < world.until - 20 * dayMs;
    const plan = casePlan(chance, one.type, omitted, mayReopen);
    const matter = { filed: one, phone: one.phone, talk, plan, dice: chance };
    world.go(new Case(world, matter).run());
  }
  const [first] = filed;
  if (!planned.toldTwice || first === undefined || phone === undefined) return;
  yield world.now + 40 * minuteMs;
  const other = pageTalk(world, `again${index}`, talk.language);
  const again = yield* fileComplaint(world, other, story, phone, { leavesAfter: Number.POSITIVE_INFINITY, joins });
  for (const [part, one] of again.entries()) {
    recorded();
    const chance = dice(world.options.seed, 3_000_000 + index * 4 + part);
    const plan = casePlan(chance, one.type, [], true);
    const matter = { filed: one, phone, talk: other, plan, dice: chance, mergedInto: () => first.number };
    world.go(new Case(world, matter).run());
  }
}

async function* fromPaper(
  world: World,
  { key, customer }: Plan['papers'][number],
  planted: Map<string, readonly MarkName[]>,
): Actor {
  const phone = phoneOf(customer);
  const talk = textTalk(world, phone, languageOf(customer));
  yield* world.request({ do: 'paper', key, phone, language: talk.language });
  const [filed] = world.filedIn(talk.conversation);
  if (!filed) return void world.faults.push(`${key}: was not put in`);
  planted.set(filed.number, ['recorded']);
  const chance = dice(world.options.seed, 4_000_000 + customer);
  yield* new Case(world, {
    filed,
    phone,
    talk,
    plan: casePlan(chance, filed.type, ['recorded'], true),
    dice: chance,
  }).run();
}

/** Days spread over the quarter, at different times. */
const spread = ({ from, days }: QuarterOptions, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => from + (Math.floor((days * (index + 1)) / (count + 1)) + 0.45) * dayMs);

async function* armed(world: World, point: CrashPoint): Actor {
  yield* world.request({ do: 'arm', point });
}

async function* nodeAway(world: World, ms: number): Actor {
  yield world.now;
  await world.away(world.now + ms);
}

async function* storeAway(world: World, ms: number, lock: () => void): Actor {
  yield world.now;
  lock();
  world.locked(world.now + ms);
}

/** The ledger in the middle of the quarter, against the histories. */
async function* ledgerLook(world: World, dir: string, faults: string[], looked: () => void): Actor {
  const { omissions = [] } = yield* world.request({ do: 'ledger' });
  const at = world.now;
  const raw = rawStore(dir);
  const own = ownOmissions(raw.complaints(), world.options.standard, at);
  raw.close();
  looked();
  faults.push(
    ...differences(
      `ledger of ${new Date(at).toISOString()}`,
      own,
      omissions.map(({ number, mark }) => `${number} ${mark}`),
    ),
  );
}
