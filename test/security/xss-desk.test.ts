import type { Page } from 'playwright-core';
import type { OidcSettings } from '../../src/desk/sign-in/oidc-settings';
import { staffOfClaims } from '../../src/desk/sign-in/staff-of-claims';
import type { Handoff } from '../../src/handoff/handoff';
import { agentMessageEventName } from '../../src/handoff/protocol';
import { FakeCall, secret as hotlineSecret, overHttp } from '../channels/voice/jambonz/fake-platform';
import { openBrowser } from '../support/browser';
import { eventually } from '../support/eventually';
import { newComplaint } from '../support/new-complaint';
import { tempDirs } from '../support/temp-dir';
import { hostileAccounts } from './hostile-accounts';
import { type RunningApp, secret, startApp } from './running-app';
import { xssPayloads } from './xss-payloads';
import { foreign, missingIn, type Watched, watched } from './xss-watch';

/**
 * S10 for the desk: what customers write on every channel, name their files, what the business system calls people and
 * things, what colleagues, the company's sign-in and another desk are called and write, is shown to agents, supervisors,
 * administrators and customers, and none of it runs.
 */

jest.setTimeout(240_000);

const perCase = 16;
const cases = Array.from({ length: Math.ceil(xssPayloads.length / perCase) }, (_, index) =>
  xssPayloads.slice(index * perCase, (index + 1) * perCase),
);
let next = 0;
const anyPayload = (): string => xssPayloads[next++ % xssPayloads.length] ?? '';
/** Names people see are short; these are whole tricks all the same. */
const shortOnes = xssPayloads.filter((one) => one.length <= 60 && !/[\p{Cc}\p{Cf}]/u.test(one));
const [nameOfAgent = '', nameOfBoss = ''] = shortOnes.filter((one) => one.startsWith('<img'));

let running: RunningApp;
let browser: Awaited<ReturnType<typeof openBrowser>>;
const handoffs: Handoff[] = [];
const cookies = new Map<string, string>();
const newDir = tempDirs();

beforeAll(async () => {
  running = await startApp(newDir(), {
    at: Date.parse('2026-11-23T10:00:00+08:00'),
    accounts: (gateway) => hostileAccounts(gateway, anyPayload),
    env: { JAMBONZ_WEBHOOK_SECRET: hotlineSecret },
    profiles: { agent1: { displayName: nameOfAgent, capacity: 20 }, boss: { displayName: nameOfBoss } },
  });
  browser = await openBrowser({ viewport: { width: 1500, height: 950 } });
  for (const name of ['agent1', 'boss', 'root']) cookies.set(name, await running.signIn(name));
  for (const payloads of cases) handoffs.push(await aCustomer(payloads));
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await running?.stop();
});

/** Time goes by, and the agent's page is open all the while: whoever shows no life loses the customers. */
async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 5_000) {
    running.clock.advance(Math.min(left, 5_000));
    await running.call('POST', '/desk/api/presence', { cookie: cookies.get('agent1'), body: { status: 'busy' } });
  }
}

async function post(path: string, as: string, body?: object, expected = 200): Promise<void> {
  await pass(400);
  const { status, text } = await running.call('POST', path, { cookie: cookies.get(as), body });
  expect([path, status, status === expected ? '' : text]).toEqual([path, expected, '']);
}

/** Says all of it, sends all of it as files, waits for a person, and is as hostile in everything the brief holds. */
async function aCustomer(payloads: readonly string[]): Promise<Handoff> {
  const { token, conversationId, path } = await running.customer();
  const say = async (text: string) => {
    running.clock.advance(1_000);
    const { status } = await running.call('POST', `${path}/activities`, {
      token,
      body: { type: 'message', text, locale: text, channelData: { agent: { name: text }, clientActivityID: text } },
    });
    expect(status).toBe(200);
  };
  for (const payload of payloads) await say(payload);
  for (let from = 0; from < payloads.length; from += 5) {
    running.clock.advance(10_000);
    const form = new FormData();
    for (const name of payloads.slice(from, from + 5))
      form.append('file', new Blob([name], { type: 'text/html' }), `${name}.html`);
    expect((await running.call('POST', `${path}/upload`, { token, body: form })).status).toBe(200);
  }
  await say('转人工');
  await running.app.turns.idle();
  const [asked] = await running.store.handoffs.ofConversation(conversationId, 1);
  if (!asked) throw new Error('Nobody waits for a person.');
  const [first = '', second = '', third = ''] = payloads;
  const complaint = await running.store.complaints.insert(
    newComplaint({
      id: `cmp_${conversationId}`,
      createdBy: conversationId,
      conversationId,
      createdAt: running.clock.now(),
      subType: first,
      story: payloads.join('\n'),
      slots: { amountFen: 600, item: first },
    }),
  );
  const { number, type, status, createdAt } = complaint;
  const brief: Handoff['brief'] = {
    ...asked.brief,
    customer: { phone: '13800000002', identity: 'verified', name: first },
    topic: { intent: second, names: { 'zh-Hans': third, 'zh-Hant': third, en: third }, complaintTypes: [] },
    summary: first,
    summaries: { 'zh-Hans': first, 'zh-Hant': first, en: first },
    slots: { item: first, [second]: third, list: payloads, deep: { [first]: second } },
    answered: payloads,
    wantedOutcome: second,
    promises: payloads,
    complaints: [{ number, type, status, createdAt }],
    evidenceSpans: payloads,
    notUnderstood: payloads,
    suggestedOpening: third,
  };
  const stored = await running.store.handoffs.replace({ ...asked, brief });
  if (!stored) throw new Error('Somebody else changed it.');
  return stored;
}

