import { join } from 'node:path';
import { WebSocket } from 'ws';
import type { ChatwootApi } from '../../src/hubs/chatwoot/chatwoot-api';
import { createChatwootHub } from '../../src/hubs/chatwoot/chatwoot-hub';
import { loadNoteWords } from '../../src/hubs/note-words';
import { createLogger } from '../../src/platform/logger';
import { dataDir } from '../support/desk';
import { eventually } from '../support/eventually';
import { tempDirs } from '../support/temp-dir';
import { type RunningApp, startApp } from './running-app';

/**
 * L7, S15 on the desk: after a whole story full of personal numbers none of them is in full anywhere staff, logs or
 * another desk see, until somebody reveals it for a reason, which stays in the trail.
 */

jest.setTimeout(120_000);

const phone = '13800000002';
const otherPhone = '18677778888';
const idNumber = '110101199003070038';
const card = '6222021234567890128';
const told = [
  '我的身份证号是110101199003070038',
  '银行卡 6222 0212 3456 7890 128',
  '另一个号码 +86 186 7777 8888 也可以打',
  '１８６７７７７８８８８ 是我爱人的',
  '身份证１１０１０１１９９００３０７００３８',
  'tel:18677778888 or 0086-186-7777-8888',
];
/** Without blanks, dashes and stars between, in plain digits: however it is written. */
const bare = (text: string): string =>
  text.normalize('NFKC').replace(/\\u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
const digitsOf = (text: string): string => bare(text).replace(/(?<=\d)[ -]?(?=\d)/g, '');

let running: RunningApp;
const lines: string[] = [];
const answers: string[] = [];
const frames: string[] = [];
const cookies = new Map<string, string>();
const newDir = tempDirs();
let code: string;
let sockets: WebSocket[] = [];

beforeAll(async () => {
  const destination = { write: (line: string) => void lines.push(line) };
  running = await startApp(newDir(), {
    at: Date.parse('2026-11-23T10:00:00+08:00'),
    log: createLogger({ level: 'debug', destination }),
  });
  for (const name of ['agent1', 'boss', 'root']) cookies.set(name, await running.signIn(name));
}, 100_000);
afterAll(async () => {
  for (const socket of sockets) socket.terminate();
  sockets = [];
  await running?.stop();
});

/** As a page of that person asks; what it gets is kept, to be searched. */
async function asks(name: string, method: string, path: string, body?: object, expected = 200) {
  running.clock.advance(500);
  const answer = await running.call(method, `/desk/api${path}`, { cookie: cookies.get(name), body });
  expect([method, path, answer.status, answer.status === expected ? '' : answer.text]).toEqual([
    method,
    path,
    expected,
    '',
  ]);
  answers.push(answer.text);
  return answer.json;
}

function listens(name: string, conversationId: string): void {
  const headers = { cookie: cookies.get(name) ?? '', origin: running.base };
  const socket = new WebSocket(`${running.base.replace('http', 'ws')}/desk/events`, { headers });
  sockets.push(socket);
  socket.on('message', (data) => frames.push(String(data)));
  socket.once('open', () => socket.send(JSON.stringify({ type: 'open', conversationId, after: 0 })));
}

const personal = (text: string): string[] => {
  const digits = digitsOf(text);
  return [phone, otherPhone, idNumber, card].filter((number) => digits.includes(number));
};

test('a whole story with numbers and codes shows none of them in full', async () => {
  const { token, conversationId, path } = await running.customer();
  const say = async (text: string): Promise<void> => {
    running.clock.advance(2_000);
    const { status } = await running.call('POST', `${path}/activities`, { token, body: { type: 'message', text } });
    expect(status).toBe(200);
    await running.app.turns.idle();
  };
  await say('我这个月话费怎么多了6块钱');
  await say(phone);
  const inbox = await running.call('GET', '/demo/api/inbox');
  code = /(?<!\d)\d{6}(?!\d)/.exec(inbox.text)?.[0] ?? '';
  expect(code).toMatch(/^\d{6}$/);
  await say(code);
  const form = new FormData();
  form.append('file', new Blob(['evidence'], { type: 'text/plain' }), `账单 ${phone} ${idNumber}.txt`);
  expect((await running.call('POST', `${path}/upload`, { token, body: form })).status).toBe(200);
  for (const text of told) await say(text);
  await say('彩铃我没开过，扣了我6块钱，我要投诉');
  await say('转人工');
  const found = await asks('boss', 'GET', `/conversations/${conversationId}/handoff`);
  const id = String(found['id']);
  listens('agent1', conversationId);
  listens('boss', conversationId);

  await asks('agent1', 'POST', `/handoffs/${id}/take`);
  await asks('agent1', 'POST', `/handoffs/${id}/messages`, { id: 'message-1', text: `给您 ${otherPhone} 回电？` }, 202);
  await say(`好的，打 ${otherPhone}，验证码是${code}`);
  await say(code);
  for (const [index, text] of told.entries()) {
    await asks('agent1', 'POST', `/handoffs/${id}/notes`, { id: `note-000${index}`, kind: 'note', text });
    await asks('boss', 'POST', `/handoffs/${id}/notes`, { id: `whisper-${index}`, kind: 'whisper', text });
  }
  const passedOn = { agent: 'wang', note: `客户 ${phone}，卡 ${card}` };
  await asks('boss', 'POST', `/handoffs/${id}/reassign`, passedOn, 204);
  await asks('boss', 'POST', `/handoffs/${id}/take`);
  const looks = [
    '/handoffs',
    `/handoffs/${id}`,
    `/handoffs/${id}/account`,
    `/handoffs/${id}/similar`,
    '/live',
    '/audit',
  ];
  for (const one of looks) await asks('boss', 'GET', one);
  await asks('boss', 'POST', `/handoffs/${id}/finish`, {
    result: 'solved',
    cause: 'other_cause',
    agreed: `退到 ${card}`,
    note: `本人 ${idNumber}，电话 ${otherPhone}`,
  });
  for (const one of looks) await asks('boss', 'GET', one);
  await asks('root', 'GET', '/audit');
  await asks('root', 'GET', '/outbox');
  await running.app.turns.idle();
  await eventually(() => frames.some((frame) => frame.includes('"done"')));

  // They are there, masked, so that nothing is missed for being left out.
  const seen = `${answers.join('\n')}\n${frames.join('\n')}`;
  expect(seen).toContain('138****0002');
  expect(seen).toContain('186****8888');
  expect(seen).toContain('110101********0038');
  expect(frames.filter((frame) => frame.includes('"entry"')).length).toBeGreaterThan(told.length);
  for (const text of [...answers, ...frames]) expect([personal(text), text]).toEqual([[], text]);
  const withCode = new RegExp(`(?<!\\d)${code}(?!\\d)`);
  for (const text of [...answers, ...frames]) expect([withCode.test(bare(text)), text]).toEqual([false, text]);

  const metrics = (await running.call('GET', '/metrics')).text;
  for (const text of [...lines, metrics]) {
    expect([personal(text), text]).toEqual([[], text]);
    expect([withCode.test(text), text]).toEqual([false, text]);
    for (const cookie of cookies.values()) expect(text).not.toContain(cookie.split('=')[1]);
    expect(text).not.toContain(token);
  }
  expect(lines.length).toBeGreaterThan(3);

  const handoff = await running.store.handoffs.byId(id);
  if (!handoff) throw new Error('The hand-over is gone.');
  const sent: unknown[] = [];
  const nothing = async (...given: unknown[]) => void sent.push(given);
  const api: ChatwootApi = {
    contactOf: async (identifier) => void (await nothing(identifier)),
    createContact: async (contact) => nothing(contact).then(() => ({ id: 1 })),
    conversationsOf: async () => [],
    conversation: async () => ({ id: 1, status: 'open' }),
    createConversation: async (given) => nothing(given).then(() => ({ id: 1 })),
    setPriority: nothing,
    setLabels: nothing,
    messages: async () => [],
    postMessage: async (...given) => nothing(...given).then(() => ({ id: 1, message_type: 0 })),
    resolve: nothing,
    deleteContact: nothing,
    deleteConversation: nothing,
  };
  const hub = createChatwootHub({
    api,
    inboxId: 1,
    secret: 'of these tests',
    publicUrl: 'https://desk.example.com',
    words: loadNoteWords(join(dataDir)),
  });
  const { reference } = await hub.open(handoff);
  for (const [index, text] of [...told, code].entries())
    await hub.customerSaid(reference, {
      id: `said-${index}`,
      at: running.clock.now(),
      text,
      attachments: [{ name: `${phone}.txt`, contentType: 'text/plain', url: '/v3/directline/attachments/att_1' }],
    });
  expect(sent.length).toBeGreaterThan(told.length);
  for (const one of sent) {
    const text = JSON.stringify(one);
    expect([personal(text.replaceAll('\\', '')), text]).toEqual([[], text]);
    expect([withCode.test(text), text]).toEqual([false, text]);
  }

  // In full for a reason only, which everybody who looks after the trail can read.
  const before = await asks('root', 'GET', '/audit');
  expect(JSON.stringify(before)).not.toContain('"reveal"');
  const reveal = (what: string, why = '回电核对身份') =>
    running.call('POST', `/desk/api/handoffs/${id}/reveal`, { cookie: cookies.get('boss'), body: { what, why } });
  expect((await reveal('phone', '')).status).toBe(400);
  expect((await reveal('phone')).json).toEqual({ phone });
  expect((await reveal('name')).json).toEqual({ name: expect.stringMatching(/^\p{Script=Han}{2,4}$/u) });
  const { text: conversation } = await reveal('conversation', `客户 ${phone} 要求`);
  expect(personal(conversation).toSorted()).toEqual([phone, otherPhone, idNumber, card].toSorted());
  expect(withCode.test(conversation)).toBe(false);
  const { entries } = (await asks('root', 'GET', '/audit')) as {
    entries: { staff: string; act: string; about: string; details: object }[];
  };
  expect(entries.filter(({ act }) => act === 'reveal')).toMatchObject([
    { staff: 'boss', about: id, details: { what: 'conversation', why: '客户 138****0002 要求' } },
    { staff: 'boss', about: id, details: { what: 'name', why: '回电核对身份' } },
    { staff: 'boss', about: id, details: { what: 'phone', why: '回电核对身份' } },
  ]);
});
