import { auditPage } from '../../src/desk/views/audit-page';
import type { LogRecord } from '../../src/ports/record-log';

const record = (at: number, key: number): LogRecord => ({
  kind: 'audit',
  key: String(key),
  at,
  conversationId: 'c1',
  data: { staff: 'lin', act: 'view', about: String(key) },
});

/** As the stores do; notes how much was read. */
function logOf(kept: readonly LogRecord[]) {
  const newest = [...kept].reverse();
  const limits: number[] = [];
  return {
    limits,
    list: async (_: LogRecord['kind'], limit: number, before = Number.POSITIVE_INFINITY) => {
      limits.push(limit);
      return newest.filter(({ at }) => at < before).slice(0, limit);
    },
  };
}

async function leafed(
  kept: readonly LogRecord[],
): Promise<{ pages: number[]; seen: (string | undefined)[]; limits: number[] }> {
  const log = logOf(kept);
  const pages: number[] = [];
  const seen: (string | undefined)[] = [];
  for (let before: number | undefined; pages.length < 1_000; ) {
    const { entries } = await auditPage(log, before);
    if (entries.length === 0) break;
    pages.push(entries.length);
    seen.push(...entries.map(({ about }) => about));
    before = entries.at(-1)?.at;
  }
  return { pages, seen, limits: log.limits };
}

test('every line of a long trail is leafed to once, newest first, and no page reads more than it shows', async () => {
  const kept = Array.from({ length: 25_000 }, (_, index) => record(index, index));
  const { pages, seen, limits } = await leafed(kept);
  expect(seen).toEqual(kept.map(({ key }) => key).reverse());
  expect(new Set(pages)).toEqual(new Set([100]));
  expect(Math.max(...limits)).toBe(101);
});

test('lines of one moment stay together, however many', async () => {
  const kept = Array.from({ length: 3_000 }, (_, index) => record(index < 2_500 ? 1 : index, index));
  const { pages, seen } = await leafed(kept);
  expect(seen).toEqual(kept.map(({ key }) => key).reverse());
  expect(pages).toEqual([100, 100, 100, 100, 100, 2_500]);
});
