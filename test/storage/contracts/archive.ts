import fc from 'fast-check';
import { type ArchiveRow, archiveKinds, archiveParts } from '../../../src/ports/archive';
import type { ComplaintQuery } from '../../../src/ports/complaint-repository';
import { canonicalJson } from '../../../src/storage/canonical-json';
import type { Store } from '../../../src/storage/store';
import { conversationId, fill, happenings, turn } from '../../support/filled-store';
import { ManualClock } from '../../support/manual-clock';
import { newComplaint } from '../../support/new-complaint';
import { newHandoff } from '../../support/new-handoff';

type Make = (clock: ManualClock) => Promise<Store> | Store;

export async function rowsOf(store: Store): Promise<ArchiveRow[]> {
  const all: ArchiveRow[] = [];
  for (const part of archiveParts) for await (const row of store.archive.rows(part)) all.push(row);
  return all;
}
const sorted = (rows: readonly ArchiveRow[]): string[] => rows.map(canonicalJson).sort();

async function listed<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** What every archive promises, and that a store moved from one to the other goes on as if nothing had happened. */
export function archiveContract(name: string, make: Make, makeOther: Make): void {
  describe(`${name} as Archive`, () => {
    let clock: ManualClock;
    let store: Store;
    beforeEach(async () => {
      clock = new ManualClock();
      store = await make(clock);
    });
    const everything = [
      ...(['message', 'turn', 'complaint', 'handoff', 'file', 'record', 'document', 'wake', 'message'] as const).map(
        (act) => ({
          act,
          conversation: 0,
          text: 'x',
        }),
      ),
      { act: 'message', conversation: 1, text: 'y' } as const,
    ];

    test('lists every kind, each row once, and finds each by its key', async () => {
      await fill(store, clock, everything);
      const rows = await rowsOf(store);
      expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(archiveKinds));
      expect(new Set(rows.map(({ kind, key }) => `${kind} ${key}`)).size).toBe(rows.length);
      for (const row of rows) expect(await store.archive.row(row.kind, row.key)).toEqual(row);
      expect(await store.archive.row('complaint', '__proto__')).toBeUndefined();
      for (const kind of archiveKinds) {
        expect(await store.archive.count(kind)).toBe(rows.filter((row) => row.kind === kind).length);
      }
    });

    test('the log of a conversation follows it, in order and without a gap, however long', async () => {
      await fill(
        store,
        clock,
        Array.from({ length: 45 }, () => ({ act: 'message', conversation: 0, text: 'x' }) as const),
      );
      await turn(store, conversationId(0), 'k', 'x');
      await fill(
        store,
        clock,
        Array.from({ length: 300 }, () => ({ act: 'message', conversation: 0, text: 'y' }) as const),
      );
      const rows = await rowsOf(store);
      expect(rows[0]?.kind).toBe('conversation');
      expect(rows.slice(1, 347).map(({ value }) => value['seq'])).toEqual(Array.from({ length: 346 }, (_, n) => n + 1));
    });

    test('adding again changes nothing; another value, number or act is a conflict and left alone', async () => {
      await fill(store, clock, everything);
      const rows = await rowsOf(store);
      expect(await store.archive.add(rows)).toEqual({ written: 0, same: rows.length, conflicts: [] });
      const complaint = rows.find(({ kind }) => kind === 'complaint') ?? fail();
      const handoff = rows.find(({ kind }) => kind === 'handoff') ?? fail();
      const file = rows.find(({ kind }) => kind === 'attachment') ?? fail();
      const clashes: ArchiveRow[] = [
        { ...complaint, value: { ...complaint.value, story: 'another' } },
        { ...complaint, key: 'cmp_2', value: { ...complaint.value, id: 'cmp_2' } },
        { ...handoff, key: 'hof_2', value: { ...handoff.value, id: 'hof_2' } },
        { ...file, value: { ...file.value, bytes: 'AAAA' } },
      ];
      const added = await store.archive.add(clashes);
      expect(added).toMatchObject({ written: 0, same: 0 });
      expect([...added.conflicts].sort()).toEqual(clashes.map(({ kind, key }) => `${kind} ${key}`).sort());
      expect(sorted(await rowsOf(store))).toEqual(sorted(rows));
    });

    test('a batch with new, known and clashing rows is told apart', async () => {
      await fill(store, clock, everything);
      const known = (await rowsOf(store)).find(({ kind }) => kind === 'complaint') ?? fail();
      const number = 'C20261121-0042-7';
      const fresh = {
        kind: 'complaint' as const,
        key: 'cmp_9',
        value: { ...newComplaint({ id: 'cmp_9', createdBy: 'k9' }), number, version: 1 },
      };
      const added = await store.archive.add([
        known,
        fresh,
        { ...fresh, key: 'cmp_10', value: { ...fresh.value, id: 'cmp_10' } },
      ]);
      expect(added).toEqual({ written: 1, same: 1, conflicts: ['complaint cmp_10'] });
      // Its number counts although no serial came along.
      const next = await store.complaints.insert(newComplaint({ id: 'cmp_11', createdBy: 'k11' }));
      expect(next.number).toMatch(/^C20261121-0043-\d$/);
    });

    test('a row is replaced only as long as it is as it was read', async () => {
      await fill(store, clock, everything);
      for (const row of await rowsOf(store)) {
        if (row.kind === 'serial') continue;
        const field =
          (
            {
              activity: 'activity',
              record: 'data',
              conversation: 'state',
              outbox: 'payload',
              document: 'value',
            } as Record<string, string>
          )[row.kind] ?? 'name';
        const changed = { ...row, value: { ...row.value, [field]: { changed: true } } };
        expect(await store.archive.replace(row, changed)).toBe(true);
        expect(await store.archive.row(row.kind, row.key)).toEqual(changed);
        expect(await store.archive.replace(row, row)).toBe(false);
      }
      expect(
        await store.archive.replace(
          { kind: 'handoff', key: 'none', value: {} },
          { kind: 'handoff', key: 'none', value: {} },
        ),
      ).toBe(false);
    });

    test('a complaint replaced under its owner makes his next write stale', async () => {
      const complaint = await store.complaints.insert(newComplaint());
      const before = (await store.archive.row('complaint', complaint.id)) ?? fail();
      const { phone: _, ...nameless } = complaint;
      await store.archive.replace(before, { ...before, value: { ...nameless, version: complaint.version + 1 } });
      expect(await store.complaints.replace({ ...complaint, status: 'acknowledged' })).toBeUndefined();
      expect(await store.complaints.ofPhone('13800000002', 0)).toEqual([]);
    });

    test('removes rows of every loose kind, and bytes with their attachment', async () => {
      await fill(store, clock, everything);
      const rows = await rowsOf(store);
      for (const kind of ['complaint', 'handoff', 'attachment', 'record', 'outbox'] as const) {
        const keys = rows.filter((row) => row.kind === kind).map(({ key }) => key);
        expect(await store.archive.remove(kind, [...keys, 'unknown'])).toBe(keys.length);
        expect(await store.archive.remove(kind, keys)).toBe(0);
        for (const key of keys) expect(await store.archive.row(kind, key)).toBeUndefined();
      }
      // A number of a removed complaint is not given out again.
      const next = await store.complaints.insert(newComplaint({ createdAt: clock.now() }));
      expect(next.number).toMatch(/-0002-\d$/);
    });

    test('a removed conversation takes its log along, and a running turn cannot bring it back', async () => {
      await fill(store, clock, everything);
      const id = conversationId(0);
      const lease = (await store.conversations.acquire(id, 'slow', 20_000)) ?? fail();
      const record = (await store.conversations.load(id)) ?? fail();
      const logged = (await store.conversations.read(id, 0, 1_000)).length;
      expect(await store.archive.removeConversation(id)).toBe(logged);
      const late = { lease, expectedVersion: record.version, state: {}, processedSeq: 1, wakeAt: undefined };
      expect(await store.conversations.commitTurn({ ...late, outgoing: [{ id: 'late', activity: {} }] })).toMatchObject(
        { ok: false },
      );
      expect(await store.conversations.accept(id, 'late', { text: 'x' })).toEqual({
        ok: false,
        reason: 'no_conversation',
      });
      expect(
        (await rowsOf(store)).filter(
          ({ kind, value, key }) =>
            (kind === 'activity' && value['conversationId'] === id) || (kind === 'conversation' && key === id),
        ),
      ).toEqual([]);
      expect(await store.archive.removeConversation(id)).toBeUndefined();
    });

    test('a conversation somebody wrote in meanwhile stays', async () => {
      await fill(store, clock, everything);
      const since = clock.now();
      expect(await store.archive.removeConversation(conversationId(1), since)).toBeUndefined();
      expect(await store.archive.removeConversation(conversationId(1), since + 1)).toBe(1);
    });

    test('how far a conversation was read goes with it, and not before', async () => {
      await fill(store, clock, everything);
      for (const n of [0, 1]) await store.documents.put('seen', conversationId(n), { seq: 1 }, 0);
      await store.documents.put('presence', conversationId(0), {}, 0);
      expect(await store.archive.removeConversation(conversationId(0), 0)).toBeUndefined();
      expect(await store.documents.get('seen', conversationId(0))).toBeDefined();
      await store.archive.removeConversation(conversationId(0));
      expect((await store.documents.list('seen', 9)).map(({ key }) => key)).toEqual([conversationId(1)]);
      expect(await store.documents.list('presence', 9)).toHaveLength(1);
    });

    test('a hand-over that moved or was replaced is found as before, by all that it is looked up by', async () => {
      const at = newHandoff().createdAt;
      const made = (id: string, overrides: object) =>
        store.handoffs.enqueue(newHandoff({ id, createdBy: id, ...overrides }));
      await made('plain', {});
      await made('ahead', { rank: at - 9, status: 'offered', conversationId: 'c2' });
      await made('served', { status: 'assigned', agent: 'li', acceptedAt: at + 1, skill: 'billing' });
      await made('done', { status: 'done', agent: 'li', acceptedAt: at + 2 });
      const other = await makeOther(new ManualClock());
      await other.archive.add(await rowsOf(store));
      const ids = (handoffs: readonly { id: string }[]) => handoffs.map(({ id }) => id);
      const found = async ({ handoffs }: Store) => ({
        line: ids(await handoffs.list(['waiting', 'offered'], 9)),
        places: await Promise.all(['plain', 'ahead', 'served'].map((id) => handoffs.position(id))),
        theirs: ids(await handoffs.ofAgent('li', ['assigned', 'done'], 9)).sort(),
        accepted: ids(await handoffs.acceptedSince(at, 9)),
        here: ids(await handoffs.ofConversation('c1', 9)),
      });
      const before = await found(store);
      expect(before).toEqual({
        line: ['ahead', 'plain'],
        places: [2, 1, undefined],
        theirs: ['done', 'served'],
        accepted: ['done', 'served'],
        here: ['done', 'served', 'plain'],
      });
      expect(await found(other)).toEqual(before);
      // Whoever has it on the screen is told.
      const { position } = await other.handoffs.changed();
      const row = (await other.archive.row('handoff', 'served')) ?? fail();
      const { agent: _, acceptedAt: __, ...free } = row.value;
      const value = { ...free, status: 'waiting', skill: 'general', rank: at - 99, version: 2 };
      expect(await other.archive.replace(row, { ...row, value })).toBe(true);
      expect((await other.handoffs.changed(position)).handoffs).toEqual([value]);
      expect(await found(other)).toEqual({
        ...before,
        line: ['served', 'ahead', 'plain'],
        places: [3, 2, 1],
        theirs: ['done'],
        accepted: ['done'],
      });
    });

    test('complaints come with whoever works on them, what they owe and when they are due', async () => {
      const problem = { id: 'kp_1', number: 'P20261121-01' };
      const worked = { status: 'assessed', handler: 'li', level: 1, dueAt: clock.now(), area: 'a', problem } as const;
      await store.complaints.insert(newComplaint({ id: 'worked', createdBy: 'k1', ...worked }));
      const done = { at: 1, actor: 'li' };
      const marks = { recorded: done, handled: done, rechecked: done, fedBack: done };
      await store.complaints.insert(newComplaint({ id: 'done', createdBy: 'k2', status: 'closed', marks }));
      await store.complaints.insert(newComplaint({ id: 'part', createdBy: 'k3', status: 'merged' }));
      const found = async ({ complaints, archive }: Store) => {
        const ids = async (query: ComplaintQuery) => (await complaints.list(query, 9)).map(({ id }) => id);
        return {
          all: await complaints.list({}, 9),
          due: await complaints.due(clock.now(), 9),
          theirs: await ids({ handler: 'li', owners: ['billing'] }),
          senior: await ids({ level: 1 }),
          attached: (await complaints.ofProblem('kp_1', 9)).map(({ id }) => id),
          owing: await ids({ owing: true, statuses: ['assessed', 'closed'] }),
          open: (await listed(archive.openComplaints())).map(({ key }) => key),
        };
      };
      const before = await found(store);
      const [id] = ['worked'];
      expect(before).toMatchObject({ due: [id], theirs: [id], senior: [id], attached: [id] });
      expect(before).toMatchObject({ owing: [id], open: [id] });
      const other = await makeOther(clock);
      expect(await other.archive.add(await rowsOf(store))).toMatchObject({ conflicts: [] });
      expect(await found(other)).toEqual(before);
      const row = (await other.archive.row('complaint', id)) ?? fail();
      const { handler: _, level: __, dueAt: ___, problem: ____, ...bare } = row.value;
      expect(await other.archive.replace(row, { ...row, value: { ...bare, status: 'withdrawn', version: 2 } })).toBe(
        true,
      );
      expect(await found(other)).toMatchObject({ due: [], theirs: [], senior: [], attached: [] });
      expect(await found(other)).toMatchObject({ owing: [], open: [] });
      // Whoever follows hears of what was written past the acts.
      const { complaints } = await other.complaints.changed(9);
      expect(complaints.find((one) => one.id === id)).toMatchObject({ status: 'withdrawn' });
    });

    test('activities without a conversation are listed, so that nothing is hidden', async () => {
      await fill(store, clock, everything);
      const entry = (await rowsOf(store)).find(({ kind }) => kind === 'activity') ?? fail();
      const lost = { ...entry, key: 'gone|0000001', value: { ...entry.value, conversationId: 'gone', id: 'lost' } };
      expect(await store.archive.add([lost])).toMatchObject({ written: 1 });
      expect((await rowsOf(store)).filter(({ key }) => key === lost.key)).toEqual([lost]);
      expect(await listed(store.archive.orphans())).toEqual([lost]);
      expect(await store.archive.remove('activity', [lost.key])).toBe(1);
      expect(await listed(store.archive.orphans())).toEqual([]);
    });

    test('knows what is old, what is open, and whose files there are', async () => {
      await fill(store, clock, everything);
      const half = clock.now() + 1;
      clock.advance(60_000);
      await store.complaints.insert(
        newComplaint({ id: 'new', createdBy: 'new', createdAt: clock.now(), status: 'closed' }),
      );
      await store.conversations.accept(conversationId(0), 'new', { text: 'x' });
      expect(await listed(store.archive.olderThan('conversation', half))).toEqual([conversationId(1)]);
      expect(await listed(store.archive.olderThan('complaint', half))).toEqual(['conv_0:2']);
      expect(await listed(store.archive.olderThan('handoff', half))).toEqual(['conv_0:3']);
      expect(await listed(store.archive.olderThan('record', half))).toEqual(['miss:conv_0:5 x']);
      expect(await listed(store.archive.olderThan('record', 0))).toEqual([]);
      const [file] = await store.archive.attachmentsOf(conversationId(0));
      expect(await listed(store.archive.olderThan('attachment', half))).toEqual([file]);
      expect(await store.archive.attachmentsOf(conversationId(1))).toEqual([]);
      expect((await listed(store.archive.openComplaints())).map(({ key }) => key)).toEqual(['conv_0:2']);
      // What still waits to be sent is never old.
      expect(await listed(store.archive.olderThan('outbox', half))).toEqual([]);
      const [claim] = await store.outbox.claim(1, 1_000);
      await store.outbox.settle(claim ?? fail(), { result: 'sent' });
      expect(await listed(store.archive.olderThan('outbox', clock.now() + 1))).toEqual([claim?.key]);
    });

    test('forgets codes of one phone', async () => {
      const code = { hash: 'h', issuedAt: clock.now(), expiresAt: clock.now() + 1_000, tries: 0 };
      await store.codes.put({ ...code, conversationId: 'c1', phone: '13800000001' });
      await store.codes.put({ ...code, conversationId: 'c2', phone: '13800000002' });
      expect(await store.archive.forgetCodes('13800000001')).toBe(2);
      expect(await store.codes.get('c1')).toBeUndefined();
      expect(await store.codes.issuedSince('13800000001', 0)).toBe(0);
      expect(await store.codes.issuedSince('13800000002', 0)).toBe(1);
      expect(await store.codes.get('c2')).toBeDefined();
    });

    test('no id from a file becomes a path', async () => {
      const value = {
        id: '../x',
        conversationId: 'c',
        name: 'n',
        contentType: 'image/png',
        size: 1,
        createdAt: 1,
        bytes: 'AA==',
      };
      await expect(store.archive.add([{ kind: 'attachment', key: '../x', value }])).rejects.toThrow(TypeError);
    });

    test('whatever happened, it moves whole into the other store and goes on there', async () => {
      await fc.assert(
        fc.asyncProperty(happenings, async (all) => {
          const [from, to] = [await make(new ManualClock()), await makeOther(new ManualClock())];
          const time = new ManualClock();
          const [a, b] = [from, to];
          await fill(a, time, all);
          const rows = await rowsOf(a);
          for (let at = 0; at < rows.length; at += 7) {
            expect((await b.archive.add(rows.slice(at, at + 7))).conflicts).toEqual([]);
          }
          expect(sorted(await rowsOf(b))).toEqual(sorted(rows));
          await sameToDesk(a, b);
          await goesOn(a, b, rows);
        }),
        { numRuns: 12, endOnFailure: true },
      );
    }, 120_000);
  });
}

