import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { mailFaults, mailShape, readDigest, readMail, readRecipients } from '../../src/outbox/mail-settings';
import { tempDirs } from '../support/temp-dir';

const tempDir = tempDirs();
const read = (given: Readonly<Record<string, string>>) => z.object(mailShape).safeParse(given);
const config = (given: Readonly<Record<string, string>>) => z.object(mailShape).parse(given);

test('recipients by department, and those told of all', () => {
  expect([...(readRecipients(' billing = a@example.com, b@example.com ; *=quality@example.com; ') ?? [])]).toEqual([
    ['billing', ['a@example.com', 'b@example.com']],
    ['*', ['quality@example.com']],
  ]);
});

test.each([
  '',
  ';',
  'billing',
  'billing=',
  'billing=a@example.com,',
  'billing=a',
  'billing=a@example.com=b@example.com',
  'billing=a@example.com;billing=b@example.com',
  'Billing=a@example.com',
  'billing=a@example.com\r\nBcc: b@example.com',
  'billing=<a@example.com>',
  'billing="a b"@example.com',
])('no recipients: %j', (text) => {
  expect(readRecipients(text)).toBeUndefined();
  if (text !== '') expect(read({ DIGEST_RECIPIENTS: text }).success).toBe(false);
});

test.each([
  ['SMTP_URL', 'http://mail.example.com'],
  ['SMTP_URL', 'smtp://'],
  ['SMTP_URL', 'mail.example.com:25'],
  ['MAIL_FROM', 'Desk <desk@example.com>'],
  ['MAIL_FROM', 'desk'],
  ['MAIL_LANGUAGE', 'fr'],
  ['DIGEST_WEBHOOK_URL', 'ftp://crm.example.com'],
])('%s=%s is refused', (name, value) => {
  expect(read({ [name]: value }).success).toBe(false);
});

test('what settings need of each other', () => {
  expect(mailFaults({})).toEqual([]);
  expect(mailFaults({ SMTP_URL: 'smtp://a', MAIL_FROM: 'a@b', DIGEST_RECIPIENTS: 'x' })).toEqual([]);
  expect(mailFaults({ SMTP_URL: 'smtp://a' }).join()).toContain('MAIL_FROM is needed');
  expect(mailFaults({ MAIL_FROM: 'a@b' }).join()).toContain('SMTP_URL is needed with MAIL_FROM');
  expect(mailFaults({ DIGEST_RECIPIENTS: 'x' }).join()).toContain('SMTP_URL is needed with DIGEST_RECIPIENTS');
  expect(mailFaults({ SMTP_URL: 'a', SMTP_URL_FILE: 'b', MAIL_FROM: 'c' }).join()).toContain('set one of the two');
  const webhook = { DIGEST_WEBHOOK_URL: 'https://crm.example.com/digest' };
  expect(mailFaults(webhook).join()).toContain('WEBHOOK_ORIGINS');
  expect(mailFaults({ ...webhook, WEBHOOK_ORIGINS: 'https://a.example.com, https://crm.example.com' })).toEqual([]);
});

test('nothing set, nothing sent', () => {
  expect([readMail(config({})), readDigest(config({}))]).toEqual([undefined, undefined]);
});

test('all set', () => {
  const all = config({
    SMTP_URL: 'smtps://desk:secret@mail.example.com',
    MAIL_FROM: 'desk@example.com',
    MAIL_LANGUAGE: 'en',
    DIGEST_RECIPIENTS: 'billing=a@example.com',
    DIGEST_WEBHOOK_URL: 'https://crm.example.com/digest',
  });
  expect(readMail(all)).toEqual({ url: 'smtps://desk:secret@mail.example.com', from: 'desk@example.com' });
  expect(readDigest(all)).toEqual({
    language: 'en',
    recipients: new Map([['billing', ['a@example.com']]]),
    webhookUrl: 'https://crm.example.com/digest',
  });
});

test('the address may stand in a file; what stands there has to be one', () => {
  const file = join(tempDir(), 'smtp');
  const settings = { SMTP_URL_FILE: file, MAIL_FROM: 'desk@example.com' };
  writeFileSync(file, 'smtp://desk:secret@mail.example.com:587\n');
  expect(readMail(config(settings))?.url).toBe('smtp://desk:secret@mail.example.com:587');
  writeFileSync(file, 'secret');
  expect(() => readMail(config(settings))).toThrow('has to hold an address');
});
