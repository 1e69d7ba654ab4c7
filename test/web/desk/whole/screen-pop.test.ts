import { createServer } from 'node:net';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { screenshot } from '../../../support/browser';
import { type Floor, openFloor } from './the-floor';

const token = 'the token of the screen pop';
const accountSid = `AC${'2'.repeat(32)}`;
let floor: Floor;
let base: string;
beforeAll(async () => {
  // Signatures are over the address the platform calls, so it has to be known before the start.
  const port = await freePort();
  base = `http://localhost:${port}`;
  floor = await openFloor({
    PORT: String(port),
    PUBLIC_URL: base,
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: token,
    VOICE_TRANSFER_URI: 'sip:agents@pbx.example.com',
  });
}, 120_000);
afterAll(() => floor?.close());

test('a call put through opens its brief by the id of its conversation, also when one has to sign in first', async () => {
  const call = { CallSid: `CA${'3'.repeat(32)}`, AccountSid: accountSid, From: '+8613800000002', To: '10086' };
  const post = async (address: string, fields: Readonly<Record<string, string>>): Promise<string> => {
    const form = { ...call, ...fields };
    const url = `${base}${address.replace(base, '')}`;
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'x-twilio-signature': getExpectedTwilioSignature(token, url, form) },
      body: new URLSearchParams(form),
    });
    const xml = await answer.text();
    expect({ status: answer.status, xml }).toMatchObject({ status: 200 });
    const redirect = /<Redirect[^>]*>([^<]*)</.exec(xml)?.[1];
    return redirect === undefined ? xml : post(redirect.replaceAll('&amp;', '&'), {});
  };
  const next = (xml: string) => /<Gather\b[^>]*?\baction="([^"]*)"/.exec(xml)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const greeting = await post('/voice/twilio', {});
  const answer = await post(next(greeting), { SpeechResult: '你们乱扣我彩铃费，我根本没开过', Confidence: '0.9' });
  const through = await post(next(answer), { Digits: '0' });
  expect(through).toContain('<Dial');

  // What goes to the telephone of whoever answers carries it.
  const conversationId = /voice_[0-9a-f]{40}/.exec(through)?.[0] ?? '';
  const agent = await floor.staff('agent1', { away: true, at: `&conversation=${conversationId}` });
  await agent.brief.waitFor();
  await agent.reads('你们乱扣我彩铃费，我根本没开过');
  expect(await agent.brief.textContent()).toContain('138****0002');
  await screenshot(agent.page, 'whole/call-opened');
  await agent.page.locator('.chat-head .strong').click();
  await agent.page.locator('.why-not', { hasText: '电话' }).waitFor();
  await screenshot(agent.page, 'whole/call-taken');

  // Signed in already: the address alone is enough, as the telephone system opens it.
  await agent.page.goto(`${floor.server.base}/desk?conversation=${conversationId}`);
  await agent.brief.waitFor();
  await agent.reads('你们乱扣我彩铃费，我根本没开过');
}, 120_000);

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
