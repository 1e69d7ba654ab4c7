import fc from 'fast-check';
import { estimateWait } from '../../src/handoff/estimate-wait';
import { lastHandler } from '../../src/handoff/last-handler';
import { createWaits } from '../../src/handoff/waits';
import { tempDirs } from '../support/temp-dir';
import { type DeskOfActs, deskOfActs, routing } from './desk-of-acts';

const tempDir = tempDirs();
let desk: DeskOfActs;
beforeEach(() => {
  desk = deskOfActs(tempDir());
});
afterEach(() => desk.store.close());
const minute = 60_000;
const tookMinutes = (...minutes: number[]) => minutes.map((one) => one * minute);

describe('estimateWait', () => {
  test.each([
    ['next, quick ones', { position: 1, slots: 6, handlingMs: tookMinutes(4, 5, 6) }, 1],
    ['rounded up to a step', { position: 5, slots: 6, handlingMs: tookMinutes(6, 6, 6) }, 5],
    ['one conversation left open changes nothing', { position: 2, slots: 2, handlingMs: tookMinutes(3, 3, 900) }, 3],
    ['half an hour', { position: 10, slots: 2, handlingMs: tookMinutes(6, 6, 6) }, 30],
    ['longer is not said', { position: 11, slots: 2, handlingMs: tookMinutes(6, 6, 6) }, undefined],
    ['nobody there', { position: 1, slots: 0, handlingMs: tookMinutes(6, 6, 6) }, undefined],
    ['too few', { position: 1, slots: 3, handlingMs: tookMinutes(6, 6) }, undefined],
  ])('%s', (_, facts, minutes) => expect(estimateWait(facts)).toBe(minutes));

  test('never less for somebody further back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(60 * minute), { minLength: 3 }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 20 }),
        (handlingMs, slots, position) => {
          const here = estimateWait({ position, slots, handlingMs }) ?? Number.POSITIVE_INFINITY;
          const behind = estimateWait({ position: position + 1, slots, handlingMs }) ?? Number.POSITIVE_INFINITY;
          expect(behind).toBeGreaterThanOrEqual(here);
        },
      ),
    );
  });
});

/** Handled in the last hour by lin, in these minutes each. */
async function handled(skill: string, ...minutes: number[]) {
  for (const took of minutes) {
    const acceptedAt = desk.clock.now() - took * minute;
    const wrapUp = { at: desk.clock.now(), by: 'lin', result: 'solved', cause: 'charged_twice' } as const;
    await desk.put({ status: 'done', agent: 'lin', skill, acceptedAt, wrapUp });
  }
}

describe('createWaits', () => {
  test('place, and the wait by the people on duty for the team', async () => {
    await handled('billing', 9, 9, 9);
    await handled('technical', 30, 30, 30);
    await desk.presence.setStatus('lin', 'busy');
    await desk.presence.setStatus('boss', 'available');
    const waits = createWaits(desk);
    const { id } = await desk.put();
    // Three slots of lin; supervisors do not count.
    expect(await waits.placeOf(id)).toEqual({ position: 1, waitMinutes: 3 });
    expect(await waits.minutesFor('technical', 1)).toBeUndefined();
    expect(await waits.placeOf('hand_none')).toBeUndefined();
  });

  test('is silent about the wait when nobody is there', async () => {
    await handled('billing', 9, 9, 9);
    await desk.presence.setStatus('lin', 'available');
    desk.clock.advance(minute);
    const { id } = await desk.put();
    expect(await createWaits(desk).placeOf(id)).toEqual({ position: 1 });
  });

  test('a team without an hour of its own is told by everybody', async () => {
    await handled('technical', 9, 9, 9);
    await desk.presence.setStatus('lin', 'available');
    expect(await createWaits(desk).minutesFor('billing', 2)).toBe(10);
  });

  test('looks up once for a crowd, and again after a fault', async () => {
    const waits = createWaits(desk);
    const { acceptedSince } = desk.queue;
    let looks = 0;
    desk.queue.acceptedSince = async (...args) => {
      looks += 1;
      if (looks === 1) throw new Error('away');
      return acceptedSince(...args);
    };
    await expect(waits.minutesFor('billing', 1)).rejects.toThrow('away');
    await Promise.all(Array.from({ length: 20 }, () => waits.minutesFor('billing', 1)));
    expect(looks).toBe(2);
    desk.clock.advance(15_000);
    await waits.minutesFor('billing', 1);
    expect(looks).toBe(3);
  });
});

describe('lastHandler', () => {
  const matter = { conversationId: 'conv_new' };

  test('of this conversation, this number, or one of its complaints, within the sticky hours', async () => {
    const { brief } = await desk.put({ status: 'done' });
    const acceptedAt = desk.clock.now();
    await desk.put({ status: 'done', agent: 'chen', acceptedAt, conversationId: 'conv_a' });
    const customer = { identity: 'stated', phone: '13800000001' } as const;
    await desk.put({ status: 'done', agent: 'lin', acceptedAt, brief: { ...brief, customer } });
    const complaints = [{ number: 'C1', type: 'after_sales', status: 'closed', createdAt: 1 }];
    await desk.put({ status: 'assigned', agent: 'wang', acceptedAt, brief: { ...brief, complaints } });
    const ask = (more: object) => lastHandler(desk.queue, { ...matter, ...more }, desk.clock.now(), routing);
    expect(await ask({})).toBeUndefined();
    expect(await ask({ conversationId: 'conv_a' })).toBe('chen');
    expect(await ask({ phone: '13800000001' })).toBe('lin');
    expect(await ask({ complaints: ['C0', 'C1'] })).toBe('wang');
    expect(await ask({ phone: '13800000009', complaints: [] })).toBeUndefined();
    desk.clock.advance(routing.sticky_hours * 60 * minute + 1);
    expect(await ask({ conversationId: 'conv_a', phone: '13800000001' })).toBeUndefined();
  });
});
