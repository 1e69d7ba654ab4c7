import { createDataRequests } from '../../../src/data-requests/data-requests';
import type { DocumentStore } from '../../../src/ports/document-store';
import type { RecordLog } from '../../../src/ports/record-log';
import { ManualClock } from '../../support/manual-clock';
import type { MakeStore } from './made';

/** Requests for own data are watched over the same on every store, from two nodes at once. */
export function dataRequestsContract(
  name: string,
  make: MakeStore<{ readonly documents: DocumentStore; readonly records: RecordLog }>,
): void {
  describe(`requests for own data on ${name}`, () => {
    const clock = new ManualClock();
    const asked = (phone: string) => ({
      ...({ what: 'copy', phone, channel: 'web', language: 'en', conversationId: `c_${phone}` } as const),
      ...{ by: `turn_${phone}`, askedAt: clock.now() },
    });

    it('gives each its own number, also to two nodes at once, and each once', async () => {
      const { store, other } = await make(clock);
      const [one, two] = [createDataRequests(store), createDataRequests(other)];
      const phones = ['13800000001', '13800000002', '13800000003'];
      const made = await Promise.all(phones.map((phone, at) => (at % 2 ? one : two).ask(asked(phone))));
      expect(new Set(made.map(({ request }) => request.number)).size).toBe(3);
      await two.ask(asked('13800000001'));
      expect(await one.open()).toHaveLength(3);
      expect((await store.records.list('audit', 9)).map(({ data }) => data['kind'])).toEqual(
        Array(3).fill('data_request'),
      );
    });

    it('marks an overdue one once, whichever node looks, and ends it', async () => {
      const { store, other } = await make(clock);
      const [one, two] = [createDataRequests(store), createDataRequests(other)];
      const { request } = await one.ask(asked('13800000001'));
      const [marked, also] = await Promise.all([one.markOverdue(request.dueAt), two.markOverdue(request.dueAt)]);
      expect([...marked, ...also]).toEqual([request.number]);
      expect(await two.markOverdue(request.dueAt + 1)).toEqual([]);
      expect(await two.end('13800000001', 'copy', 'carried_out', request.dueAt + 2)).toEqual([request.number]);
      expect(await one.open()).toEqual([]);
      expect(await one.get(request.number)).toMatchObject({ overdueAt: request.dueAt, ended: { by: 'command' } });
    });
  });
}
