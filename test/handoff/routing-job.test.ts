import type { Handoff } from '../../src/handoff/handoff';
import { createRoutingJob } from '../../src/handoff/routing-job';
import { createWaits } from '../../src/handoff/waits';
import { tempDirs } from '../support/temp-dir';
import { deskOfActs, lin, routing, wang } from './desk-of-acts';

const tempDir = tempDirs();
const going = new AbortController().signal;
const second = 1000;
const minute = 60 * second;

function setUp() {
  const desk = deskOfActs(tempDir());
  const waits = createWaits(desk);
  const jobOf = () => createRoutingJob({ ...desk, waits });
  let job = jobOf();
  let alive: readonly string[] = [];
  return {
    ...desk,
    /** These pages are open from now on; all others are not. */
    pages: (...names: string[]) => {
      alive = names;
    },
    available: async (...names: string[]) => {
      alive = names;
      for (const name of names) await desk.presence.setStatus(name, 'available');
    },
    run: () => job.run(going),
    restart: () => {
      job = jobOf();
    },
    /** Runs the job every half second, pages show life every five. */
    async pass(ms: number) {
      for (let gone = 0; gone < ms; gone += 500) {
        desk.clock.advance(500);
        if (gone % 5_000 === 0) for (const name of alive) await desk.presence.seen(name);
        await job.run(going);
      }
    },
    events: async () => (await desk.outbox()).map(({ payload }) => payload['value'] as Record<string, unknown>),
  };
}
let desk: ReturnType<typeof setUp>;
beforeEach(() => {
  desk = setUp();
});
afterEach(() => desk.store.close());
const statusOf = async ({ id }: Handoff) => (await desk.now(id)).status;

describe('offers', () => {
  test('go to one who is there, with a time', async () => {
    await desk.available('lin');
    const { id } = await desk.put();
    await desk.run();
    const stored = await desk.now(id);
    expect(stored).toMatchObject({
      status: 'offered',
      offer: { agent: 'lin', until: desk.clock.now() + 1000 * routing.offer_seconds },
    });
    expect(stored.history?.at(-1)).toMatchObject({ event: 'offer', actor: 'desk', note: 'lin' });
    await desk.run();
    expect((await desk.now(id)).version).toBe(stored.version);
  });

  test('let pass go to the next, and who lets two pass is away', async () => {
    await desk.available('lin', 'wang');
    await desk.presence.setStatus('wang', 'busy');
    const first = await desk.put();
    await desk.run();
    await desk.presence.setStatus('wang', 'available');
    await desk.pass(25 * second);
    expect(await desk.now(first.id)).toMatchObject({ offer: { agent: 'wang' }, passedOver: [{ agent: 'lin' }] });
    expect(await desk.presence.of('lin')).toMatchObject({ status: 'available', missedOffers: 1 });
    await desk.acts.accept(first.id, wang);
    await desk.put({ reservedFor: { agent: 'lin', until: desk.clock.now() + minute } });
    await desk.pass(26 * second);
    expect(await desk.presence.of('lin')).toMatchObject({ status: 'away', reason: 'no_answer' });
    await desk.presence.setStatus('lin', 'available');
    expect((await desk.presence.of('lin'))?.missedOffers).toBeUndefined();
  });

  test('an answered one forgets what was let pass', async () => {
    await desk.available('lin');
    await desk.presence.missed('lin', 2);
    const { id } = await desk.put();
    await desk.run();
    await desk.acts.accept(id, lin);
    expect((await desk.presence.of('lin'))?.missedOffers).toBeUndefined();
  });

  test('outlive a restart of the server', async () => {
    await desk.available('lin');
    const entry = await desk.put();
    await desk.run();
    desk.clock.advance(24 * second);
    await desk.presence.seen('lin');
    desk.restart();
    await desk.run();
    expect(await statusOf(entry)).toBe('offered');
    desk.clock.advance(second);
    await desk.run();
    expect(await desk.now(entry.id)).toMatchObject({ passedOver: [{ agent: 'lin' }] });
  });

  test('to who vanishes go on at once, and count against nobody', async () => {
    await desk.available('lin');
    const entry = await desk.put();
    await desk.pass(second);
    desk.pages();
    await desk.pass(21 * second);
    expect(await desk.now(entry.id)).toMatchObject({ status: 'waiting', passedOver: [{ agent: 'lin' }] });
    expect((await desk.presence.of('lin'))?.missedOffers).toBeUndefined();
  });

  test('two nodes at once offer each customer once', async () => {
    await desk.available('lin', 'wang');
    const other = createRoutingJob({ ...desk, waits: createWaits(desk) });
    const entries = await Promise.all(Array.from({ length: 4 }, () => desk.put()));
    await Promise.all([desk.run(), other.run(going)]);
    for (const { id } of entries) {
      const { history = [], status } = await desk.now(id);
      expect(status).toBe('offered');
      expect(history.filter(({ event }) => event === 'offer')).toHaveLength(1);
    }
  });
});

