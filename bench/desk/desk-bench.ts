import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { hashPassword } from '../../src/desk/password';
import type { StaffAccount } from '../../src/desk/staff-account';
import { startHelper } from '../helper-process';
import { Nodes } from '../load/nodes';
import { random } from '../load/random';
import { type Summary, summarise } from '../statistics';
import { frameworkCustomer } from '../turns/framework-customer';
import { drive } from '../turns/load';
import type { ServerAnswer, ServerQuestion } from '../turns/server-process';
import { type DeskServer, newSecret, startDeskServer } from '../turns/start-desk-server';
import type { DeskTiming } from './desk-timing';
import { Floor } from './floor';
import { LoadAgent } from './load-agent';
import { customerLife } from './load-customer';

export interface DeskBenchOptions {
  readonly root: string;
  readonly timing: DeskTiming;
  /** Default: the embedded store. */
  readonly mongo?: { readonly url: string; readonly database: string };
  /** Folder for CPU profiles of the server; none unless told. */
  readonly profileDir?: string;
  /** Collect garbage before each look at the memory: for its slope, not for latencies. */
  readonly collect?: boolean;
  progress(line: string): void;
}

export interface MemorySample {
  readonly atMs: number;
  readonly rssMb: number;
  readonly heapMb: number;
}

export interface DeskResult {
  readonly timing: DeskTiming;
  /** By what was waited for, ms; see `waits` of the report. */
  readonly times: Readonly<Record<string, Summary>>;
  /** Conversations with a person begun, and lines said in them, both ways. */
  readonly conversations: number;
  readonly lines: number;
  readonly faults: readonly string[];
  /** CPU time of the server by time gone, 1 is one core. */
  readonly cores: number;
  readonly cpuMsALine: number;
  readonly lag: NonNullable<ServerAnswer['lag']>;
  readonly memory: readonly MemorySample[];
  /** How busy the client was, 0–1: near 1 the figures are the client's own. */
  readonly clientBusy: number;
  /** The framework's waterfall with memory state, closed loop of 10 connections, before and after. */
  readonly framework: Summary & { readonly cpuMs: number };
}

const sampleEveryMs = 15_000;
const drainMs = 60_000;
const frameworkConnections = 10;

