// Loaded before the server, and into every page: the clock is put forward or back to ten in the morning, when people
// serve, by as much as DESK_TEST_SHIFT_MS says. It runs on from there; timers are real.
const shiftMs = Number(globalThis.process?.env.DESK_TEST_SHIFT_MS ?? globalThis.deskTestShiftMs ?? 0);
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + shiftMs);
    else super(...given);
  }
  static now() {
    return RealDate.now() + shiftMs;
  }
};
