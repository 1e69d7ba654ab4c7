import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Handoff } from '../../src/handoff/handoff';
import type { ArchiveRow } from '../../src/ports/archive';
import { openSqlite, type SqliteStore } from '../../src/storage/sqlite/open-sqlite';
import { rowsOf } from '../storage/contracts/archive';
import { ManualClock } from '../support/manual-clock';
import { newComplaint } from '../support/new-complaint';
import { newHandoff } from '../support/new-handoff';
import { sequentialIds } from '../support/sequential-ids';
import { tempDirs } from '../support/temp-dir';
import { call } from './call';

const freshDir = tempDirs();
const mine = '13800000001';
const other = '13900000002';
const clock = new ManualClock();

const open = (dir: string): SqliteStore => openSqlite({ dir, clock, ids: sequentialIds() });

async function says(store: SqliteStore, id: string, userId: string, texts: string[], state: object): Promise<void> {
  await store.conversations.create({ id, channel: 'web', userId });
  for (const [n, text] of texts.entries()) await store.conversations.accept(id, `m${n}`, { type: 'message', text });
  const lease = await store.conversations.acquire(id, 'node', 1_000);
  const record = await store.conversations.load(id);
  if (!lease || !record) throw new Error('no turn');
  await store.conversations.commitTurn({
    lease,
    expectedVersion: record.version,
    state: { [`test/conversations/${id}/`]: { desk: state } },
    processedSeq: texts.length,
    wakeAt: undefined,
    outgoing: [{ id: `${id}.1`, activity: { type: 'message', text: `收到 ${texts.join()}` } }],
    outbox: [{ key: `${id}:sms`, kind: 'sms', conversationId: id, payload: { to: userId, text: 'x' } }],
  });
  await store.conversations.release(lease);
}

