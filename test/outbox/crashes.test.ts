import { seededRandom } from '../support/seeded-random';
import { never, outboxFixture, textMessage } from './outbox-fixture';

const setUp = outboxFixture();

test('a hundred crashes of the sender: none lost, at most one sent twice for each (R6)', async () => {
  const { put, sender, outbox, clock } = setUp();
  const random = seededRandom(20261121);
  const sent = new Map<string, number>();
  const keys: string[] = [];
  let crashes = 0;

  /** A process that ends at one of its next steps: from then on it does nothing more. */
  function mortal() {
    let steps = random(1, 25);
    const sentHere = new Set<string>();
    let died = (): void => undefined;
    const death = new Promise<void>((resolve) => {
      died = resolve;
    });
    const step = async (): Promise<void> => {
      steps -= 1;
      if (steps > 0) return;
      if (steps === 0) died();
      await new Promise(() => undefined);
    };
    const { run } = sender(
      async ({ key }) => {
        await step();
        if (random(0, 4) === 0) return { ok: false, error: 'gateway away' };
        expect(sentHere.has(key)).toBe(false);
        sentHere.add(key);
        sent.set(key, (sent.get(key) ?? 0) + 1);
        await step();
        return { ok: true };
      },
      {
        outbox: {
          list: (...asked) => outbox.list(...asked),
          claim: async (...asked) => {
            await step();
            const claimed = await outbox.claim(...asked);
            await step();
            return claimed;
          },
          settle: async (...asked) => {
            await step();
            const settled = await outbox.settle(...asked);
            await step();
            return settled;
          },
        },
      },
    );
    return Promise.race([run(never).then(() => 'done' as const), death.then(() => 'died' as const)]);
  }

  while (crashes < 100) {
    const more = Array.from({ length: random(1, 4) }, (_, n) => `k${keys.length + n}`);
    keys.push(...more);
    await put(...more.map((key) => textMessage(key)));
    if ((await mortal()) === 'died') crashes += 1;
    clock.advance(random(1_000, 30_000));
  }
  const lastOne = sender(async ({ key }) => {
    sent.set(key, (sent.get(key) ?? 0) + 1);
    return { ok: true };
  });
  for (let n = 0; n < 50; n += 1, clock.advance(60_000)) await lastOne.run(never);

  expect(keys.filter((key) => !sent.has(key))).toEqual([]);
  expect(await outbox.counts()).toEqual({ waiting: 0, dead: 0 });
  const duplicates = [...sent.values()].reduce((sum, times) => sum + times - 1, 0);
  console.log(`${keys.length} entries, ${crashes} crashes: 0 lost, ${duplicates} sent twice`);
  expect(duplicates).toBeGreaterThan(0);
  expect(duplicates).toBeLessThanOrEqual(crashes);
});
