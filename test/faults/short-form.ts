import { mongoUrl } from '../support/mongo';
import { ensureBuilt } from '../support/server-process';
import type { Fault } from './fault';
import { play, report } from './play';

/** Plays the short form as a test; what needs a MongoDB server is left out without one (see test/support/mongo.ts). */
export function shortForm(fault: Fault): void {
  if (fault.mongo && mongoUrl === undefined) return;
  beforeAll(() => ensureBuilt(), 180_000);
  test(`${fault.name}: ${fault.title}`, async () => {
    const findings = await play(fault, 'short');
    process.stderr.write(report(fault, findings));
    // A test machine may be busy: times are shown here, and judged by the long form.
    expect(findings.filter(({ ok, pace }) => !ok && !pace)).toEqual([]);
  }, 240_000);
}