/** What the ports answer is equal, order included. */
async function sameToDesk(a: Store, b: Store): Promise<void> {
  for (let n = 0; n < 4; n += 1) {
    const id = conversationId(n);
    expect(await b.conversations.load(id)).toEqual(await a.conversations.load(id));
    expect(await b.conversations.read(id, 0, 1_000)).toEqual(await a.conversations.read(id, 0, 1_000));
  }
  expect(await b.complaints.ofPhone('13800000002', 0)).toEqual(await a.complaints.ofPhone('13800000002', 0));
  expect(await b.handoffs.list(['waiting'], 100)).toEqual(await a.handoffs.list(['waiting'], 100));
  const told = async (store: Store) => (await store.records.list('miss', 100)).map(({ data, at }) => [data, at]);
  expect(await told(b)).toEqual(await told(a));
  expect(await b.outbox.counts()).toMatchObject({ waiting: (await a.outbox.counts()).waiting });
  expect([...(await b.conversations.due(10))].sort()).toEqual([...(await a.conversations.due(10))].sort());
}

/** The same next steps have the same effect on both sides. */
async function goesOn(a: Store, b: Store, rows: readonly ArchiveRow[]): Promise<void> {
  const received = rows.find(({ kind, value }) => kind === 'activity' && value['direction'] === 'in');
  if (received) {
    const [id, external] = [String(received.value['conversationId']), String(received.value['externalId'])];
    const body = received.value['activity'] as object;
    for (const store of [a, b]) {
      expect(await store.conversations.accept(id, external, body)).toMatchObject({ ok: true, duplicate: true });
      expect(await store.conversations.accept(id, external, { text: 'other' })).toEqual({
        ok: false,
        reason: 'key_reused',
      });
    }
  }
  const conversation = rows.find(({ kind }) => kind === 'conversation')?.key;
  if (conversation) {
    const fresh = await Promise.all(
      [a, b].map((store) => store.conversations.accept(conversation, 'fresh', { text: 'x' })),
    );
    expect(fresh[1]).toMatchObject({
      ok: true,
      duplicate: false,
      entry: { seq: fresh[0]?.ok ? fresh[0].entry.seq : 0 },
    });
    for (const store of [a, b]) expect(await turn(store, conversation, 'next', 'x')).toBe(true);
  }
  const earlier = rows.find(({ kind }) => kind === 'complaint')?.value;
  const again = { id: 'again', createdBy: String(earlier?.['createdBy'] ?? 'again') };
  expect((await b.complaints.insert(newComplaint(again))).number).toBe(
    (await a.complaints.insert(newComplaint(again))).number,
  );
  const next = newComplaint({ id: 'next', createdBy: 'next' });
  expect((await b.complaints.insert(next)).number).toBe((await a.complaints.insert(next)).number);
  const asked = rows.find(({ kind }) => kind === 'handoff')?.value;
  const handoff = newHandoff({ id: 'next', createdBy: String(asked?.['createdBy'] ?? 'next') });
  expect((await b.handoffs.enqueue(handoff)).id).toBe((await a.handoffs.enqueue(handoff)).id);
  const waiting = await a.outbox.claim(100, 1_000);
  expect((await b.outbox.claim(100, 1_000)).map(({ key }) => key).sort()).toEqual(waiting.map(({ key }) => key).sort());
}
