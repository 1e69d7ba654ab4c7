import type { LogRecord, RecordLog, WrittenRecords } from '../../../src/ports/record-log';
import { ManualClock } from '../../support/manual-clock';
import type { MakeStore } from './made';

/** What every record log promises. */
export function recordLogContract(name: string, makeStore: MakeStore<RecordLog & WrittenRecords>): void {
  describe(`${name} as RecordLog`, () => {
    test('appends each key of a kind once and lists the newest first', async () => {
      const { store, other } = await makeStore(new ManualClock());
      const record = (key: string, at: number, kind: LogRecord['kind'] = 'audit'): LogRecord => ({
        kind,
        key,
        at,
        conversationId: 'c1',
        data: { key, ['__proto__x']: '0 yuan' },
      });
      await Promise.all([store, other, store].map((log) => log.append(record('a', 1))));
      await store.append({ ...record('a', 9), data: {} });
      await store.append(record('c', 3));
      await store.append(record('b', 2));
      await store.append(record('a', 4, 'miss'));
      expect(await other.list('audit', 9)).toEqual([record('c', 3), record('b', 2), record('a', 1)]);
      expect(await other.list('audit', 1)).toEqual([record('c', 3)]);
      expect(await other.list('audit', 9, 3)).toEqual([record('b', 2), record('a', 1)]);
      expect(await other.list('audit', 1, 3)).toEqual([record('b', 2)]);
      expect(await other.list('audit', 9, 1)).toEqual([]);
      expect(await other.list('miss', 9)).toEqual([record('a', 4, 'miss')]);
      expect(await other.list('feedback', 9)).toEqual([]);
      expect(await other.get('audit', 'a')).toEqual(record('a', 1));
      expect(await other.get('miss', 'a')).toEqual(record('a', 4, 'miss'));
      expect(await other.get('miss', 'c')).toBeUndefined();
    });

    test('tells records of a kind from the first, page by page, and then what is new on any node', async () => {
      const { store, other } = await makeStore(new ManualClock());
      const record = (key: string, at: number, kind: LogRecord['kind'] = 'contact'): LogRecord => ({
        kind,
        key,
        at,
        conversationId: 'c1',
        data: { key },
      });
      const told: string[] = [];
      let position: string | undefined;
      const look = async (limit: number) => {
        const page = await other.written('contact', limit, position);
        expect(page.records.length).toBeLessThanOrEqual(limit);
        position = page.position;
        told.push(...page.records.map(({ key }) => key));
        return page.records;
      };
      expect(await look(9)).toEqual([]);
      // Several of the same moment, and others in between.
      for (let n = 0; n < 7; n += 1) {
        await store.append(record(`k${n}`, 5 + (n % 2)));
        await store.append(record(`k${n}`, 5, 'miss'));
      }
      for (let looks = 0; looks < 9; looks += 1) await look(2);
      expect([...new Set(told)].sort()).toEqual(['k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6']);
      // From the first again, as somebody who begins anew would.
      position = undefined;
      told.length = 0;
      for (let looks = 0; looks < 9; looks += 1) await look(3);
      expect([...new Set(told)].sort()).toEqual(['k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6']);
      expect(await look(9)).toEqual([]);
      // What is noted of an earlier time is new all the same.
      await Promise.all([store.append(record('early', 1)), other.append(record('late', 9))]);
      expect((await look(9)).map(({ key }) => key).sort()).toEqual(['early', 'late']);
      expect(await look(0)).toEqual([]);
    });
  });
}
