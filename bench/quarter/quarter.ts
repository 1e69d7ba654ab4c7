import type { Actor } from './agenda';
import { type CustomerFindings, checkCustomers } from './customers-check';
import { checkFigures, type FiguresFindings, figuresQueries } from './figures-check';
import { checkLanguages, type LanguagesFindings } from './languages-check';
import { differences, type MarkName, type OmissionName, ownOmissions } from './ledger-check';
import { mongoQuarter } from './mongo-quarter';
import { checkNotices, type NoticesFindings } from './notices-check';
import { dayMs, hourMs } from './own-calendar';
import { ownClusters } from './own-clusters';
import { ownStandard } from './own-standard';
import { planOf } from './plan';
import { checkProblems, type ProblemsFindings } from './problems-check';
import type { CrashPoint, StaffMember } from './protocol';
import type { QuarterOptions } from './quarter-options';
import { schedule } from './schedule';
import { sqliteQuarter } from './sqlite-quarter';
import { loadStories } from './stories';
import { supervise } from './supervisor';
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
  readonly notices: NoticesFindings;
  readonly crashes: World['crashes'];
  readonly absences: World['absences'];
  readonly replaced: World['replaced'];
  /** How many questions each node answered. */
  readonly asked: readonly number[];
  /** Everything that is otherwise than it has to be, by what was checked. */
  readonly faults: Readonly<
    Record<
      'world' | 'ledger' | 'timers' | 'figures' | 'customers' | 'problems' | 'languages' | 'notices',
      readonly string[]
    >
  >;
}

const crashPoints: readonly CrashPoint[] = ['complaint_stored', 'remedy_paid', 'sms_sent', 'act_stored'];
const ledgerEveryDays = 7;

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
  const store = options.mongoUrl === undefined ? sqliteQuarter() : await mongoQuarter(options.mongoUrl);
  const until = from + days * dayMs;
  const standard = ownStandard(
    root,
    (id, at) => world.troubles.get(id)?.news.findLast((news) => news.at <= at)?.repairBy,
  );
  const stories = loadStories();
  const seen = new Set<string>();
  const world: World = new World(
    { root, store, nodes: options.nodes, from, until, seed, standard, stories, staff },
    (id) => {
      if (seen.has(id)) return;
      seen.add(id);
      world.go(supervise(world, id));
    },
  );
  const plan = planOf(options, stories['zh-Hans']);
  const planted = new Map<string, readonly MarkName[]>();
  const ledgerFaults: string[] = [];
  let looks = 0;
  try {
    await world.start();
    const recorded = schedule(world, plan, planted);
    for (const [index, at] of spread(options, options.crashes).entries())
      world.go(armed(world, crashPoints[index % crashPoints.length] ?? 'complaint_stored'), at);
    if (options.outageHours > 0) {
      const [node = until, store = until] = [0.4, 0.7].map((share) => from + Math.floor(days * share) * dayMs);
      world.go(nodeAway(world, options.outageHours * hourMs), node + 13 * hourMs);
      world.go(storeAway(world, (options.outageHours * hourMs) / 2), store + 15 * hourMs);
    }
    for (let day = ledgerEveryDays; day < days; day += ledgerEveryDays)
      world.go(
        ledgerLook(world, ledgerFaults, () => (looks += 1)),
        from + day * dayMs + 11 * hourMs,
      );
    let shown = -1;
    while (world.nextAt < until) {
      await world.step();
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
    const raw = await store.raw();
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
    const notices = checkNotices(raw, world, standard, until);
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
      notices,
      crashes: world.crashes,
      absences: world.absences,
      replaced: world.replaced,
      asked: world.askedOfNodes,
      faults: {
        world: [...world.faults, ...world.failures.map(({ at, fault }) => `${new Date(at).toISOString()} ${fault}`)],
        ledger: ledgerFaults,
        timers: timers.faults,
        figures: counted.faults,
        customers: customers.faults,
        problems: problems.faults,
        languages: languages.faults,
        notices: notices.faults,
      },
    };
  } finally {
    await world.stop();
    await store.close();
  }
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

async function* storeAway(world: World, ms: number): Actor {
  yield world.now;
  await world.locked(world.now + ms);
}

/** The ledger in the middle of the quarter, against the histories. */
async function* ledgerLook(world: World, faults: string[], looked: () => void): Actor {
  const { omissions = [] } = yield* world.request({ do: 'ledger' });
  const at = world.now;
  const own = ownOmissions(await world.options.store.complaints(), world.options.standard, at);
  looked();
  faults.push(
    ...differences(
      `ledger of ${new Date(at).toISOString()}`,
      own,
      omissions.map(({ number, mark }) => `${number} ${mark}`),
    ),
  );
}
