import { createConsents } from '../../src/consents/create-consents';
import { type Consent, consentTopics } from '../../src/ports/consents';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import { ManualClock } from '../support/manual-clock';
import { sequentialIds } from '../support/sequential-ids';
import { tempDirs } from '../support/temp-dir';

const phone = '13800000001';
const tempDir = tempDirs();
const clock = new ManualClock(Date.parse('2026-11-21T10:00:00+08:00'));
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

function open() {
  const store = openSqlite({ dir: tempDir(), clock, ids: sequentialIds() });
  closers.push(() => store.close());
  return { store, consents: createConsents(store) };
}
const said = (given: boolean, at = 1, by = `sms_1|${at}`): Consent => ({ given, at, by, words: 'TD' });
const mays = async ({ consents }: ReturnType<typeof open>) =>
  Promise.all(consentTopics.map((topic) => consents.may(phone, topic)));

test('nobody has decided: what is owed is told, greetings and offers are not', async () => {
  expect(await mays(open())).toEqual([false, true, false]);
});

test('a decision holds at once, for its topics and its number', async () => {
  const desk = open();
  await desk.consents.decide(phone, ['greeting', 'offers'], said(true));
  expect(await mays(desk)).toEqual([true, true, true]);
  await desk.consents.decide(phone, consentTopics, said(false, 2));
  expect(await mays(desk)).toEqual([false, false, false]);
  expect(await desk.consents.may('13800000002', 'service')).toBe(true);
  await desk.consents.decide(phone, ['service'], said(true, 3));
  expect(await mays(desk)).toEqual([false, true, false]);
  expect((await desk.consents.of(phone)).greeting).toEqual(said(false, 2));
});

test('the newest word counts, also when an older turn is run again later; the proof is there once', async () => {
  const { consents, store } = open();
  await consents.decide(phone, ['offers'], said(true, 5));
  await consents.decide(phone, ['offers'], said(false, 9));
  await consents.decide(phone, ['offers'], said(true, 5));
  expect(await consents.may(phone, 'offers')).toBe(false);
  const proof = await store.records.list('audit', 10);
  expect(proof).toHaveLength(2);
  expect(proof[0]).toMatchObject({
    conversationId: 'sms_1',
    data: { kind: 'consent_refused', phone: '138****0001', what: 'offers', why: 'TD' },
  });
});

test('what was said is kept without numbers, and not at any length', async () => {
  const { consents } = open();
  await consents.decide(phone, ['offers'], { ...said(false), words: `13912345678 ${'别再发了'.repeat(100)}` });
  const { words = '' } = (await consents.of(phone)).offers ?? {};
  expect(words).toMatch(/^139\*{4}5678 /);
  expect(words.length).toBeLessThanOrEqual(200);
});

test('asked once: the same turn again may ask, no other, and nobody who has decided', async () => {
  const { consents } = open();
  expect(await consents.ask(phone, 'greeting', 'c|1')).toBe(true);
  expect(await consents.ask(phone, 'greeting', 'c|1')).toBe(true);
  expect(await consents.ask(phone, 'greeting', 'c|2')).toBe(false);
  await consents.decide('13800000002', ['greeting'], said(false));
  expect(await consents.ask('13800000002', 'greeting', 'c|1')).toBe(false);
  await consents.decide(phone, ['greeting'], said(true));
  expect(await consents.may(phone, 'greeting')).toBe(true);
});

test('decisions at the same time both count', async () => {
  const desk = open();
  await Promise.all([
    desk.consents.decide(phone, ['greeting'], said(true, 1, 'a|1')),
    desk.consents.decide(phone, ['service'], said(false, 2, 'b|1')),
    desk.consents.ask(phone, 'offers', 'c|1'),
  ]);
  expect(await mays(desk)).toEqual([true, false, false]);
  expect(await desk.consents.ask(phone, 'offers', 'c|2')).toBe(false);
});
