import { createComplaintActs } from '../../src/complaints/acts/create-complaint-acts';
import { createComplaintClockJob } from '../../src/complaints/complaint-clock-job';
import type { Log } from '../../src/ports/log';
import { silentLog } from '../../src/ports/log';
import { day, hour } from './example-complaint';
import { li, monday, office, ok } from './office';

const signal = () => new AbortController().signal;

describe('createComplaintClockJob', () => {
  test('two nodes that look at the same time fire everything once', async () => {
    const { clock, complaints, deps, file } = office();
    const ids = Array.from({ length: 30 }, (_, nth) => file({ phone: `138000000${10 + nth}` }).id);
    const jobs = [1, 2].map(() => {
      const acts = createComplaintActs(deps);
      return createComplaintClockJob({ complaints, acts, clock, log: silentLog });
    });
    for (let look = 0; look < 20; look += 1) {
      clock.advance(day);
      await Promise.all(jobs.map((job) => job.run(signal())));
    }
    for (const id of ids) {
      const { fired = [], history } = complaints.get(id);
      expect(new Set(fired).size).toBe(fired.length);
      expect(fired).toHaveLength(12);
      expect(history.filter(({ note }) => note === 'resolve:100#0')).toHaveLength(1);
    }
    expect(new Set(complaints.outbox.map(({ key }) => key)).size).toBe(complaints.outbox.length);
    expect(complaints.told()).toHaveLength(2 * ids.length);
  });

  test('a new node catches up with what fell due while none was there', async () => {
    const { acts, clock, complaints, file } = office();
    const { id } = file();
    clock.advance(100 * day);
    await createComplaintClockJob({ complaints, acts, clock, log: silentLog }).run(signal());
    expect(complaints.get(id).fired).toHaveLength(12);
    expect(complaints.get(id)).toMatchObject({ level: 2 });
    // Said once, however much of it was late.
    expect(complaints.told()).toEqual(['progress late']);
  });

  test('however many of one number are late at once, the customer hears of it once a day, and how many they are', async () => {
    const { acts, clock, complaints, file, pass, tell } = office();
    const [first, ...others] = Array.from({ length: 5 }, () => file({ identity: 'verified' }));
    const stranger = file({ phone: '13800000009' });
    const solved = file({ identity: 'verified' });
    await tell(solved.id);
    clock.advance(100 * day);
    await createComplaintClockJob({ complaints, acts, clock, log: silentLog }).run(signal());
    const late = complaints.outbox.filter(({ payload }) => (payload['value'] as { step?: string }).step === 'late');
    const values = late.map(({ payload }) => payload['value']);
    expect(values).toEqual([
      { step: 'late', id: first?.id, number: first?.number, others: 4 },
      { step: 'late', id: stranger.id, number: stranger.number },
    ]);
    for (const { id } of others) expect(complaints.get(id).fired).toContain('late:resolve#0');
    await pass(2 * day);
    expect(complaints.told().filter((name) => name === 'progress late')).toHaveLength(2);
  });

  test('a number that was only stated learns nothing of other complaints under it', async () => {
    const { clock, complaints, file, run } = office();
    for (const identity of ['stated', 'verified', 'verified'] as const) file({ identity });
    clock.advance(3 * day);
    await run();
    const [told, ...more] = complaints.outbox.map(({ payload }) => payload['value'] as object);
    expect(told).not.toHaveProperty('others');
    expect(more).toEqual([]);
  });

  test('a clock set back fires nothing again', async () => {
    const { clock, complaints, file, run } = office();
    const { id } = file();
    clock.advance(3 * day);
    await run();
    const { version } = complaints.get(id);
    clock.set(monday);
    await run();
    clock.set(monday + 3 * day);
    await run();
    expect(complaints.get(id).version).toBe(version);
  });

  test('more than a page is done in one run', async () => {
    const { clock, complaints, file, run } = office();
    const ids = Array.from({ length: 250 }, () => file().id);
    clock.advance(3 * hour);
    await run();
    for (const id of ids) expect(complaints.get(id).fired).toContain('first_reply:100#0');
  });

  test('one that cannot be fired is logged and keeps nobody waiting', async () => {
    const { acts, clock, complaints, file } = office();
    const [bad, good] = [file().id, file().id];
    clock.advance(3 * hour);
    const logged: object[] = [];
    const log: Log = { ...silentLog, error: (fields) => logged.push(fields) };
    const fireTimers = (id: string) =>
      id === bad ? Promise.reject(new Error('the store is away')) : acts.fireTimers(id);
    await createComplaintClockJob({ complaints, acts: { fireTimers }, clock, log }).run(signal());
    expect(complaints.get(good).fired).toContain('first_reply:100#0');
    expect(logged).toEqual([{ complaint: bad, err: new Error('the store is away') }]);
  });

  test('nothing more is begun when the lease is lost', async () => {
    const { clock, complaints, file, job } = office();
    const ids = Array.from({ length: 5 }, () => file().id);
    clock.advance(3 * hour);
    const lost = new AbortController();
    complaints.meanwhile = () => lost.abort();
    await job.run(lost.signal);
    expect(ids.filter((id) => complaints.get(id).fired !== undefined)).toHaveLength(1);
  });

  test('what was written without a timer is put right by looking', async () => {
    const { acts, complaints, file } = office();
    const { id } = file();
    complaints.put({ ...complaints.get(id), dueAt: monday });
    ok(await acts.fireTimers(id));
    expect(complaints.get(id)).toMatchObject({ dueAt: monday + hour });
    const { version } = complaints.get(id);
    ok(await acts.fireTimers(id));
    expect(complaints.get(id).version).toBe(version);
    expect(await acts.assign(id, li, 'li')).toMatchObject({ ok: true });
  });
});
