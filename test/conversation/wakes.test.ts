import fc from 'fast-check';
import type { WakeReason } from '../../src/conversation/turn';
import { Wakes } from '../../src/conversation/wakes';

type Stored = { readonly state: Record<string, unknown>; readonly wakeAt?: number };
/** What a turn leaves in the store. */
function turn(before: Stored, isWake: boolean, does: (wakes: Wakes) => void = () => undefined): Stored {
  const wakes = new Wakes(before, isWake);
  does(wakes);
  return { state: wakes.stored(before.state), ...(wakes.at !== undefined && { wakeAt: wakes.at }) };
}
const nothing: Stored = { state: { dialogs: {} } };

test('each reason has a wish of its own; the earliest is the stored one', () => {
  const both = turn(nothing, false, (wakes) => {
    wakes.set('contact', 1800);
    wakes.set('dialogs', 15);
  });
  expect(both.wakeAt).toBe(15);
  const rung = new Wakes(both, true);
  expect([...rung.rang]).toEqual(['dialogs']);
  expect(rung.of('contact')).toBe(1800);
  expect(turn(both, true).wakeAt).toBe(1800);
  const last = turn(turn(both, true), true);
  expect(last).toEqual(nothing);
});

test('two at the same moment ring together', () => {
  const both = turn(nothing, false, (wakes) => {
    wakes.set('contact', 15);
    wakes.set('dialogs', 15);
  });
  expect([...new Wakes(both, true).rang].sort()).toEqual(['contact', 'dialogs']);
});

test('a turn of a message rings nothing; calling one off leaves the other', () => {
  const both = turn(nothing, false, (wakes) => {
    wakes.set('contact', 1800);
    wakes.set('dialogs', 15);
  });
  expect(new Wakes(both, false).rang.size).toBe(0);
  expect(turn(both, false, (wakes) => wakes.set('dialogs', undefined)).wakeAt).toBe(1800);
});

test('one wish of the usual reason is stored as it always was', () => {
  expect(turn(nothing, false, (wakes) => wakes.set('dialogs', 15))).toEqual({ ...nothing, wakeAt: 15 });
});

test('written by a version that knew one reason: it is the usual one', () => {
  const old = new Wakes({ state: {}, wakeAt: 15 }, true);
  expect([...old.rang]).toEqual(['dialogs']);
  // It has left what a newer one had written.
  const mixed = new Wakes({ state: { 'desk.wakes': { dialogs: 10, contact: 1800 } }, wakeAt: 15 }, false);
  expect([mixed.of('dialogs'), mixed.of('contact')]).toEqual([15, 1800]);
  expect(new Wakes({ state: { 'desk.wakes': { dialogs: 10 } } }, false).at).toBeUndefined();
});

test('a wake turn that failed does not ring again, and the other wish stands', () => {
  const both = turn(nothing, false, (wakes) => {
    wakes.set('contact', 1800);
    wakes.set('dialogs', 15);
  });
  const wakeAt = new Wakes(both, true).at;
  // The state of a turn that failed is as before.
  const failed = new Wakes({ state: both.state, ...(wakeAt !== undefined && { wakeAt }) }, false);
  expect([failed.of('dialogs'), failed.of('contact')]).toEqual([undefined, 1800]);
});

test('no wish is lost and none rings twice, whatever turns come', () => {
  const reasons: readonly WakeReason[] = ['dialogs', 'contact'];
  const step = fc.record({
    wake: fc.boolean(),
    reason: fc.constantFrom(...reasons),
    after: fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const expected = new Map<WakeReason, number>();
      let stored: Stored = nothing;
      let now = 0;
      for (const { wake, reason, after } of steps) {
        const isWake = wake && stored.wakeAt !== undefined;
        if (isWake) now = Math.max(now, stored.wakeAt ?? 0);
        stored = turn(stored, isWake, (wakes) => {
          for (const rang of wakes.rang) {
            expect(expected.get(rang)).toBe(now);
            expected.delete(rang);
          }
          expect(reasons.map((one) => wakes.of(one))).toEqual(reasons.map((one) => expected.get(one)));
          wakes.set(reason, after && now + after);
          if (after === undefined) expected.delete(reason);
          else expected.set(reason, now + after);
        });
        expect(stored.wakeAt).toBe(expected.size === 0 ? undefined : Math.min(...expected.values()));
        // A message comes while nothing is due.
        if (!isWake && stored.wakeAt !== undefined) now = Math.min(now + 1, stored.wakeAt);
      }
    }),
  );
});
