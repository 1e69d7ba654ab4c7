import fc from 'fast-check';
import { Lanes } from '../../src/conversation/lanes';

test('never two at a time for one key, never more than the limit, and no call forgotten', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 20 }), async (s, calls) => {
      const active = new Set<string>();
      const asked = new Map<string, number>();
      const seen = new Map<string, number>();
      const lanes = new Lanes(2, async (key) => {
        expect(active.has(key)).toBe(false);
        active.add(key);
        expect(active.size).toBeLessThanOrEqual(2);
        seen.set(key, asked.get(key) ?? 0);
        await s.schedule(Promise.resolve());
        active.delete(key);
      });
      for (const call of calls) {
        asked.set(`${call}`, (asked.get(`${call}`) ?? 0) + 1);
        lanes.schedule(`${call}`);
        if (call === 0) await s.waitNext(s.count() > 0 ? 1 : 0);
      }
      await s.waitIdle();
      await lanes.idle();
      // Whatever was there when it was last called for was looked at after that call.
      expect(seen).toEqual(asked);
    }),
    { numRuns: 200 },
  );
});

test('a full house is served first come, first served', async () => {
  const served: string[] = [];
  const lanes = new Lanes(1, async (key) => {
    served.push(key);
  });
  for (const key of ['a', 'b', 'c', 'b']) lanes.schedule(key);
  await lanes.idle();
  expect(served).toEqual(['a', 'b', 'c']);
});

test('stopped, it ends what runs and starts nothing', async () => {
  const served: string[] = [];
  const lanes = new Lanes(1, async (key) => {
    await Promise.resolve();
    served.push(key);
  });
  for (const key of ['a', 'b', 'a']) lanes.schedule(key);
  lanes.stop();
  lanes.schedule('c');
  await lanes.idle();
  expect(served).toEqual(['a']);
});

test('work can be run in a lane at once, only while it is free and nobody waits; calls meanwhile are not forgotten', async () => {
  const served: string[] = [];
  const lanes = new Lanes(2, async (key) => {
    served.push(key);
  });
  let end = (): void => {};
  const running = new Promise<void>((resolve) => {
    end = resolve;
  });
  expect(lanes.runNow('a', () => running)).toBe(true);
  expect(lanes.runNow('a', () => running)).toBe(false);
  expect(lanes.runNow('b', () => running)).toBe(true);
  expect(lanes.runNow('c', () => running)).toBe(false);
  lanes.schedule('a');
  lanes.schedule('c');
  expect(served).toEqual([]);
  end();
  await lanes.idle();
  expect(served.sort()).toEqual(['a', 'c']);
  lanes.stop();
  expect(lanes.runNow('d', () => running)).toBe(false);
});
