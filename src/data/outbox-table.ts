import { maskText } from '../ports/mask';
import type { Outbox, OutboxEntry } from '../ports/outbox';

/** Entries shown of each kind; the counts say how many there are. */
const most = 200;

/** What waits and what was given up, newest first; numbers and codes in payloads are masked. */
export async function outboxTable(outbox: Outbox, now: number): Promise<string[]> {
  const { waiting, dead, oldestAt } = await outbox.counts();
  const since = oldestAt === undefined ? '' : `, the oldest for ${ago(now - oldestAt)}`;
  const lines = [`${waiting} waiting${since}; ${dead} dead`];
  for (const status of ['waiting', 'dead'] as const) {
    for (const entry of await outbox.list(status, most)) lines.push(...shown(entry, now));
  }
  return lines;
}

function shown(entry: OutboxEntry, now: number): string[] {
  const tries = `${entry.attempts} ${entry.attempts === 1 ? 'try' : 'tries'}`;
  const head = [
    entry.status.padEnd(7),
    entry.kind.padEnd(9),
    ago(now - entry.createdAt).padStart(6),
    tries.padStart(8),
  ];
  return [
    `${head.join('  ')}  ${maskText(entry.key)}`,
    `         ${maskText(JSON.stringify(entry.payload)).slice(0, 160)}`,
    ...(entry.lastError === undefined ? [] : [`         ${maskText(entry.lastError).slice(0, 160)}`]),
  ];
}

function ago(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3_600)} h` : `${Math.round(seconds / 86_400)} d`;
}

/** @returns how many dead entries wait again */
export async function resendAllDead(outbox: Outbox): Promise<number> {
  let again = 0;
  for (;;) {
    const dead = await outbox.list('dead', most);
    let moved = 0;
    for (const { key } of dead) if (await outbox.resend(key)) moved += 1;
    again += moved;
    if (moved === 0) return again;
  }
}
