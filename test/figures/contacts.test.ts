import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { contactKeeping, lintContacts } from '../../src/figures/contacts';
import { tempDirs } from '../support/temp-dir';

const dir = join(__dirname, '../../nlp-models/figures');
const tempDir = tempDirs();
const minute = 60_000;

test('a silence for each channel, and a day for an answer to us', () => {
  const { quietMs, answerMs } = contactKeeping(dir, 'secret');
  expect(quietMs('web')).toBe(30 * minute);
  expect(quietMs('sms')).toBe(120 * minute);
  expect(answerMs).toBe(24 * 60 * minute);
  expect(lintContacts(dir)).toEqual([]);
});

test('thanks and yes are no matter of their own', () => {
  const { isTopic } = contactKeeping(dir, 'secret');
  expect(['billing.balance', 'ticket.status', 'smalltalk.thanks', 'control.yes'].map(isTopic)).toEqual([
    ...[true, true],
    ...[false, false],
  ]);
});

test('what is asked about a notice is about the notice, each rule has its own, and a complaint is told by its number', () => {
  const { isAnswerTo } = contactKeeping(dir, 'secret');
  expect(isAnswerTo(['notice:abnormal_bill'], 'billing.why_higher')).toBe(true);
  expect(isAnswerTo(['notice:abnormal_bill'], 'data_usage.remaining')).toBe(false);
  expect(isAnswerTo(['notice:abnormal_bill', 'notice:plan_used'], 'data_usage.remaining')).toBe(true);
  expect(isAnswerTo(['complaint:abnormal_bill', 'draft', 'notice:constructor'], 'billing.why_higher')).toBe(false);
  expect(isAnswerTo([], 'ticket.status')).toBe(true);
  const { rules } = parse(readFileSync(join(dir, '../notices/rules.yaml'), 'utf8')) as { rules: object };
  const { answers_to: answersTo } = parse(readFileSync(join(dir, 'contacts.yaml'), 'utf8')) as { answers_to: object };
  expect(Object.keys(answersTo).sort()).toEqual(Object.keys(rules).sort());
});

test('the same customer on every node and day, nobody under another key, and no way back to the number', () => {
  const keys = ['one secret', 'one secret', 'another'].map((secret) =>
    contactKeeping(dir, secret).customerKey('13800000001'),
  );
  expect(keys[0]).toBe(keys[1]);
  expect(keys[0]).not.toBe(keys[2]);
  expect(keys[0]).toMatch(/^[\w-]{22}$/);
  expect(contactKeeping(dir, 'one secret').customerKey('13800000002')).not.toBe(keys[0]);
});

test.each([
  [
    'no minutes for a channel',
    'quiet_minutes: { web: 30 }\nanswer_hours: 24\nno_topics: []\ntypes: {}\nanswers_to: {}\n',
  ],
  [
    'a silence longer than an answer takes',
    'quiet_minutes: { web: 30, bot-framework: 30, sms: 120, voice: 60 }\nanswer_hours: 1\nno_topics: []\ntypes: {}\nanswers_to: {}\n',
  ],
  ['nothing', ''],
])('%s is a fault', (_, yaml) => {
  const own = tempDir();
  writeFileSync(join(own, 'contacts.yaml'), yaml);
  expect(lintContacts(own).length).toBeGreaterThan(0);
});