describe('an agent gone without a word', () => {
  test('R14: the customer is back in line within 30 s of the last sign of life, and told', async () => {
    await desk.available('lin', 'wang');
    await desk.presence.setStatus('wang', 'busy');
    const entry = await desk.put({ status: 'assigned', agent: 'lin', rank: 5 });
    await desk.pass(10 * second);
    expect(await statusOf(entry)).toBe('assigned');
    const lastSign = (await desk.presence.of('lin'))?.seenAt ?? 0;
    desk.pages('wang');
    while ((await statusOf(entry)) === 'assigned') await desk.pass(500);
    expect(desk.clock.now() - lastSign).toBeLessThanOrEqual(30 * second);
    expect(await desk.now(entry.id)).toMatchObject({ status: 'waiting', preferredAgent: 'lin', rank: 5 });
    expect(await desk.events()).toEqual([{ state: 'failed', reason: 'agent_gone', handoffId: entry.id }]);
    // Back after a reload that took too long: asked first.
    desk.pages('lin', 'wang');
    await desk.presence.setStatus('wang', 'available');
    await desk.pass(5 * second);
    expect(await desk.now(entry.id)).toMatchObject({ offer: { agent: 'lin' } });
  });

  test('our own absence is not theirs', async () => {
    await desk.available('lin');
    const entry = await desk.put({ status: 'assigned', agent: 'lin' });
    await desk.pass(second);
    desk.clock.advance(5 * minute);
    desk.restart();
    await desk.run();
    expect(await statusOf(entry)).toBe('assigned');
    await desk.pass(19 * second);
    expect(await statusOf(entry)).toBe('assigned');
    desk.pages();
    desk.clock.advance(5 * minute);
    // The same process, paused.
    await desk.run();
    expect(await statusOf(entry)).toBe('assigned');
    await desk.pass(21 * second);
    expect(await statusOf(entry)).toBe('waiting');
  });

  test('not calls, not another desk, not who only has to be wrapped up', async () => {
    const { brief } = await desk.put({ status: 'done' });
    const kept = [
      await desk.put({ status: 'assigned', agent: 'lin', brief: { ...brief, channel: 'voice' } }),
      await desk.put({ status: 'assigned', agent: 'other:lin', hub: { name: 'other' } }),
      await desk.put({ status: 'assigned', agent: 'lin', customerLeftAt: desk.clock.now() }),
    ];
    await desk.pass(40 * second);
    for (const entry of kept) expect(await statusOf(entry)).toBe('assigned');
  });

  test('who took it just now has time to show life', async () => {
    await desk.pass(30 * second);
    const { id } = await desk.put();
    await desk.acts.take(id, lin);
    await desk.pass(19 * second);
    expect((await desk.now(id)).status).toBe('assigned');
    await desk.pass(3 * second);
    expect((await desk.now(id)).status).toBe('waiting');
  });
});

