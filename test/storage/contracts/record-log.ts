import type { LogRecord, RecordLog } from '../../../src/ports/record-log';
import { ManualClock } from '../../support/manual-clock';
import type { MakeStore } from './made';

/** What every record log promises. */
export function recordLogContract(name: string, makeStore: MakeStore<RecordLog>): void {
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
  });
}
