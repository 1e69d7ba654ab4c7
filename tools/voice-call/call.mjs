#!/usr/bin/env node
// A telephone for trying the hotline without one: plays the platform at /voice/twilio, signs as Twilio does, prints what
// the caller hears and takes what the caller does from the keyboard (docs/voice.md).
//   TWILIO_ACCOUNT_SID=… TWILIO_AUTH_TOKEN=… node tools/voice-call/call.mjs http://localhost:3978 [+8613800000002]
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import webhooks from 'twilio/lib/webhooks/webhooks.js';

const [base = 'http://localhost:3978', from = '+8613800000002'] = process.argv.slice(2);
const { TWILIO_ACCOUNT_SID: AccountSid, TWILIO_AUTH_TOKEN: token, PUBLIC_URL: publicUrl = base } = process.env;
if (!AccountSid || !token) {
  process.stderr.write('Set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN as the server has them.\n');
  process.exit(2);
}
const call = { CallSid: `CA${randomBytes(16).toString('hex')}`, AccountSid, From: from, To: '10086' };
const text = (xml) =>
  xml.replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => ({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' })[name]);
const attribute = (xml, verb, name) => {
  const found = new RegExp(`<${verb}\\b[^>]*?\\b${name}="([^"]*)"`).exec(xml)?.[1];
  return found === undefined ? undefined : text(found);
};

async function post(address, fields) {
  const url = address.startsWith('http') ? address : publicUrl.replace(/\/$/, '') + address;
  const form = { ...call, ...fields };
  const path = url.slice(publicUrl.replace(/\/$/, '').length);
  const answer = await fetch(base.replace(/\/$/, '') + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': webhooks.getExpectedTwilioSignature(token, url, form),
    },
    body: new URLSearchParams(form).toString(),
  });
  const xml = await answer.text();
  if (answer.status !== 200) throw new Error(`${url}: ${answer.status} ${xml}`);
  for (const [, said] of xml.matchAll(/<Say[^>]*>(.*?)<\/Say>/g)) {
    process.stdout.write(`  ${text(said.replace(/<[^>]*>/g, ''))}\n`);
  }
  const redirect = /<Redirect[^>]*>([^<]*)</.exec(xml)?.[1];
  if (redirect === undefined) return xml;
  await pause(1000 * Number(attribute(xml, 'Pause', 'length') ?? 1));
  return post(text(redirect), {});
}

process.stdout.write(
  'Digits, * and # are pressed, an empty line is silence, anything else is said; Ctrl+D hangs up.\n',
);
let xml = await post('/voice/twilio', {});
for await (const line of createInterface({ input: process.stdin })) {
  const said = line.trim();
  const transfer = ['Dial', 'Refer', 'Enqueue'].find((verb) => xml.includes(`<${verb}`));
  if (transfer) {
    // What is typed now is how the transfer ended: completed, busy, no-answer, failed.
    xml = await post(attribute(xml, transfer, 'action'), { DialCallStatus: said || 'no-answer' });
  } else {
    const heard = said === '' ? {} : { SpeechResult: said, Confidence: '0.9' };
    xml = await post(attribute(xml, 'Gather', 'action'), /^[\d*#]+$/.test(said) ? { Digits: said } : heard);
  }
  if (/<(Dial|Refer|Enqueue)/.test(xml))
    process.stdout.write('  <a person is called: completed, busy or no-answer?>\n');
  if (xml.includes('<Hangup')) break;
}
await post('/voice/twilio/status', { CallStatus: 'completed' });