/** Two customers, one who says the other's number in passing, and everything that is kept of them. */
async function desk(): Promise<string> {
  const dir = freshDir();
  const store = open(dir);
  await says(store, 'own', 'u1', ['我的号码一三八零零零零零零零一', 'x'], {
    identity: { phone: mine, until: 1 },
    statedPhone: mine,
  });
  await says(store, 'sms', mine, ['查话费'], {});
  await says(store, 'complained', 'u3', ['彩铃乱扣费'], {});
  await says(store, 'other', 'u2', ['给我妈 138-0000-0001 充值', 'y'], {
    identity: { phone: other, until: 1 },
    statedPhone: mine,
  });
  await says(store, 'nobody', 'u4', ['你好'], {});
  const story = `13800000001 彩铃 ${'很生气 '.repeat(500)}`;
  await store.complaints.insert(
    newComplaint({
      id: 'c1',
      createdBy: 'c1',
      conversationId: 'complained',
      phone: mine,
      story,
      history: [{ at: 1, actor: 'bot', event: 'received', note: story }],
    }),
    [{ key: 'c1:sms', kind: 'sms', conversationId: 'complained', payload: { to: mine } }],
  );
  await store.complaints.insert(
    newComplaint({ id: 'c2', createdBy: 'c2', conversationId: 'other', phone: other, story: `替 ${mine} 投诉` }),
  );
  await store.complaints.insert(newComplaint({ id: 'c3', createdBy: 'c3', conversationId: 'nobody', phone: other }));
  // What they agreed to, and what they were told or are to be told unasked.
  for (const phone of [mine, other]) {
    await store.documents.put('consent', phone, { decisions: { offers: { given: false, at: 1, by: 'own|1' } } }, 0);
    await store.documents.put('notice', `told:line_status:${phone}:2026-11-21:active`, { stage: 'told', id: 'n1' }, 0);
    await store.documents.put('notice', `visit:${phone}`, { phone, from: 1 }, 0);
    await store.documents.put('notice', `event:e${phone.at(-1)}`, { phone, hash: 'h' }, 0);
    const task = { kind: 'event', event: { id: 'e', phone } };
    await store.documents.put('notice', `due:000000000000001:e${phone.at(-1)}`, { task, id: 'e', dueAt: 1 }, 0);
  }
  await store.documents.put('notice', `visit2:${other}`, { phone: other, place: `打 ${mine}` }, 0);
  await store.documents.put('known_problem', 'kp1', { note: `${mine} 先报的` }, 0);
  const brief = (phone: string, text: string) => ({
    ...newHandoff().brief,
    customer: { phone, identity: 'stated' as const },
    transcript: [{ at: 1, from: 'customer' as const, text }],
  });
  await store.handoffs.enqueue(
    newHandoff({ id: 'h1', createdBy: 'h1', conversationId: 'gone', brief: brief(mine, 'x') }),
  );
  const wordsOfAgents = (phone: string): Partial<Handoff> => ({
    notes: [{ id: 'n1', at: 1, author: 'li', kind: 'note', text: `回拨 ${phone}` }],
    wrapUp: { at: 2, by: 'li', result: 'solved', cause: 'c', agreed: `给${phone}退费`, note: `老客户${phone}` },
    history: [{ at: 2, actor: 'li', event: 'finish', from: 'assigned', to: 'done', note: `号码 ${phone}` }],
  });
  await store.handoffs.enqueue(
    newHandoff({ id: 'h3', createdBy: 'h3', conversationId: 'own', status: 'done', ...wordsOfAgents('本机') }),
  );
  await store.handoffs.enqueue(
    newHandoff({ id: 'h4', createdBy: 'h4', conversationId: 'nobody', status: 'done', ...wordsOfAgents(mine) }),
  );
  for (const id of ['own', 'sms', 'nobody']) await store.documents.put('seen', id, { seq: 1 }, 0);
  await store.handoffs.enqueue(
    newHandoff({ id: 'h2', createdBy: 'h2', conversationId: 'other', brief: brief(other, `妈妈是 ${mine}`) }),
  );
  for (const [conversationId, name] of [
    ['own', 'a.png'],
    ['other', `${mine}.png`],
  ] as const) {
    await store.attachments.put({ conversationId, name, contentType: 'image/png', bytes: Buffer.from(conversationId) });
  }
  const record = (kind: 'audit' | 'miss' | 'contact', key: string, conversationId: string, data: object) =>
    store.records.append({ kind, key, at: 1, conversationId, data: { ...data } });
  await record('audit', 'a1', 'own', { kind: 'cancel', phone: '138****0001', service: '彩铃', step: 'asked' });
  await record('miss', 'm1', 'own', { text: '天气' });
  await record('contact', 'own|1:contact', 'own', { customer: 'a keyed hash', messages: 2 });
  await record('contact', 'other|1:contact', 'other', { customer: 'another one', messages: 1 });
  await record('miss', `m2:${mine}`, 'other', { text: `打 ${mine}` });
  await record('miss', 'm3', 'nobody', { text: '天气' });
  await store.codes.put({
    conversationId: 'own',
    phone: mine,
    hash: 'h',
    issuedAt: clock.now(),
    expiresAt: clock.now(),
    tries: 0,
  });
  await store.codes.put({
    conversationId: 'other',
    phone: other,
    hash: 'h',
    issuedAt: clock.now(),
    expiresAt: clock.now(),
    tries: 0,
  });
  store.close();
  return dir;
}

async function rows(dir: string): Promise<Map<string, ArchiveRow>> {
  const store = open(dir);
  const all = await rowsOf(store);
  store.close();
  return new Map(all.map((row) => [`${row.kind} ${row.key}`, row]));
}

