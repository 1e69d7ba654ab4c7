import { join } from 'node:path';
import type { Actor } from '../../../bench/quarter/agenda';
import { Agenda } from '../../../bench/quarter/agenda';
import { dice } from '../../../bench/quarter/dice';
import { differences, ownOmissions } from '../../../bench/quarter/ledger-check';
import { ownStandard } from '../../../bench/quarter/own-standard';
import { readOptions } from '../../../bench/quarter/quarter-options';
import { checkTimers } from '../../../bench/quarter/timer-check';
import type { Complaint, HistoryEntry } from '../../../src/complaints/complaint';
import { newComplaint } from '../../support/new-complaint';

const root = join(__dirname, '../../..');
const standard = ownStandard(root);
/** A Monday. */
const filed = Date.parse('2026-08-24T09:30:00+08:00');

/** Filed, and reminded of by the desk at these times; of half the time to a first reply as well. */
function complaint(later: readonly (readonly [name: string, at: number])[], more: Partial<Complaint> = {}): Complaint {
  const fired = [half, ...later];
  const history: HistoryEntry[] = [
    { at: filed, actor: 'customer', event: 'receive', to: 'received' },
    { at: filed, actor: 'bot', event: 'acknowledge', from: 'received', to: 'acknowledged' },
    ...fired.map(([note, at]) => ({ at, actor: 'desk', event: 'timer', note })),
  ];
  const marks = { recorded: { at: filed, actor: 'bot' } };
  const stored = newComplaint({ createdAt: filed, status: 'acknowledged', history, marks });
  return { ...stored, number: 'C20260824-0001-2', version: 1, fired: fired.map(([name]) => name), ...more };
}
const hour = 3_600_000;
const half: readonly [string, number] = ['first_reply:50#0', filed + hour];
// 80 % of two hours of work from half past nine; the whole of it is 11:30.
const first: readonly [string, number] = ['first_reply:80#0', filed + 1.6 * hour];
const second: readonly [string, number] = ['first_reply:100#0', filed + 2 * hour];
const until = filed + 2.5 * hour;
const faultsOf = (one: Complaint, absences: { from: number; until: number }[] = []): readonly string[] =>
  checkTimers([one], standard, until, absences).faults;

describe('timers counted again', () => {
  test('what was fired in time is no fault', () => {
    expect(faultsOf(complaint([first, second]))).toEqual([]);
  });
  test('missing, late, early, twice and made up are', () => {
    expect(faultsOf(complaint([first]))).toEqual([expect.stringContaining('first_reply:100#0 was due')]);
    const late: readonly [string, number] = [second[0], second[1] + 61_000];
    expect(faultsOf(complaint([first, late]))).toContainEqual(expect.stringContaining('and fired at'));
    const early: readonly [string, number] = [second[0], second[1] - 1];
    expect(faultsOf(complaint([first, early]))).toContainEqual(expect.stringContaining('before'));
    const again: readonly [string, number] = [first[0], first[1] + 1_000];
    expect(faultsOf(complaint([first, again, second]))).toContainEqual(expect.stringContaining('again'));
    expect(faultsOf(complaint([first, ['law:7#0', first[1] + 1], second]))).toContainEqual(
      expect.stringContaining('before'),
    );
    expect(faultsOf(complaint([first, ['close#0', first[1] + 1], second]))).toContainEqual(
      expect.stringContaining('no such timer'),
    );
  });
  test('an absence excuses until a minute after its end', () => {
    const away = [{ from: second[1] - hour / 4, until: second[1] + 15 * 60_000 }];
    const back = (ms: number): Complaint => complaint([first, [second[0], second[1] + 15 * 60_000 + ms]]);
    expect(faultsOf(back(59_000), away)).toEqual([]);
    expect(faultsOf(back(61_000), away)).not.toEqual([]);
  });
});

test('omissions are counted from the history', () => {
  expect(ownOmissions([complaint([])], standard, filed + 23 * hour)).toEqual([]);
  expect(ownOmissions([complaint([])], standard, filed + 25 * hour)).toEqual(['C20260824-0001-2 handled']);
  expect(ownOmissions([complaint([], { marks: {}, status: 'acknowledged' })], standard, filed + 1)).toEqual([
    'C20260824-0001-2 recorded',
  ]);
  expect(differences('ledger', ['a', 'b'], ['b', 'c'])).toEqual([
    'ledger: a is missing',
    'ledger: c should not be there',
  ]);
  expect(differences('ledger', ['a'], ['a', 'a'])).toHaveLength(1);
});

test('everybody acts in time, and in the order they came', async () => {
  const agenda = new Agenda();
  const actor = (name: string): Actor & { who?: string } =>
    Object.assign(
      (async function* (): Actor {
        yield 0;
      })(),
      { who: name },
    );
  for (const [at, name] of [
    [5, 'c'],
    [1, 'a'],
    [5, 'd'],
    [3, 'b'],
    [9, 'e'],
  ] as const)
    agenda.add(at, actor(name));
  const order: (string | undefined)[] = [];
  while (agenda.size > 0) order.push((agenda.take() as { who?: string } | undefined)?.who);
  expect(order.join('')).toBe('abcde');
  expect(agenda.next).toBe(Number.POSITIVE_INFINITY);
});

test('chance is the same for the same seed and name', () => {
  const thrown = (seed: number, name: number): number[] => {
    const one = dice(seed, name);
    return Array.from({ length: 5 }, () => one.between(0, 1_000_000));
  };
  expect(thrown(1, 2)).toEqual(thrown(1, 2));
  expect(thrown(1, 2)).not.toEqual(thrown(2, 2));
  expect(thrown(1, 2)).not.toEqual(thrown(1, 3));
});

test('flags are read, and nothing else is', () => {
  expect(readOptions(['--days=30', '--seed=7'], root)).toMatchObject({ days: 30, seed: 7, complaints: 3_000 });
  expect(readOptions(['--days'], root)).toBeUndefined();
  expect(readOptions(['--days=1'], root)).toBeUndefined();
  expect(readOptions(['--weeks=2'], root)).toBeUndefined();
});
