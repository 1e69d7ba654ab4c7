import { createPresence, PresenceBusy } from '../../src/handoff/presence';
import type { DocumentStore } from '../../src/ports/document-store';
import { tempDirs } from '../support/temp-dir';
import { type DeskOfActs, deskOfActs } from './desk-of-acts';

const tempDir = tempDirs();
let desk: DeskOfActs;
beforeEach(() => {
  desk = deskOfActs(tempDir());
});
afterEach(() => desk.store.close());

test('whoever opens the desk is away until they say otherwise', async () => {
  const { presence, clock } = desk;
  const now = clock.now();
  expect(await presence.of('lin')).toBeUndefined();
  expect(await presence.seen('lin')).toEqual({ status: 'away', since: now, seenAt: now, idleSince: now });
  clock.advance(1_000);
  expect(await presence.setStatus('lin', 'available')).toEqual({
    ...{ status: 'available', since: now + 1_000, seenAt: now + 1_000, idleSince: now + 1_000 },
  });
});

test('a sign of life changes nothing else; the same status again goes on', async () => {
  const { presence, clock } = desk;
  const before = await presence.setStatus('lin', 'away', 'meal');
  clock.advance(5_000);
  expect(await presence.seen('lin')).toEqual({ ...before, seenAt: clock.now() });
  expect(await presence.setStatus('lin', 'away', 'meal')).toMatchObject({ since: before.since, reason: 'meal' });
  expect(await presence.setStatus('lin', 'away', 'break')).toMatchObject({ since: clock.now(), reason: 'break' });
  const back = await presence.setStatus('lin', 'available');
  expect(back.reason).toBeUndefined();
});

test('available again and again does not lose the place of the longest idle', async () => {
  const { presence, clock } = desk;
  const { idleSince } = await presence.setStatus('lin', 'available');
  clock.advance(60_000);
  expect((await presence.setStatus('lin', 'available')).idleSince).toBe(idleSince);
  await presence.idle('lin');
  expect((await presence.of('lin'))?.idleSince).toBe(clock.now());
});

test("yesterday's available is away today", async () => {
  const { presence, clock } = desk;
  await presence.setStatus('lin', 'available');
  clock.advance(9 * 60_000);
  expect((await presence.seen('lin')).status).toBe('available');
  clock.advance(11 * 60_000);
  expect(await presence.seen('lin')).toMatchObject({ status: 'away', since: clock.now(), idleSince: clock.now() });
});

test('everybody by name, hostile names too', async () => {
  const { presence } = desk;
  await presence.setStatus('lin', 'busy');
  await presence.setStatus('__proto__', 'available');
  const all = await presence.list();
  expect([...all].map(([name, { status }]) => [name, status])).toEqual([
    ['__proto__', 'available'],
    ['lin', 'busy'],
  ]);
});

test('missed offers count in a row, and only while available', async () => {
  const { presence } = desk;
  await presence.setStatus('lin', 'available');
  expect(await presence.missed('lin', 2)).toBe(false);
  await presence.answered('lin');
  expect(await presence.missed('lin', 2)).toBe(false);
  expect(await presence.missed('lin', 2)).toBe(true);
  expect(await presence.of('lin')).toMatchObject({ status: 'away', reason: 'no_answer' });
  await presence.setStatus('wang', 'away', 'meal');
  expect([await presence.missed('wang', 1), (await presence.of('wang'))?.reason]).toEqual([false, 'meal']);
});

test('many writers at once lose nothing', async () => {
  const { presence, clock } = desk;
  await presence.setStatus('lin', 'available');
  clock.advance(1_000);
  await Promise.all([presence.seen('lin'), presence.missed('lin', 9), presence.seen('lin'), presence.missed('lin', 9)]);
  expect(await presence.of('lin')).toMatchObject({ missedOffers: 2, seenAt: clock.now(), status: 'available' });
});

test('a write that never comes through is a coded fault', async () => {
  const documents = { get: async () => undefined, put: async () => undefined } as unknown as DocumentStore;
  const presence = createPresence({ documents, clock: desk.clock });
  await expect(presence.seen('lin')).rejects.toThrow(PresenceBusy);
});
