import fc from 'fast-check';
import { createRateLimiter } from '../../src/platform/rate-limit';

const at = (start = 0) => {
  const clock = { time: start, now: () => clock.time };
  return clock;
};

it('lets the limit through, then says when to come back', () => {
  const clock = at();
  const limiter = createRateLimiter({ limit: 2, windowMs: 10_000, clock });
  expect(limiter.take('a')).toEqual({ ok: true });
  clock.time = 4_000;
  expect(limiter.take('a')).toEqual({ ok: true });
  expect(limiter.take('a')).toEqual({ ok: false, retryAfterSeconds: 6 });
  expect(limiter.take('b')).toEqual({ ok: true });
  clock.time = 10_001;
  expect(limiter.take('a')).toEqual({ ok: true });
  expect(limiter.take('a')).toEqual({ ok: false, retryAfterSeconds: 4 });
});

it('does not refuse for the hour by which the clock was set back', () => {
  const clock = at(3_600_000);
  const limiter = createRateLimiter({ limit: 1, windowMs: 10_000, clock });
  expect(limiter.take('a')).toEqual({ ok: true });
  clock.time = 1_000;
  expect(limiter.take('a')).toEqual({ ok: true });
  expect(limiter.take('a')).toEqual({ ok: false, retryAfterSeconds: 10 });
});

it('never lets more than the limit through in any window', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3_000), { maxLength: 200 }), (steps) => {
      const clock = at();
      const limiter = createRateLimiter({ limit: 5, windowMs: 10_000, clock });
      const passed: number[] = [];
      for (const step of steps) {
        clock.time += step;
        if (limiter.take('k').ok) passed.push(clock.time);
      }
      for (const from of passed) {
        expect(passed.filter((time) => time >= from && time < from + 10_000).length).toBeLessThanOrEqual(5);
      }
    }),
  );
});

it('forgets the key idle longest when it knows too many', () => {
  const limiter = createRateLimiter({ limit: 1, windowMs: 10_000, clock: at(), maxKeys: 2 });
  for (const key of ['a', 'b', 'c']) limiter.take(key);
  expect(limiter.take('c').ok).toBe(false);
  expect(limiter.take('a').ok).toBe(true);
});