describe('erase-customer', () => {
  test('a look changes nothing and shows no full number', async () => {
    const dir = await desk();
    const before = await rows(dir);
    const { code, error } = await call(dir, ['erase-customer', '+86 138 0000 0001', '--dry-run']);
    expect(code).toBe(0);
    expect(error).toContain('138****0001');
    expect(error).not.toContain(mine);
    expect(error).toContain('3 conversation');
    expect(error).toMatch(/1 complaint, 1 record: stay without the person\n {4}C20261121-0001-\d \(received\)/);
    expect(error).toContain('1 of the complaints are open');
    expect(await rows(dir)).toEqual(before);
  });

  test('refuses without a person to ask, and what is no number', async () => {
    const dir = await desk();
    const before = await rows(dir);
    expect(await call(dir, ['erase-customer', mine])).toMatchObject({
      code: 1,
      error: expect.stringContaining('--yes'),
    });
    expect(await call(dir, ['erase-customer', '12a'])).toMatchObject({
      code: 1,
      error: expect.stringContaining('no phone number'),
    });
    expect(await rows(dir)).toEqual(before);
  });

  test('erases everything of the customer, masks mentions elsewhere, keeps what is others’, and proves it', async () => {
    const dir = await desk();
    const before = await rows(dir);
    const { code, error } = await call(dir, ['erase-customer', mine, '--yes']);
    expect([code, error]).toEqual([0, expect.stringContaining('the number is nowhere any more')]);
    const after = await rows(dir);
    const text = JSON.stringify([...after.values()]);
    for (const trace of [mine, '138-0000-0001', '一三八零零零零零零零一', '很生气', '天气"},"kind":"miss","key":"m1'])
      expect(text).not.toContain(trace);
    for (const file of readdirSync(dir).filter((name) => name.startsWith('desk.sqlite'))) {
      expect(readFileSync(join(dir, file)).includes(mine)).toBe(false);
    }
    const ids = (kind: string) =>
      [...after.keys()].filter((key) => key.startsWith(`${kind} `)).map((key) => key.slice(kind.length + 1));
    expect(ids('conversation')).toEqual(['nobody', 'other']);
    expect(ids('handoff')).toEqual(['h4', 'h2']);
    expect(after.get('handoff h4')?.value).toMatchObject({
      notes: [{ author: 'li', text: '回拨 ***********' }],
      wrapUp: { result: 'solved', agreed: '给***********退费', note: '老客户***********' },
      history: [{ event: 'finish', note: '号码 ***********' }],
    });
    expect(ids('outbox').sort()).toEqual(['nobody:sms', 'other:sms']);
    expect(ids('document').sort()).toEqual([
      `consent:${other}`,
      'known_problem:kp1',
      'notice:due:000000000000001:e2',
      'notice:event:e2',
      `notice:told:line_status:${other}:2026-11-21:active`,
      `notice:visit2:${other}`,
      `notice:visit:${other}`,
    ]);
    expect(after.get('document known_problem:kp1')?.value).toMatchObject({ value: { note: '*********** 先报的' } });
    expect(readdirSync(join(dir, 'attachments'))).toHaveLength(1);
    // The complaint is there still, by its number, and says nothing of anybody.
    const complaint = after.get('complaint c1')?.value;
    const was = before.get('complaint c1')?.value;
    expect(complaint).toMatchObject({
      number: was?.['number'],
      type: was?.['type'],
      status: was?.['status'],
      createdAt: was?.['createdAt'],
      promise: was?.['promise'],
    });
    expect(complaint).toMatchObject({
      story: '',
      slots: {},
      evidence: [],
      conversationId: '',
      history: [{ at: 1, actor: 'bot', event: 'received' }],
    });
    expect(complaint).not.toHaveProperty('phone');
    expect(JSON.stringify(complaint?.['history'])).not.toContain('note');
    expect(after.get('complaint c2')?.value).toMatchObject({ phone: other, story: '替 *********** 投诉' });
    expect(after.get('complaint c3')).toEqual(before.get('complaint c3'));
    expect(after.get('activity other|0000001')?.value['activity']).toEqual({
      type: 'message',
      text: '给我妈 *********** 充值',
    });
    expect(after.get('activity other|0000002')).toEqual(before.get('activity other|0000002'));
    expect(after.get('conversation nobody')).toEqual(before.get('conversation nobody'));
    expect(after.get('record audit:a1')?.value['data']).toEqual({ kind: 'cancel', step: 'asked', erased: true });
    expect(after.has('record miss:m1')).toBe(false);
    expect(after.has('record contact:own|1:contact')).toBe(false);
    expect(after.get('record contact:other|1:contact')).toEqual(before.get('record contact:other|1:contact'));
    expect(after.get('record miss:m3')).toEqual(before.get('record miss:m3'));
    expect(after.get('record miss:m2:***********')?.value['data']).toEqual({ text: '打 ***********' });
    const audit = [...after.values()].find(({ key }) => key.startsWith('audit:erase:'));
    expect(audit?.value['data']).toMatchObject({
      kind: 'erase_customer',
      left: 0,
      removed: { conversation: 3 },
      anonymised: { complaint: 1, record: 1 },
    });
    const store = open(dir);
    expect((await store.documents.list('seen', 9)).map(({ key }) => key)).toEqual(['nobody']);
    expect(await store.codes.get('own')).toBeUndefined();
    expect(await store.codes.get('other')).toBeDefined();
    expect(await store.complaints.ofPhone(mine, 0)).toEqual([]);
    store.close();
    // Another time there is nothing left to do, and everything still fits together.
    expect((await call(dir, ['erase-customer', mine, '--dry-run'])).error).toContain('nothing');
    expect(await call(dir, ['verify'])).toMatchObject({ code: 0 });
  });

  test('what a running turn or another node writes meanwhile does not come back', async () => {
    const dir = await desk();
    const store = open(dir);
    const lease = await store.conversations.acquire('sms', 'slow', 60_000);
    const record = await store.conversations.load('sms');
    if (!lease || !record) throw new Error('no turn');
    const erasing = call(dir, ['erase-customer', mine, '--yes']);
    expect(await erasing).toMatchObject({ code: 0 });
    const late = { lease, expectedVersion: record.version, state: { phone: mine }, processedSeq: 1, wakeAt: undefined };
    expect(
      await store.conversations.commitTurn({ ...late, outgoing: [{ id: 'late', activity: { text: mine } }] }),
    ).toMatchObject({ ok: false });
    store.close();
    expect((await call(dir, ['erase-customer', mine, '--dry-run'])).error).toContain('nothing');
  }, 30_000);

  describe('with another desk connected', () => {
    const chatwoot = {
      HANDOFF_HUB: 'chatwoot',
      CHATWOOT_URL: 'http://127.0.0.1:9',
      CHATWOOT_ACCOUNT_ID: '1',
      CHATWOOT_INBOX_ID: '5',
      // Not to be read here: the servers alone need it.
      CHATWOOT_API_TOKEN_FILE: '/nowhere',
      CHATWOOT_WEBHOOK_SECRET: 'last-part-of-the-address',
      PUBLIC_URL: 'https://desk.example.com',
    };
    const given = async (dir: string, id: string, conversationId: string, hub: object) => {
      const store = open(dir);
      await store.handoffs.enqueue(newHandoff({ id, createdBy: id, conversationId, ...hub }));
      store.close();
    };
    const at = (name: string, reference: string) => ({ hub: { name, reference } });

    test('says what that desk is asked to delete, hands it over, and how to see that it is done', async () => {
      const dir = await desk();
      await given(dir, 'h5', 'own', at('chatwoot', '4711@h5'));
      await given(dir, 'h6', 'other', at('chatwoot', '4712@h6'));
      const look = await call(dir, ['erase-customer', mine, '--dry-run'], '', chatwoot);
      expect([look.code, look.error]).toEqual([0, expect.stringContaining('conversations (1 known from here)')]);
      expect([...(await rows(dir)).values()].some(({ key }) => key.startsWith('erase-hub'))).toBe(false);

      const { code, error } = await call(dir, ['erase-customer', mine, '--yes'], '', chatwoot);
      expect([code, error]).toEqual([0, expect.stringMatching(/Handed to chatwoot: erase-hub:[a-p]{12}-[a-p]+-0\n/)]);
      expect(error).toContain('"npm run data -- outbox" lists it no more');
      const entry = [...(await rows(dir)).values()].find(({ key }) => key.startsWith('erase-hub'));
      const payload = entry?.value['payload'] as { contacts: string[] };
      expect(payload).toMatchObject({ call: 'erase', hub: 'chatwoot', conversations: ['4711@h5'] });
      // Of the number, and of each conversation that went.
      expect(payload.contacts.length).toBeGreaterThanOrEqual(4);
      for (const name of payload.contacts) expect(name).toMatch(/^desk-[0-9a-f]{32}$/);
      const listed = await call(dir, ['outbox']);
      expect(listed.output).toContain(entry?.key);
    });

    test('a desk that was disconnected since is named with what is to be deleted there by hand', async () => {
      const dir = await desk();
      await given(dir, 'h5', 'own', at('chatwoot', '4711@h5'));
      const { error } = await call(dir, ['erase-customer', mine, '--yes']);
      expect(error).toContain('to be deleted there by hand: chatwoot 4711');
      expect(error).not.toContain('Handed to');
      const without = await call(await desk(), ['erase-customer', mine, '--yes']);
      expect(without.error).not.toMatch(/by hand|chatwoot/);
    });
  });
});