/** Customers and agents on one server, all at once, through every door they use: REST, both streams, the desk's API. */
export async function benchDesk(options: DeskBenchOptions): Promise<DeskResult> {
  const { root, timing, mongo, profileDir, progress } = options;
  const folder = mkdtempSync(join(tmpdir(), 'desk-floor-'));
  const secret = newSecret();
  const password = randomBytes(12).toString('base64url');
  const before = await measureFramework(timing.frameworkMs, progress);
  const server = await startDeskServer(
    {
      root,
      dir: folder,
      secret,
      began: Date.now(),
      staff: staffOf(timing, await hashPassword(password)),
      lag: true,
      ...(mongo && { mongo }),
    },
    ['--expose-gc', ...(profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`])],
  );
  try {
    const found = await onTheFloor(options, server, secret, password);
    const after = await measureFramework(timing.frameworkMs, progress);
    const framework = [before, after].sort((a, b) => a.p99 - b.p99)[0] ?? after;
    return { timing, ...found, framework };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const agentNames = ({ agents }: DeskTiming): string[] => Array.from({ length: agents }, (_, index) => `agent${index}`);

const staffOf = (timing: DeskTiming, passwordHash: string): StaffAccount[] => [
  ...agentNames(timing).map((name): StaffAccount => ({ name, role: 'agent', passwordHash, capacity: timing.capacity })),
  { name: 'supervisor', role: 'supervisor', passwordHash, capacity: 1 },
];

async function onTheFloor(options: DeskBenchOptions, server: DeskServer, secret: string, password: string) {
  const { timing, progress, collect = false } = options;
  const { port } = server.ready;
  const nodes = new Nodes([port]);
  const floor = new Floor(nodes, port, secret, random(1));
  const people = [...agentNames(timing), 'supervisor'];
  const agents: LoadAgent[] = [];
  for (const name of people) {
    progress(`desk: ${name} signs in`);
    agents.push(await LoadAgent.signIn(floor, name, password, timing.agent));
  }
  const serving = agents.slice(0, -1);
  const supervisor = agents.at(-1) as LoadAgent;
  await Promise.all(serving.map((agent) => agent.begin('available')));
  await supervisor.begin('away');
  const looking = setInterval(() => void supervisor.look('live').catch((error) => floor.fault(String(error))), 1_000);

  progress(`desk: ${timing.customers} customers come`);
  const lives = Array.from({ length: timing.customers }, async (_, index) => {
    await pause((timing.rampMs * index) / timing.customers);
    await customerLife(floor, index, timing.customer);
  });
  const everyone = Promise.all(lives);
  // Whoever fails is seen at the end.
  everyone.catch(() => undefined);
  // The first are answered, and the ones who came last stand in line or talk.
  await pause(timing.rampMs * 1.25);

  const lookAt = async (): Promise<ServerAnswer> => server.ask(collect ? 'collected' : 'usage');
  const [first, started, idle] = [await lookAt(), performance.now(), performance.eventLoopUtilization()];
  const linesBefore = linesOf(floor);
  const memory: MemorySample[] = [{ atMs: 0, rssMb: first.rssMb, heapMb: first.heapMb }];
  const lags: NonNullable<ServerAnswer['lag']>[] = [];
  let last = first;
  floor.measuring = true;
  while (performance.now() - started < timing.measureMs) {
    const left = timing.measureMs - (performance.now() - started);
    await pause(Math.min(sampleEveryMs, left));
    last = await lookAt();
    const atMs = performance.now() - started;
    memory.push({ atMs, rssMb: last.rssMb, heapMb: last.heapMb });
    if (last.lag) lags.push(last.lag);
    const said = linesOf(floor) - linesBefore;
    progress(
      `desk: ${Math.round(atMs / 1000)} s, ${said} lines, ${floor.waiting.size} in line, ${floor.faults.length} faults`,
    );
  }
  floor.measuring = false;
  const elapsed = performance.now() - started;
  const clientBusy = performance.eventLoopUtilization(idle).utilization;
  const lines = linesOf(floor) - linesBefore;

  progress('desk: everybody comes to an end');
  floor.closing = true;
  clearInterval(looking);
  const ended = await Promise.race([everyone.then(() => true), pause(drainMs, false, { ref: false })]);
  if (!ended) floor.fault(`Not everything was over ${drainMs / 1000} s after the end.`);
  await Promise.race([Promise.all(serving.map((agent) => agent.finished())), pause(5_000, undefined, { ref: false })]);
  for (const agent of agents) agent.leave();
  nodes.close();
  const cpuMs = last.cpuMs - first.cpuMs;
  return {
    times: Object.fromEntries([...floor.times].sort().map(([kind, ms]) => [kind, summarise(ms, elapsed)])),
    conversations: floor.chats.size,
    lines,
    faults: floor.faults,
    cores: cpuMs / elapsed,
    cpuMsALine: cpuMs / lines,
    lag: worst(lags),
    memory,
    clientBusy,
  };
}

const linesOf = (floor: Floor): number =>
  [...floor.chats.values()].reduce((sum, chat) => sum + chat.lines('customer') + chat.lines('agent'), 0);

const worst = (lags: readonly NonNullable<ServerAnswer['lag']>[]) => ({
  p50: Math.max(0, ...lags.map(({ p50 }) => p50)),
  p99: Math.max(0, ...lags.map(({ p99 }) => p99)),
  max: Math.max(0, ...lags.map(({ max }) => max)),
});

async function measureFramework(measureMs: number, progress: (line: string) => void): Promise<DeskResult['framework']> {
  progress("desk: the framework's waterfall");
  const helper = await startHelper<ServerQuestion, ServerAnswer>(join(__dirname, '../turns/framework-server.ts'), {
    args: ['waterfall'],
  });
  try {
    const load = { connections: frameworkConnections, settleMs: 0 };
    await drive(helper.ready.port, frameworkCustomer(), { ...load, measureMs: measureMs / 2 });
    const before = await helper.ask('usage');
    const { all } = await drive(helper.ready.port, frameworkCustomer(), { ...load, measureMs });
    const after = await helper.ask('usage');
    return { ...all, cpuMs: (after.cpuMs - before.cpuMs) / all.count };
  } finally {
    await helper.stop();
  }
}
