import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDesk } from './desk-under-load';
import { type GrowthLine, measureComplaintGrowth, measureKnowledgeGrowth } from './growth';
import type { LoadOptions, LoadTiming } from './load-options';
import { type MongoResult, measureMongo, measureMongoGrowth } from './mongo';
import { startMongo } from './mongo-server';
import { measureOpenConversations, type OpenConversationsResult } from './open-conversations';
import { measureSameAdapter, type SameAdapterResult } from './same-adapter';
import { measureSteps, type StepsResult } from './steps';

export const loadParts = ['adapter', 'steps', 'mongo', 'growth'] as const;
export type LoadPart = (typeof loadParts)[number];

export interface LoadResult {
  readonly sameAdapter?: SameAdapterResult;
  readonly embedded?: StepsResult;
  readonly open?: OpenConversationsResult;
  /** What the MongoDB server was; absent when none could be started. */
  readonly mongoServer?: string;
  readonly mongo: readonly MongoResult[];
  readonly complaints: readonly GrowthLine[];
  readonly knowledge: readonly GrowthLine[];
  readonly mongoComplaints: readonly GrowthLine[];
  /** What could not be measured, and why. */
  readonly notes: readonly string[];
}

export interface LoadBenchOptions {
  readonly root: string;
  readonly timing: LoadTiming;
  readonly parts: readonly LoadPart[];
  progress(line: string): void;
}

/** Real Direct Line conversations against the built product: how much it carries, how long people wait, what grows. */
export async function benchLoad({ root, timing, parts, progress }: LoadBenchOptions): Promise<LoadResult> {
  const folder = mkdtempSync(join(tmpdir(), 'desk-load-'));
  const options: LoadOptions = { root, folder, timing, progress };
  const notes: string[] = [];
  try {
    const embedded =
      parts.includes('adapter') || parts.includes('steps') ? await embeddedParts(options, parts) : undefined;
    const growth = parts.includes('growth')
      ? { complaints: await measureComplaintGrowth(options), knowledge: await measureKnowledgeGrowth(options) }
      : undefined;
    const mongo = parts.includes('mongo') ? await mongoParts(options, notes) : undefined;
    return { mongo: [], mongoComplaints: [], complaints: [], knowledge: [], ...embedded, ...growth, ...mongo, notes };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function embeddedParts(options: LoadOptions, parts: readonly LoadPart[]) {
  const { root, folder, timing, progress } = options;
  const desk = await startDesk({ root, dir: join(folder, 'desk') });
  try {
    const sameAdapter = await measureSameAdapter(options, desk);
    if (!parts.includes('steps')) return { sameAdapter };
    const capacity = sameAdapter.desk.all.perSecond;
    const embedded = await measureSteps(desk, capacity, timing, (line) => progress(`embedded store: ${line}`));
    progress(`embedded store: ${timing.openConversations} open conversations`);
    const open = await measureOpenConversations(options);
    return { sameAdapter, embedded, open };
  } finally {
    await desk.stop();
  }
}

/** A store that cannot carry the load is a finding, and what was measured before is not lost with it. */
async function mongoParts(options: LoadOptions, notes: string[]) {
  const server = await startMongo(options.root, (line) => notes.push(line));
  if (!server) return { mongo: [] };
  const mongo: MongoResult[] = [];
  let mongoComplaints: readonly GrowthLine[] = [];
  const tried = async (what: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      notes.push(`${what} was given up: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  try {
    for (const nodes of [1, 3]) {
      await tried(`MongoDB with ${nodes} node(s)`, async () => {
        mongo.push(await measureMongo(options, server, nodes));
      });
    }
    if (options.timing.mongoComplaints.length > 0) {
      await tried('Growth on MongoDB', async () => {
        mongoComplaints = await measureMongoGrowth(options, server);
      });
    }
    return { mongoServer: server.name, mongo, mongoComplaints };
  } finally {
    await server.stop();
  }
}