describe('call backs', () => {
  test('stand in line when their time has come, behind who waits longer', async () => {
    const from = desk.clock.now() + 10 * minute;
    const booked = await desk.put({
      ...{ status: 'call_back_booked', callBack: { from, until: from + minute }, rank: from },
    });
    await desk.pass(minute);
    const early = await desk.put();
    desk.clock.set(from);
    await desk.run();
    expect(await statusOf(booked)).toBe('waiting');
    expect(await desk.queue.position(early.id)).toBe(1);
    expect(await desk.queue.position(booked.id)).toBe(2);
    expect((await desk.events()).filter(({ position }) => position === 2)).toEqual([]);
  });

  test('after hours with nobody there, who still waits is called back', async () => {
    desk.clock.set(Date.parse('2026-11-21T21:55:00+08:00'));
    const entry = await desk.put();
    const phone = '13800000001';
    const known = await desk.put({ brief: { ...entry.brief, customer: { identity: 'stated', phone } } });
    await desk.run();
    desk.clock.set(Date.parse('2026-11-21T22:09:00+08:00'));
    await desk.run();
    expect(await statusOf(entry)).toBe('waiting');
    await desk.available('lin');
    desk.clock.set(Date.parse('2026-11-21T22:10:00+08:00'));
    await desk.presence.seen('lin');
    await desk.run();
    expect(await statusOf(entry)).toBe('offered');
    await desk.presence.setStatus('lin', 'away');
    await desk.run();
    const from = Date.parse('2026-11-22T09:00:00+08:00');
    const callBack = { from, until: from + 120 * minute };
    expect(await desk.now(entry.id)).toMatchObject({ status: 'call_back_booked', callBack, rank: from });
    expect(await desk.now(known.id)).toMatchObject({ callBack: { ...callBack, phone } });
    expect(await desk.events()).toContainEqual({ state: 'failed', reason: 'not_taken', handoffId: entry.id });
  });
});

describe('news for those who wait', () => {
  const places = async (id: string) =>
    (await desk.events()).filter(({ handoffId }) => handoffId === id).map(({ position }) => position);

  test('when the place is better, but not by the minute; in any case every three minutes', async () => {
    const ahead = await Promise.all([desk.put({ rank: 1 }), desk.put({ rank: 2 }), desk.put({ rank: 3 })]);
    const entry = await desk.put();
    await desk.pass(179 * second);
    expect(await places(entry.id)).toEqual([]);
    await desk.pass(2 * second);
    expect(await places(entry.id)).toEqual([4]);
    await desk.acts.withdraw(ahead[0].id, 'customer');
    await desk.pass(50 * second);
    expect(await places(entry.id)).toEqual([4]);
    await desk.acts.withdraw(ahead[1].id, 'customer');
    await desk.pass(20 * second);
    expect(await places(entry.id)).toEqual([4, 2]);
    await desk.pass(160 * second);
    expect(await places(entry.id)).toEqual([4, 2]);
    await desk.pass(20 * second);
    expect(await places(entry.id)).toEqual([4, 2, 2]);
    expect(await desk.now(entry.id)).toMatchObject({ told: { position: 2 } });
  });

  test('another team is another line; calls, call backs and other desks are told nothing', async () => {
    const { brief } = await desk.put({ status: 'done' });
    const callBack = { from: desk.clock.now(), until: desk.clock.now() + minute };
    await desk.put({ brief: { ...brief, channel: 'voice' } });
    await desk.put({ callBack });
    await desk.put({ hub: { name: 'other' } });
    const other = await desk.put({ skill: 'technical' });
    await desk.pass(181 * second);
    expect((await desk.events()).map(({ handoffId }) => handoffId)).toEqual([other.id]);
    expect(await places(other.id)).toEqual([1]);
  });

  test('with the wait, where the last hour says something about it', async () => {
    await desk.available('lin');
    await desk.presence.setStatus('lin', 'busy');
    for (const minutes of [8, 9, 50]) {
      const acceptedAt = desk.clock.now() - minutes * minute + 1;
      const wrapUp = { at: desk.clock.now(), by: 'lin', result: 'solved', cause: 'charged_twice' } as const;
      await desk.put({ status: 'done', agent: 'lin', acceptedAt, wrapUp });
    }
    const { id } = await desk.put();
    await desk.pass(181 * second);
    // 9 minutes through three slots
    expect((await desk.events()).find(({ handoffId }) => handoffId === id)).toMatchObject({
      position: 1,
      waitMinutes: 3,
    });
  });
});

test('nothing is begun after the job was lost', async () => {
  await desk.available('lin');
  const entry = await desk.put();
  const job = createRoutingJob({ ...desk, waits: createWaits(desk) });
  await job.run(AbortSignal.abort());
  expect(await statusOf(entry)).toBe('waiting');
});
