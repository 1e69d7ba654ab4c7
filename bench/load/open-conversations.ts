import { join } from 'node:path';
import { arrivals } from './arrivals';
import { type DeskUnderLoad, startDesk } from './desk-under-load';
import type { LoadOptions } from './load-options';
import { random } from './random';
import { loopOf } from './same-adapter';

/** What many open conversations cost that seldom say something. */
export interface OpenConversationsResult {
  readonly conversations: number;
  /** Added by them, after a garbage collection, MB for each 1,000. */
  readonly rssMb: number;
  readonly heapMb: number;
  /** Cores for each 1,000 of them: listening only, and with a message each every `thinkMs`. */
  readonly coresListening: number;
  readonly coresTalking: number;
  readonly thinkMs: number;
  readonly p99: number;
}

const thinkMs = 30_000;

/** On a server of its own, warmed up: opens them with their streams, looks at the memory, listens, then lets them talk. */
export async function measureOpenConversations(options: LoadOptions): Promise<OpenConversationsResult> {
  const { root, folder, timing } = options;
  const desk = await startDesk({ root, dir: join(folder, 'open') });
  try {
    await loopOf(desk, { count: timing.customers, settleMs: 0, measureMs: timing.warmUpMs * 2 });
    return await measured(desk, timing.openConversations, timing.openMs);
  } finally {
    await desk.stop();
  }
}

async function measured(desk: DeskUnderLoad, conversations: number, ms: number): Promise<OpenConversationsResult> {
  const before = await desk.memory();
  const open = Array.from({ length: conversations }, () => desk.customer());
  // As many at once as a closed loop has; each gets its greeting and its stream.
  for (let at = 0; at < open.length; at += 32) await Promise.all(open.slice(at, at + 32).map((one) => one.step()));
  const after = await desk.memory();
  const listening = await desk.costOf(async () => {
    await new Promise((resolve) => setTimeout(resolve, ms / 2));
    return {};
  });
  const rate = (conversations * 1000) / thinkMs;
  const waiting = [...open];
  const talking = await desk.costOf(() =>
    // They are there already: nobody new comes while one of them has something left to say.
    arrivals((steps) => waiting.pop() ?? desk.customer(steps), {
      rate,
      settleMs: 0,
      measureMs: ms,
      thinkMs,
      random: random(2),
    }),
  );
  for (const one of open) one.leave();
  const thousands = conversations / 1000;
  return {
    conversations,
    rssMb: (after.rssMb - before.rssMb) / thousands,
    heapMb: (after.heapMb - before.heapMb) / thousands,
    coresListening: listening.cores / thousands,
    coresTalking: talking.cores / thousands,
    thinkMs,
    p99: talking.all.p99,
  };
}
