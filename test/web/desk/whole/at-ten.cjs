// Loaded before the server, and into every page: the clock is put forward or back to ten in the morning, when people
// serve, by as much as CLOCK_SHIFT_MS says. It runs on from there; timers are real.
const shiftMs = Number(globalThis.process?.env.CLOCK_SHIFT_MS ?? globalThis.clockShiftMs);
const now = Date.now.bind(Date);
const shiftedNow = () => now() + shiftMs;
globalThis.Date = new Proxy(Date, {
  construct: (target, given) => (given.length === 0 ? new target(shiftedNow()) : new target(...given)),
  apply: (target) => new target(shiftedNow()).toString(),
  get: (target, name) => (name === 'now' ? shiftedNow : Reflect.get(target, name)),
});
