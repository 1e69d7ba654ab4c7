import { createHmac } from 'node:crypto';
import { WebhookResponse } from '@jambonz/sdk/webhook';
import * as fc from 'fast-check';
import { createHookAddresses, type HookAddress } from '../../../../src/channels/voice/jambonz/hook-address';
import { createSignatureCheck } from '../../../../src/channels/voice/jambonz/jambonz-signature';
import { ManualClock } from '../../../support/manual-clock';

const secret = 'wh_secret_of_the_tests';
const now = Date.parse('2026-11-21T10:00:00+08:00');
const seconds = now / 1000;
const body = Buffer.from('{"call_sid":"1","from":"张"}');
const hex = (time: number | string, key = secret, bytes = body) =>
  createHmac('sha256', key).update(`${time}.${bytes}`).digest('hex');
const isSigned = createSignatureCheck(secret, new ManualClock(now));

test('takes what was signed within five minutes, also among signatures of an older secret', () => {
  expect(isSigned(`t=${seconds},v1=${hex(seconds)}`, body)).toBe(true);
  expect(isSigned(`t=${seconds}, v1=${hex(seconds, 'old')}, v1=${hex(seconds)}`, body)).toBe(true);
  for (const time of [seconds - 300, seconds + 300]) expect(isSigned(`t=${time},v1=${hex(time)}`, body)).toBe(true);
});

test.each([
  ['no header', undefined],
  ['an empty header', ''],
  ['too old', `t=${seconds - 301},v1=${hex(seconds - 301)}`],
  ['from the future', `t=${seconds + 301},v1=${hex(seconds + 301)}`],
  ['another time than signed', `t=${seconds + 1},v1=${hex(seconds)}`],
  ['another secret', `t=${seconds},v1=${hex(seconds, 'other')}`],
  ['another body', `t=${seconds},v1=${hex(seconds, secret, Buffer.from('{}'))}`],
  ['no time', `v1=${hex('')}`],
  ['a time that is no number', `t=NaN,v1=${hex('NaN')}`],
  ['another scheme', `t=${seconds},v0=${hex(seconds)}`],
  ['a shorter signature', `t=${seconds},v1=${hex(seconds).slice(2)}`],
  ['the signature beyond the eighth part', `t=${seconds},${'x,'.repeat(8)}v1=${hex(seconds)}`],
])('refuses %s', (_, header) => {
  expect(isSigned(header, body)).toBe(false);
});

test('agrees with the platform’s library', () => {
  const time = Math.floor(Date.now() / 1000);
  const check = createSignatureCheck(secret, { now: () => time * 1000 });
  const library = (header: string): boolean => {
    let fault: Error | undefined;
    const request = { headers: { 'jambonz-signature': header }, body: body.toString() };
    WebhookResponse.verifySignature(secret)(request as never, {} as never, (err) => {
      fault = err;
    });
    return fault === undefined;
  };
  for (const header of [
    `t=${time},v1=${hex(time)}`,
    `t=${time},v1=${hex(time, 'x')}`,
    `t=${time - 400},v1=${hex(time - 400)}`,
    'x',
  ]) {
    expect([header, check(header, body)]).toEqual([header, library(header)]);
  }
});

test('any header and body are answered, and none of them is signed by chance', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), fc.uint8Array({ maxLength: 100 }), (header, bytes) => {
      expect(isSigned(header, Buffer.from(bytes))).toBe(false);
      expect(isSigned(`t=${seconds},v1=${header}`, Buffer.from(bytes))).toBe(false);
    }),
    { seed: 5 },
  );
});

describe('addresses of hooks', () => {
  const hooks = createHookAddresses(secret);
  const kinds = fc.constantFrom<HookAddress['kind']>('heard', 'part', 'ready', 'transferred', 'whisper', 'queue30');

  test('are read back for their call alone', () => {
    fc.assert(
      fc.property(fc.nat(999_999), kinds, (step, kind) => {
        const path = hooks.write('call-1', { step, kind });
        expect(hooks.read('call-1', path)).toEqual({ step, kind });
        expect(hooks.read('call-2', path)).toBeUndefined();
        expect(createHookAddresses('other').read('call-1', path)).toBeUndefined();
        expect(hooks.read('call-1', path.replace(`/${step}/`, `/${step + 1}/`))).toBeUndefined();
        expect(
          hooks.read('call-1', path.replace(`/${kind}/`, kind === 'ready' ? '/heard/' : '/ready/')),
        ).toBeUndefined();
      }),
      { seed: 5 },
    );
  });

  test('are none when they are anything else', () => {
    for (const path of [
      '',
      '/voice/jambonz',
      '/voice/jambonz/1/heard/',
      `/voice/jambonz/1/heard/${'g'.repeat(32)}`,
      'x'.repeat(10_000),
    ]) {
      expect(hooks.read('call-1', path)).toBeUndefined();
    }
  });
});
