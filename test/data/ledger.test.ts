import { join } from 'node:path';
import { loadCatalogue } from '../../src/complaints/catalogue';
import { type Complaint, complaintStatuses } from '../../src/complaints/complaint';
import { missedMarks } from '../../src/complaints/missed-marks';
import { omissionsOf } from '../../src/data/ledger';
import { loadWorkingDays } from '../../src/handoff/hours';
import type { NewComplaint } from '../../src/ports/complaint-repository';
import { openSqlite, type SqliteStore } from '../../src/storage/sqlite/open-sqlite';
import { ManualClock } from '../support/manual-clock';
import { newComplaint } from '../support/new-complaint';
import { sequentialIds } from '../support/sequential-ids';
import { tempDirs } from '../support/temp-dir';
import { call } from './call';

const freshDir = tempDirs();
const hourMs = 3_600_000;
const data = join(__dirname, '../../nlp-models');
const rules = loadCatalogue(join(data, 'complaints'), loadWorkingDays(join(data, 'handoff')));

describe('ledger', () => {
  const filedAt = new ManualClock().now();
  const due = filedAt + 48 * hourMs;
  const mark = { at: filedAt, actor: 'bot' };
  const handled = { at: filedAt + hourMs, actor: 'li' };
  const promise = { ...newComplaint().promise, firstReplyBy: filedAt + hourMs, resolveBy: due, answerBy: due };
  const late = filedAt + 60 * 24 * hourMs;
  let dir: string;
  let store: SqliteStore;
  beforeEach(() => {
    dir = freshDir();
    store = openSqlite({ dir, clock: new ManualClock(), ids: sequentialIds() });
  });
  afterEach(() => store.close());
  const file = (id: string, overrides: Partial<NewComplaint>) =>
    store.complaints.insert(
      newComplaint({ id, createdBy: id, createdAt: filedAt, promise, marks: { recorded: mark }, ...overrides }),
    );

  test('names what was left out by number, longest overdue first, open or closed, and says so by its exit code', async () => {
    const open = await file('open', { status: 'assessed', handler: 'li' });
    const marks = { recorded: mark, handled, rechecked: mark };
    const closed = await file('closed', { status: 'closed', marks });
    await file('done', { status: 'closed', marks: { ...marks, fedBack: mark } });
    await file('withdrawn', { status: 'withdrawn' });
    await file('merged', { status: 'merged' });
    await file('young', { createdAt: late, promise: { ...promise, resolveBy: late + 1 } });
    const told = await call(dir, ['ledger'], '', {}, new ManualClock(late));
    expect(told.code).toBe(1);
    const fedBackBy = handled.at + rules.standard.feed_back_days * 24 * hourMs;
    expect(told.output.split('\n')).toEqual([
      expect.stringMatching(/^number +left out +due \(Shanghai\) +department +handler$/),
      expect.stringMatching(new RegExp(`^${open.number} +not handled +2026-11-23 10:00 +billing +li$`)),
      expect.stringMatching(new RegExp(`^${closed.number} +not fed back +2026-11-28 11:00 +billing +nobody$`)),
      '',
    ]);
    expect(told.error).toContain('1 not handled, 1 not fed back in 2 complaints.');
    expect(told.error).toContain('100 %');
    const json = await call(dir, ['ledger', '--json'], '', {}, new ManualClock(late));
    expect(json.code).toBe(1);
    expect(JSON.parse(json.output)).toEqual({
      now: late,
      omissions: [
        { number: open.number, mark: 'handled', dueAt: due, owner: 'billing', handler: 'li' },
        { number: closed.number, mark: 'fedBack', dueAt: fedBackBy, owner: 'billing' },
      ],
    });
  });

  test('before anything is late there is nothing, with exit code 0', async () => {
    expect(await call(dir, ['ledger'], '', {}, new ManualClock(filedAt))).toMatchObject({ code: 0, output: '' });
    await file('open', {});
    const told = await call(dir, ['ledger'], '', {}, new ManualClock(due));
    expect(told).toMatchObject({ code: 0, output: '' });
    expect(told.error).toContain('nothing was left out.');
    expect((await call(dir, ['ledger', '--json'], '', {}, new ManualClock(due))).output).toBe(
      `{"now":${due},"omissions":[]}\n`,
    );
    expect(await call(dir, ['ledger', 'more'])).toMatchObject({ code: 2 });
  });

  test('finds what looking at every complaint finds, over many pages and whatever their state', async () => {
    const names = ['recorded', 'handled', 'rechecked', 'fedBack'] as const;
    const all: Complaint[] = [];
    for (let n = 0; n < 1_200; n += 1) {
      // Each combination of marks in each state; some tried in vain, as closing without a word needs it.
      const given = names.filter((_, bit) => (n >> bit) % 2 === 1);
      const at = filedAt + 2 * hourMs;
      const tries = [at, at + 10 * hourMs].map(
        (time) => ({ at: time, by: 'li', way: 'phone', outcome: 'busy' }) as const,
      );
      const answer = { at: filedAt + hourMs, by: 'li', text: 'x', cause: 'c', owner: 'billing' };
      all.push(
        await file(`cmp_${n}`, {
          createdAt: filedAt + (n % 3),
          status: complaintStatuses[n % complaintStatuses.length] ?? 'received',
          marks: Object.fromEntries(given.map((name) => [name, name === 'handled' ? handled : mark])),
          ...(n % 5 === 0 && { answers: [answer], contacts: tries }),
        }),
      );
    }
    for (const now of [due + 1, late]) {
      const expected = all.flatMap((complaint) =>
        missedMarks(complaint, now, rules).map((missed) => `${complaint.number} ${missed.mark} ${missed.dueAt}`),
      );
      const found = await omissionsOf(store.complaints, now, rules, () => {});
      expect(found.map(({ number, mark: name, dueAt }) => `${number} ${name} ${dueAt}`).sort()).toEqual(
        expected.sort(),
      );
      expect(found.map(({ dueAt }) => dueAt)).toEqual(found.map(({ dueAt }) => dueAt).sort((a, b) => a - b));
      expect(found.length).toBeGreaterThan(500);
    }
  }, 30_000);
});
