// Loaded into a process before its own code (node --require): its wall clock is off by the milliseconds that the file
// CLOCK_SHIFT_FILE holds, from the moment they are written there. Timers and deadlines of the runtime go on as they do.
const { readFileSync, watchFile } = require('node:fs');

const file = process.env.CLOCK_SHIFT_FILE;
const RealDate = Date;
let shift = 0;
const read = () => {
  shift = Number(readFileSync(file, 'utf8')) || 0;
};
read();
watchFile(file, { interval: 20, persistent: false }, read);

globalThis.Date = class ShiftedDate extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [RealDate.now() + shift] : given));
  }
  static now() {
    return RealDate.now() + shift;
  }
};
