import { join } from 'node:path';
import { conversationOfCall } from '../../../../src/channels/voice/conversation-id';
import type { ConversationStore } from '../../../../src/ports/conversation-store';
import { loadUnderstander } from '../../../../src/understanding/load';
import { tempDirs } from '../../../support/temp-dir';
import { secret as callSecret, dataDir, type Hotline, type HotlineOptions, startHotline } from '../calling';
import { FakeCall, SocketTransport, type Transport } from './fake-platform';
import { type RunningJambonz, startJambonz } from './running-jambonz';
import { valid } from './valid-verbs';

const freshDir = tempDirs();
let understander: Awaited<ReturnType<typeof loadUnderstander>>;
let hotline: Hotline;
let running: RunningJambonz;
let sockets: SocketTransport[] = [];

beforeAll(async () => {
  const clock = { now: () => Date.parse('2026-11-21T10:00:00+08:00') };
  const cacheDir = join(dataDir, '../dist/models');
  understander = await loadUnderstander({ dataDir, cacheDir, clock, recognizers: 'off' });
}, 120_000);
afterAll(() => understander.close());
afterEach(async () => {
  await Promise.all(sockets.map((socket) => socket.close()));
  sockets = [];
  await running.close();
  await hotline.close();
});

async function start(options: Partial<HotlineOptions> = {}): Promise<void> {
  hotline = startHotline({ dir: freshDir(), understander, ...options });
  running = await startJambonz(hotline.service, hotline.clock);
}
const overSocket = (): SocketTransport => {
  const socket = new SocketTransport(running.base);
  sockets.push(socket);
  return socket;
};
const transports: Record<string, () => Transport> = { webhook: () => running.http, WebSocket: overSocket };
const complaints = () => hotline.store.complaints.ofPhone('13800000002', 0);
const waiting = () => hotline.store.handoffs.list(['waiting', 'assigned', 'call_back_booked'], 10);

