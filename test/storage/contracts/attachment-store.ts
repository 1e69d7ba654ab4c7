import type { AttachmentStore } from '../../../src/ports/attachment-store';
import { ManualClock } from '../../support/manual-clock';
import type { MakeStore } from './made';

/** What every attachment store promises (S9). */
export function attachmentStoreContract(name: string, makeStore: MakeStore<AttachmentStore>): void {
  describe(`${name} as AttachmentStore`, () => {
    test('gives back the bytes and what they are; counts by conversation; knows no other id', async () => {
      const clock = new ManualClock();
      const { store, other } = await makeStore(clock);
      const bytes = Buffer.from([0, 255, 1, 254]);
      const file = { conversationId: 'c1', name: '../../账单 <b>.png', contentType: 'image/png', bytes };
      const stored = await store.put(file);
      const empty = await store.put({ ...file, bytes: Buffer.alloc(0) });
      expect(stored).toEqual({
        id: stored.id,
        conversationId: 'c1',
        name: file.name,
        contentType: 'image/png',
        size: 4,
        createdAt: clock.now(),
      });
      expect(await other.get(stored.id)).toEqual({ ...stored, bytes });
      expect((await other.get(empty.id))?.bytes.length).toBe(0);
      expect([await other.count('c1'), await other.count('c2')]).toEqual([2, 0]);
      for (const id of ['nobody', '', '../desk.sqlite', '..', 'a\0b', '__proto__']) {
        expect(await store.get(id)).toBeUndefined();
      }
    });
  });
}
