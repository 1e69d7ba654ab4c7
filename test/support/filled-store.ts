import fc from 'fast-check';
import type { Store } from '../../src/storage/store';
import type { ManualClock } from './manual-clock';
import { newComplaint } from './new-complaint';
import { newHandoff } from './new-handoff';

/** What happens in a desk, as far as stores see it. */
export interface Happening {
  readonly act: 'message' | 'turn' | 'complaint' | 'handoff' | 'file' | 'record' | 'document' | 'wake';
  readonly conversation: number;
  readonly text: string;
}

/** Texts that stores have stumbled over, and phone numbers in passing. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('__proto__', 'a\0b', '\ud800', '"quoted"', '我的号码是13800000001', '{"$gt":""}', ''),
);

export const happenings = fc.array(
  fc.record<Happening>({
    act: fc.constantFrom(
      'message',
      'message',
      'turn',
      'turn',
      'complaint',
      'handoff',
      'file',
      'record',
      'document',
      'wake',
    ),
    conversation: fc.nat(3),
    text,
  }),
  { maxLength: 40 },
);

export const conversationId = (n: number): string => `conv_${n}`;

/** Lets it all happen, each a minute after the one before. */
export async function fill(store: Store, clock: ManualClock, all: readonly Happening[]): Promise<void> {
  for (const [index, happening] of all.entries()) {
    clock.advance(60_000);
    const id = conversationId(happening.conversation);
    await store.conversations.create({ id, channel: 'web', userId: `user${happening.conversation}` });
    await happen(store, clock, id, `${id}:${index}`, happening);
  }
}

async function happen(store: Store, clock: ManualClock, id: string, key: string, { act, text: said }: Happening) {
  const at = clock.now();
  const outbox = [
    { key: `${key}:sms`, kind: 'sms', conversationId: id, payload: { to: '13800000001', text: said } },
  ] as const;
  if (act === 'message') await store.conversations.accept(id, `ext ${key} ${said}`, { type: 'message', text: said });
  if (act === 'turn' || act === 'wake') await turn(store, id, key, said, act === 'wake' ? at + 60_000 : undefined);
  if (act === 'complaint') {
    await store.complaints.insert(
      newComplaint({ id: key, createdBy: `${key}:complaint`, conversationId: id, createdAt: at, story: said }),
      outbox,
    );
  }
  if (act === 'handoff') {
    await store.handoffs.enqueue(
      newHandoff({ id: key, createdBy: `${key} ${said}`, conversationId: id, createdAt: at }),
      outbox,
    );
  }
  if (act === 'file') {
    const bytes = Buffer.from(said);
    await store.attachments.put({ conversationId: id, name: said, contentType: 'image/png', bytes });
  }
  if (act === 'document') {
    await store.documents.put('consent', `${key} ${said}`, { said, [said]: 1 }, 0);
    await store.documents.put('mark', `${key} ${said}`, {}, 0);
  }
  if (act === 'record')
    await store.records.append({ kind: 'miss', key: `${key} ${said}`, at, conversationId: id, data: { text: said } });
}

/** One turn: everything that came in is answered. */
export async function turn(store: Store, id: string, key: string, said: string, wakeAt?: number): Promise<boolean> {
  const lease = await store.conversations.acquire(id, 'node', 3_000);
  const record = await store.conversations.load(id);
  if (!lease || !record) return false;
  const log = await store.conversations.read(id, 0, 1_000);
  const done = await store.conversations.commitTurn({
    lease,
    expectedVersion: record.version,
    state: { desk: { said, [said]: 1 } },
    processedSeq: log.at(-1)?.seq ?? 0,
    wakeAt,
    outgoing: [{ id: `${key}.1`, activity: { type: 'message', text: said } }],
    outbox: [{ key: `${key}:turn`, kind: 'webhook', conversationId: id, payload: { said } }],
  });
  await store.conversations.release(lease);
  return done.ok;
}