/** Takes the customer, and says, notes and is told everything. */
async function served({ id, conversationId }: Handoff, payloads: readonly string[]): Promise<void> {
  const path = `/desk/api/handoffs/${id}`;
  await post(`${path}/take`, 'agent1');
  for (const [index, text] of payloads.entries()) {
    const one = `00000000-${index}`;
    await post(`${path}/messages`, 'agent1', { id: `${one}-${id}`, text }, 202);
    await post(`${path}/notes`, 'agent1', { id: `${one}-note`, kind: 'note', text });
    await post(`${path}/notes`, 'boss', { id: `${one}-whisper`, kind: 'whisper', text });
  }
  // People are called all sorts of things: other desks and the company's own sign-in say what.
  for (const [index, text] of payloads.entries()) {
    const agent = { id: 'agent1', name: text };
    const value = { handoffId: id, text, agent };
    const event = { type: 'event', name: agentMessageEventName, value };
    expect(await running.app.turns.receive(conversationId, `hub:chatwoot:m${index}`, event)).toMatchObject({
      ok: true,
    });
  }
  await post(`${path}/reveal`, 'agent1', { what: 'phone', why: payloads[0] });
  await running.app.turns.idle();
}

async function deskOf(name: string): Promise<Watched> {
  const opened = await watched(browser.context, running.base);
  const [key = '', value = ''] = (cookies.get(name) ?? '').split('=');
  await browser.context.addCookies([{ name: key, value, url: running.base }]);
  await opened.page.goto(`${running.base}/desk?lang=${encodeURIComponent(anyPayload())}`);
  await opened.page.locator('.workplace').waitFor();
  return opened;
}