describe.each(['webhook', 'WebSocket'])('a call by %s', (name) => {
  const calling = (callSid = 'call-1') => new FakeCall(transports[name]?.() ?? running.http, { callSid });
  beforeEach(() => start());
  afterEach(() => expect(hotline.faults).toEqual([]));

  test('begins with the notice, and a key counts while the first prompt is said', async () => {
    const call = calling();
    const welcome = await call.start();
    expect(welcome).toMatch(/自动应答.*录音.*國語.*English/);
    const eager = calling('call-2');
    eager.impatient = true;
    expect(await eager.start()).not.toMatch(/English/);
    eager.impatient = false;
    expect(await eager.press('3')).toMatch(/just say what you need/);
  });

  test('gets a complaint to its number by speech alone', async () => {
    const call = calling();
    await call.start();
    await call.say('你们客服态度太差还乱扣我彩铃费');
    const answers: readonly [RegExp, string][] = [
      [/哪家营业厅/, '客服热线'],
      [/多少钱/, '六块钱'],
      [/哪个月/, '这个月'],
      [/希望我们怎么做/, '把钱退给我'],
      [/联系您？/, '上午打电话'],
      [/这样登记可以吗/, '可以'],
    ];
    for (let asked = 0; asked < 12 && !/登记好了/.test(call.heard); asked += 1) {
      await call.say(answers.find(([question]) => question.test(call.heard))?.[1] ?? '跳过');
    }
    expect(call.heard).toMatch(/编号C，二零二六，幺幺二幺，/);
    const filed = await complaints();
    expect(filed.map(({ type }) => type).sort()).toEqual(['pricing_billing', 'staff_attitude']);
    expect(filed[0]).toMatchObject({ phone: '13800000002', slots: { amountFen: 600 } });
  });

  test('gets a complaint to its number by keys alone', async () => {
    const call = calling();
    await call.start();
    await call.press('1');
    await call.press('4');
    expect(call.at).toMatchObject({ verb: 'gather', finishOnKey: '#' });
    await call.press('12');
    for (let turn = 0; turn < 12 && !/编号C/.test(call.heard); turn += 1) {
      await call.press(/请按一/.test(call.heard) ? '1' : '9');
    }
    expect(call.heard).toMatch(/编号C，二零二六，幺幺二幺，/);
    expect((await complaints()).length).toBeGreaterThan(0);
  });

  test('reaches a person by 0, comes back when nobody answers, and has a call back booked', async () => {
    const call = calling();
    await call.start();
    await call.press('0');
    expect(call.at).toMatchObject({ verb: 'dial', timeout: 30 });
    expect(await call.transferEnds('dial', { dial_call_status: 'no-answer', dial_sip_status: 487 })).toMatch(
      /约个回电/,
    );
    expect(await call.press('1')).toMatch(/约好了/);
    expect(await waiting()).toMatchObject([{ status: 'call_back_booked', callBack: { phone: '13800000002' } }]);
  });

  test('goes on after an answer that got lost, and hears what it missed', async () => {
    const whole = calling('call-1');
    await whole.start();
    await whole.press('1');
    const menu = await whole.silence();
    const real = transports[name]?.() ?? running.http;
    let lost = 0;
    const lossy: Transport = {
      ...real,
      start: (data) => real.start(data),
      status: (data) => real.status(data),
      async hook(type, hook, data) {
        const answer = await real.hook(type, hook, data);
        if (type !== 'verb:hook' || JSON.stringify(data).includes('"timeout"') === false) return answer;
        lost += 1;
        throw new Error('socket hang up');
      },
    };
    const call = new FakeCall(lossy, { callSid: 'call-2' });
    call.impatient = true;
    await call.start();
    call.impatient = false;
    await call.press('1');
    expect(await call.silence()).toBe(menu);
    expect(lost).toBe(1);
  });

  test('five times the same hook at once is one turn with equal answers (R1)', async () => {
    const call = calling();
    await call.start();
    await call.press('1');
    const { actionHook = '' } = call.at;
    const transport = transports[name]?.() ?? running.http;
    if (transport instanceof SocketTransport) await transport.connect();
    const data = { ...call.info(), reason: 'speechDetected', speech: { alternatives: [{ transcript: '什么是彩铃' }] } };
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => transport.hook('verb:hook', actionHook, data)));
    answers.push(await transport.hook('verb:hook', actionHook, data));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const log = await hotline.turns.read(conversationOfCall('call-1', callSecret), 0, 100);
    expect(log.filter(({ activity, direction }) => direction === 'in' && activity.text === '什么是彩铃')).toHaveLength(
      1,
    );
  });

  test('ends with its last status: kept, and closed', async () => {
    const call = calling();
    await call.start();
    await call.say('什么是彩铃');
    await call.hangUp();
    const ended = async () =>
      (await hotline.turns.read(conversationOfCall('call-1', callSecret), 0, 100)).filter(
        ({ activity }) => activity.name === 'desk.callEnded',
      );
    for (let tries = 0; tries < 50 && (await ended()).length === 0; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await ended()).toMatchObject([{ activity: { value: { reason: 'completed by caller' } } }]);
    // Told again when the socket closes: it is the same end.
    await Promise.all(sockets.map((socket) => socket.close()));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await ended()).toHaveLength(1);
  });
});

test('a call whose socket breaks goes on where it was, also when its beginning had no answer yet', async () => {
  await start();
  const transport = overSocket();
  const call = new FakeCall(transport, { callSid: 'call-1' });
  const welcome = await call.start();
  const again = valid(await transport.reconnect());
  expect(again?.map(({ text, say }) => text ?? say?.text ?? '').join(' ')).toContain(welcome.split(' ')[0]);
  expect(await call.say('什么是彩铃')).toMatch(/等您接听时听到/);
});

describe('a store that never answers (R2)', () => {
  const never = (): Promise<never> => new Promise(() => undefined);
  const hung = (store: ConversationStore): ConversationStore =>
    new Proxy(store, { get: (target, key) => (typeof Reflect.get(target, key) === 'function' ? never : undefined) });

  test('200 calls hear an apology and get a person; each answer is there before the platform gives up', async () => {
    await start({ store: hung });
    // A socket gives up after five seconds by itself, as the platform does.
    let slowest = 0;
    const timed: Transport = {
      ...running.http,
      async start(data) {
        const began = performance.now();
        const verbs = await running.http.start(data);
        slowest = Math.max(slowest, performance.now() - began);
        return verbs;
      },
    };
    const calls = Array.from(
      { length: 200 },
      (_, index) => new FakeCall(index % 2 ? overSocket() : timed, { callSid: `call-${index}` }),
    );
    await Promise.all(calls.map((call) => call.start()));
    for (const call of calls) {
      expect(call.heard).toMatch(/对不起.*转人工/);
      expect(call.at.verb).toBe('dial');
    }
    expect(slowest).toBeLessThan(10_000);
  }, 40_000);
});
