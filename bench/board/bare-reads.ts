import type { Store } from '../../src/storage/store';
import { percentile } from '../statistics';

const tries = 200;

/** What the server alone takes: one complaint by its id, and fifty by their numbers at the same time, as a list asks. */
export async function bareReads(store: Store): Promise<string> {
  const known = await store.complaints.list({}, 50);
  const timed = async (read: (index: number) => Promise<unknown>): Promise<string> => {
    const times: number[] = [];
    for (let index = 0; index < tries; index += 1) {
      const from = performance.now();
      await read(index);
      times.push(performance.now() - from);
    }
    times.sort((a, b) => a - b);
    return `p50 ${percentile(times, 0.5).toFixed(1)} ms, p95 ${percentile(times, 0.95).toFixed(1)} ms`;
  };
  const byId = await timed((index) => store.complaints.byId(known[index % known.length]?.id ?? ''));
  const byNumbers = await timed(() => Promise.all(known.map(({ number }) => store.complaints.byNumber(number))));
  return `the store alone: one complaint by its id: ${byId}; fifty by their numbers: ${byNumbers}`;
}