/** Everything that can be folded out is. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
  await page.mouse.move(700, 400);
  await page.waitForTimeout(150);
}

async function harmless({ page, harm }: Watched): Promise<void> {
  await page.waitForTimeout(150);
  expect(await foreign(page)).toEqual([]);
  expect(harm).toEqual([]);
}

test('a name the company sign-in vouches for is taken letter by letter, so the pages must stand it', () => {
  const settings: OidcSettings = {
    issuer: 'https://id.example.com',
    clientId: 'desk',
    name: 'SSO',
    scopes: ['openid'],
    nameClaim: 'preferred_username',
    displayNameClaim: 'nickname',
    roles: { claim: 'roles', byValue: new Map([['staff', 'agent' as const]]) },
    origins: [],
  };
  for (const nickname of shortOnes) {
    const decision = staffOfClaims({ preferred_username: 'zhao', nickname, roles: ['staff'] }, settings, []);
    expect(decision).toMatchObject({ ok: true, proof: { profile: { displayName: nickname } } });
  }
});

test('inbox, transcript, brief, account and look-ups show an agent every payload as text', async () => {
  for (const [index, payloads] of cases.entries()) {
    const handoff = handoffs[index];
    if (handoff) await served(handoff, payloads);
  }
  const desk = await deskOf('agent1');
  const { page } = desk;
  await eventually(async () => (await page.locator('.group.mine .entry').count()) === cases.length, 15_000);
  const inbox = (await page.locator('.inbox').textContent()) ?? '';
  for (const [first = '', , third = ''] of cases) {
    expect(inbox).toContain(first.trim());
    expect(inbox).toContain(third.trim());
  }
  for (const [index, payloads] of cases.entries()) {
    await page.goto(`${running.base}/desk#/c/${handoffs[index]?.id}`);
    await page.locator('.account .bill').first().waitFor();
    await eventually(async () => (await page.locator('.message.agent').count()) >= 2 * payloads.length, 15_000);
    await unfold(page);
    // A search is for words, and finds none of ours in these.
    await page.locator('.search input').fill(payloads[0] ?? '');
    await page.locator('.search input').press('Enter');
    await harmless(desk);
    const transcript = (await page.locator('.transcript').textContent()) ?? '';
    const brief = (await page.locator('.brief').textContent()) ?? '';
    expect(missingIn(transcript, payloads)).toEqual([]);
    expect(missingIn(brief, payloads)).toEqual([]);
    for (const kind of ['customer', 'agent'])
      expect(missingIn((await page.locator(`.message.${kind} .words`).allTextContents()).join('\n'), payloads)).toEqual(
        [],
      );
    expect(missingIn((await page.locator('.notes .note').allTextContents()).join('\n'), payloads)).toEqual([]);
    expect(missingIn((await page.locator('.notes .whisper').allTextContents()).join('\n'), payloads)).toEqual([]);
  }
  await page.close();
});

test('canned replies filled with hostile names, own words, and every dialog', async () => {
  const desk = await deskOf('agent1');
  const { page } = desk;
  await page.goto(`${running.base}/desk#/c/${handoffs[0]?.id}`);
  const box = page.locator('#reply');
  await box.fill('/');
  await page.locator('.canned [role=option]').first().waitFor();
  expect(await page.locator('.canned').textContent()).toContain(nameOfAgent);
  await harmless(desk);
  await box.press('Enter');
  await box.fill(`${cases[1]?.[0]}`);
  await box.press('Enter');
  await page
    .locator('.message.agent')
    .getByText(cases[1]?.[0] ?? '', { exact: true })
    .first()
    .waitFor();
  for (const act of ['transfer', 'call_back', 'note', 'finish']) {
    await page.locator(`.only-wide [data-act=${act}], .acts > [data-act=${act}]`).first().click();
    await page.locator('dialog[open]').waitFor();
    await harmless(desk);
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
  }
  await page.close();
});

test('a notification tells nothing a customer wrote or is called', async () => {
  const desk = await watched(browser.context, running.base);
  const { page } = desk;
  const told: string[] = [];
  await page.exposeFunction('told', (text: string) => told.push(text));
  await page.addInitScript(`
    window.Notification = class extends EventTarget {
      static permission = 'granted';
      constructor(title, options) { super(); told(JSON.stringify([title, options])); }
    };
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });`);
  await page.goto(`${running.base}/desk`);
  await eventually(async () => (await page.locator('.group.mine .entry').count()) === cases.length, 15_000);
  await page.waitForTimeout(1_200);
  const { conversationId = '' } = handoffs[0] ?? {};
  const word = anyPayload();
  await running.call('POST', `/v3/directline/conversations/${conversationId}/activities`, {
    token: secret,
    body: { type: 'message', text: `${word} 13800000002` },
  });
  await eventually(() => told.length > 0, 10_000);
  expect(missingIn(told.join('\n'))).toHaveLength(xssPayloads.length);
  expect(told.join('\n')).not.toMatch(/138/);
  expect(missingIn(await page.title())).toHaveLength(xssPayloads.length);
  await harmless(desk);
  await page.close();
});

test('text messages, speech and the name of a caller are as harmless', async () => {
  const said = cases[0]?.slice(0, 10) ?? [];
  for (const [index, text] of [...said, '转人工'].entries()) {
    await pass(2_000);
    expect(await running.sms('+8613800000003', text, `SM${index}`)).toBe(200);
    await running.app.turns.idle();
  }
  const inner = overHttp(running.base, () => running.clock.now());
  const caller = { from: said[0], caller_name: said[1], to: said[2] };
  const call = new FakeCall(
    { ...inner, start: (data) => inner.start({ ...data, ...caller }) },
    { callSid: 'call-xss' },
  );
  await call.start();
  for (const text of said.slice(0, 3)) await call.say(text);
  await call.say('转人工');
  const bySms = (await running.store.handoffs.list(['waiting', 'offered'], 50)).find(
    ({ brief }) => brief.channel === 'sms',
  );
  const byCall = (await running.store.handoffs.list(['waiting', 'offered'], 50)).find(
    ({ brief }) => brief.channel === 'voice',
  );
  const desk = await deskOf('boss');
  for (const [handoff, words] of [
    [bySms, said],
    [byCall, said.slice(0, 3)],
  ] as const) {
    await desk.page.goto(`${running.base}/desk#/c/${handoff?.id}`);
    await eventually(async () => (await desk.page.locator('.message.customer').count()) >= words.length, 15_000);
    await unfold(desk.page);
    await harmless(desk);
    const shown = (await desk.page.locator('.message.customer .words').allTextContents()).join('\n');
    expect(missingIn(shown, words)).toEqual([]);
  }
  await desk.page.close();
});

test("similar cases, the supervisors' view, the trail and what could not be sent", async () => {
  const [solved, , open] = handoffs;
  const [payloads = []] = cases;
  const [agreed, note] = payloads;
  const wrapUp = { result: 'solved', cause: 'charged_twice', agreed, note };
  await post(`/desk/api/handoffs/${solved?.id}/finish`, 'agent1', wrapUp);
  await post(`/desk/api/handoffs/${open?.id}/transfer`, 'agent1', { team: 'billing', note: payloads[3] }, 204);
  await eventually(async () => {
    await pass(10_000);
    const [entry] = await running.store.outbox.claim(1, 1_000);
    if (!entry) return false;
    return running.store.outbox.settle(entry, { result: 'dead', error: payloads.join('\n') });
  }, 20_000);

  const boss = await deskOf('boss');
  const { page } = boss;
  await page.goto(`${running.base}/desk#/c/${handoffs[1]?.id}`);
  await page.locator('.brief .section').first().waitFor();
  await unfold(page);
  await page
    .getByText(agreed ?? '')
    .first()
    .waitFor();
  await harmless(boss);
  await page.goto(`${running.base}/desk#/c/${solved?.id}`);
  await eventually(
    async () => missingIn((await page.locator('.brief').textContent()) ?? '', [agreed ?? '', note ?? '']).length === 0,
  );
  await harmless(boss);
  await page.goto(`${running.base}/desk#/live`);
  await page.locator('.live table').first().waitFor();
  expect(missingIn((await page.locator('.live').textContent()) ?? '', [nameOfAgent, nameOfBoss])).toEqual([]);
  await harmless(boss);
  await page.goto(`${running.base}/desk#/audit`);
  await page.locator('tbody tr').first().waitFor();
  for (let more = 0; more < 20 && (await page.locator('.page > button').count()) > 0; more += 1) {
    await page.locator('.page > button').click();
    await page.waitForTimeout(100);
  }
  expect(
    missingIn(
      (await page.locator('tbody').textContent()) ?? '',
      cases.map(([why = '']) => why),
    ),
  ).toEqual([]);
  await harmless(boss);
  await page.close();

  const root = await deskOf('root');
  await root.page.goto(`${running.base}/desk#/outbox`);
  await root.page.locator('tbody tr').first().waitFor();
  expect(missingIn((await root.page.locator('tbody').textContent()) ?? '', payloads)).toEqual([]);
  await harmless(root);
  await root.page.close();
});

test("what staff and another desk said is as harmless on the customer's page", async () => {
  const { request } = browser.context;
  const started = await request.post(`${running.base}/api/chat/session`, { data: { fresh: true } });
  const { conversationId, token } = await started.json();
  const headers = { authorization: `Bearer ${token}` };
  const data = { type: 'message', text: '转人工' };
  await request.post(`${running.base}/v3/directline/conversations/${conversationId}/activities`, { headers, data });
  await running.app.turns.idle();
  const [handoff] = await running.store.handoffs.ofConversation(conversationId, 1);
  if (!handoff) throw new Error('Nobody waits for a person.');
  for (const [index, payloads] of cases.entries()) if (index === 0) await served(handoff, payloads);
  const chat = await watched(browser.context, running.base);
  await chat.page.goto(`${running.base}/`);
  const shown = chat.page.locator('#log, [role=log]').first();
  await eventually(async () => missingIn((await shown.textContent()) ?? '', cases[0]).length === 0, 15_000);
  expect((await shown.textContent()) ?? '').toContain(nameOfAgent);
  await harmless(chat);
  await chat.page.close();
});

test('every page of ours carries the strict policy', async () => {
  const assets = running.app.server.routes.filter(({ path }) => path.startsWith('/assets/')).map(({ path }) => path);
  expect(assets.length).toBeGreaterThan(3);
  for (const path of ['/desk', '/desk/api/me', '/desk/api/nowhere', '/desk/events', ...assets]) {
    const { headers } = await running.call('GET', path, { cookie: cookies.get('agent1') });
    const policy = headers.get('content-security-policy') ?? '';
    expect([path, policy]).toEqual([path, expect.stringContaining("default-src 'none'")]);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|script-src [^;]*(?:data|blob|http)/);
    expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff']);
    expect([path, headers.get('referrer-policy')]).toEqual([path, 'no-referrer']);
    expect([path, headers.get('x-frame-options')]).toEqual([path, 'DENY']);
  }
  const [file] = handoffs[0]?.brief.attachments ?? [];
  const { status, headers } = await running.call('GET', `/desk/api/attachments/${file?.id}`, {
    cookie: cookies.get('boss'),
  });
  expect(status).toBe(200);
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''[\w.%!~-]+$/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});
