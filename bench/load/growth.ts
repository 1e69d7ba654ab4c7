import { cpSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { median, overRounds, ratioOverRounds, type Summary } from '../statistics';
import type { LoopResult } from './closed-loop';
import type { Cost, DeskUnderLoad } from './desk-under-load';
import { startDesk } from './desk-under-load';
import { moreKnowledge } from './knowledge-entries';
import type { LoadOptions } from './load-options';
import { loopOf } from './same-adapter';
import { seedSqlite } from './seed-sqlite';

/** The same load on a store or a knowledge base of another size. */
export interface GrowthLine {
  readonly size: number;
  readonly all: Summary;
  readonly kinds: Readonly<Record<string, Summary>>;
  /** CPU time of all nodes a turn, ms: less disturbed by other programs than turns a second are. */
  readonly cpuMs: number;
  readonly rssMb: number;
  /** Turns a second, and CPU a turn, by those of the first size in the same round. */
  readonly ofFirst: number;
  readonly cpuOfFirst: number;
  /** Size of the data on disk, MB. */
  readonly storedMb?: number;
}

/** Stores with so many complaints, side by side in one run. */
export async function measureComplaintGrowth(options: LoadOptions): Promise<readonly GrowthLine[]> {
  const { root, folder, timing, progress } = options;
  const base = join(folder, 'growth-base');
  await makeBase(options, base);
  const desks: Sized[] = [];
  try {
    for (const size of timing.complaints) {
      progress(`growth: storing ${size.toLocaleString('en-US')} complaints`);
      const dir = join(folder, `growth-${size}`);
      cpSync(base, dir, { recursive: true });
      const file = join(dir, 'desk.sqlite');
      seedSqlite(file, size);
      const storedMb = statSync(file).size / 2 ** 20;
      desks.push({ size, storedMb, desk: await startDesk({ root, dir }) });
    }
    return await alternate(options, 'complaints', desks);
  } finally {
    await Promise.all(desks.map(({ desk }) => desk.stop()));
    for (const size of timing.complaints) rmSync(join(folder, `growth-${size}`), { recursive: true, force: true });
  }
}

/** Knowledge bases with so many entries, side by side in one run, on empty stores. */
export async function measureKnowledgeGrowth(options: LoadOptions): Promise<readonly GrowthLine[]> {
  const { root, folder, timing, progress } = options;
  const desks: Sized[] = [];
  try {
    for (const size of timing.entries) {
      progress(`growth: a knowledge base of ${size.toLocaleString('en-US')} entries`);
      const dataDir = join(folder, `knowledge-${size}`);
      moreKnowledge(join(root, 'nlp-models'), dataDir, size);
      const dir = join(folder, `knowledge-store-${size}`);
      mkdirSync(dir);
      desks.push({ size, desk: await startDesk({ root, dir, dataDir }) });
    }
    return await alternate(options, 'knowledge entries', desks);
  } finally {
    await Promise.all(desks.map(({ desk }) => desk.stop()));
  }
}

export interface Sized {
  readonly size: number;
  readonly desk: DeskUnderLoad;
  readonly storedMb?: number;
}

/** Real conversations to be multiplied, each gone through to its end. */
const baseConversations = 40;

async function makeBase({ root, progress }: LoadOptions, dir: string): Promise<void> {
  progress('growth: conversations to copy');
  const desk = await startDesk({ root, dir, patienceMs: 60_000 });
  try {
    let left = baseConversations;
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        for (; left > 0; left -= 1) {
          const one = desk.customer();
          while (!(await one.step()).over);
        }
      }),
    );
  } finally {
    await desk.stop();
  }
}

/** A B C C B A …: whoever comes later in a round is not always the same. */
export async function alternate(
  { timing, progress }: LoadOptions,
  what: string,
  desks: readonly Sized[],
): Promise<readonly GrowthLine[]> {
  const rounds = new Map<number, (LoopResult & Cost)[]>(desks.map(({ size }) => [size, []]));
  const load = { count: timing.customers, settleMs: timing.settleMs, measureMs: timing.measureMs };
  for (const { size, desk } of desks) {
    progress(`growth: warming up ${size.toLocaleString('en-US')} ${what}`);
    await loopOf(desk, { ...load, settleMs: 0, measureMs: timing.warmUpMs });
  }
  for (let round = 1; round <= timing.rounds; round += 1) {
    for (const { size, desk } of round % 2 === 1 ? desks : [...desks].reverse()) {
      progress(`growth: round ${round} of ${timing.rounds}, ${size.toLocaleString('en-US')} ${what}`);
      rounds.get(size)?.push(await loopOf(desk, load));
    }
  }
  const first = rounds.get(desks[0]?.size ?? 0) ?? [];
  return desks.map(({ size, storedMb }) => {
    const found = rounds.get(size) ?? [];
    const all = found.map((round) => round.all);
    const kinds = [...new Set(found.flatMap((round) => Object.keys(round.kinds)))].sort();
    const cpu = found.map(cpuMsOf);
    return {
      size,
      all: overRounds(all),
      kinds: Object.fromEntries(kinds.map((kind) => [kind, overRounds(found.flatMap((one) => one.kinds[kind] ?? []))])),
      cpuMs: median(cpu),
      rssMb: median(found.map(({ rssMb }) => rssMb)),
      ofFirst: ratioOverRounds(
        all,
        first.map((round) => round.all),
        (one) => one.perSecond,
      ),
      cpuOfFirst: median(cpu.map((ms, round) => ms / cpuMsOf(first[round] as LoopResult & Cost))),
      ...(storedMb !== undefined && { storedMb }),
    };
  });
}

const cpuMsOf = ({ cores, all }: LoopResult & Cost): number => (cores * 1000) / all.perSecond;
