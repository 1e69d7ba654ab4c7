import { reconnectDelay } from '../../../src/channels/sms/backoff';
import { Pace } from '../../../src/channels/sms/pace';
import { ManualClock } from '../../support/manual-clock';

function pace(window = 2) {
  const clock = new ManualClock(0);
  const waits: number[] = [];
  const made = new Pace({
    clock,
    window,
    wait: async (ms) => {
      waits.push(ms);
      clock.advance(ms);
    },
  });
  return { clock, waits, pace: made };
}

describe('the pace', () => {
  it('has no pause until the other side asks for one', async () => {
    const { pace: fast, waits } = pace();
    for (let count = 0; count < 5; count++) await fast.run(async () => {});
    expect([fast.pause, waits]).toEqual([0, []]);
  });

  it('has a pause of 100 ms at the first "slower", doubling up to 5 s', () => {
    const { pace: slow, clock } = pace();
    const pauses = Array.from({ length: 8 }, () => {
      slow.slower();
      clock.advance(10_000);
      return slow.pause;
    });
    expect(pauses).toEqual([100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
  });

  it('takes a whole window of "slower" for one', () => {
    const { pace: slow } = pace();
    for (let count = 0; count < 10; count++) slow.slower();
    expect(slow.pause).toBe(100);
  });

  it('keeps the pause between two messages', async () => {
    const { pace: slow, waits } = pace();
    slow.slower();
    for (let count = 0; count < 3; count++) await slow.run(async () => {});
    expect(waits).toEqual([100, 100, 100]);
  });

  it('grows again with every message taken, back to full speed', () => {
    const { pace: slow } = pace();
    slow.slower();
    slow.faster();
    expect(slow.pause).toBeCloseTo(90);
    for (let count = 0; count < 40; count++) slow.faster();
    expect(slow.pause).toBe(0);
  });

  it('gives a place free also when the work failed', async () => {
    const { pace: narrow } = pace(1);
    await expect(narrow.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    const order: string[] = [];
    const first = narrow.run(async () => {
      await Promise.resolve();
      order.push('first');
    });
    await Promise.all([first, narrow.run(async () => void order.push('second'))]);
    expect(order).toEqual(['first', 'second']);
  });
});

describe('coming back', () => {
  it.each([
    [1, 0, 1_000],
    [1, 0.999, 1_999],
    [2, 0, 2_000],
    [5, 0.5, 24_000],
    [6, 0, 30_000],
    [6, 0.999, 59_970],
    [1_000, 0.999, 59_970],
  ])('after failure %s with chance %s waits %s ms', (failures, random, ms) => {
    expect(reconnectDelay(failures, random)).toBe(ms);
  });
});
