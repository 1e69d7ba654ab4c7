import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import { longestQuestion } from '../../src/learning/learning';
import { loadMatching, sameQuestion } from '../../src/learning/same-question';
import { dataDir } from './learning-of';

interface Case {
  readonly question: string;
  readonly alternatives: readonly string[];
  readonly is: readonly string[];
  readonly not: readonly string[];
}
const set = Object.values(
  parse(readFileSync(join(__dirname, 'questions.yaml'), 'utf8')) as Record<string, Case[]>,
).flat();
const same = sameQuestion(loadMatching(join(dataDir, 'learning')));

function likeness(a: string, b: string): number {
  const [one, other] = [same.read(a), same.read(b)];
  return one && other ? same.likeness(one, other) : 0;
}
const matches = ({ question, alternatives }: Case, text: string): boolean =>
  [question, ...alternatives].some((known) => likeness(known, text) > 0);

test('no question of the set is taken for another one: precision before recall', () => {
  const wrong = set.flatMap((one) =>
    one.not.filter((text) => matches(one, text)).map((text) => `${one.question} | ${text}`),
  );
  expect(wrong).toEqual([]);
  // Nor is any question of one entry the question of another.
  const others = set.flatMap((one) =>
    set
      .filter((other) => other !== one)
      .flatMap((other) =>
        [...other.is, ...other.not, other.question]
          .filter((text) => matches(one, text))
          .map((text) => `${one.question} | ${text}`),
      ),
  );
  expect(others).toEqual([]);
});

test('most ways to ask the same thing are found', () => {
  const asked = set.flatMap((one) => one.is.map((text) => ({ text, one })));
  const missed = asked.filter(({ one, text }) => !matches(one, text)).map(({ text }) => text);
  const recall = 1 - missed.length / asked.length;
  if (process.env['SHOW']) process.stdout.write(`${asked.length} asked, recall ${recall}\n${missed.join('\n')}\n`);
  expect(recall).toBeGreaterThanOrEqual(0.8);
});

test('a question is like itself, and likeness has no direction', () => {
  for (const { question, is, not } of set) {
    expect(likeness(question, question)).toBe(1);
    for (const text of [...is, ...not]) expect(likeness(question, text)).toBe(likeness(text, question));
  }
});

test('numbers, Latin words and signs that turn a question round are no slips, however long it is', () => {
  const long = '我在上个月二十号办理的那个39元家庭套餐里面送的宽带什么时候可以预约师傅上门安装';
  expect(likeness(long, long.replace('39', '59'))).toBe(0);
  expect(likeness(long, long.replace('可以', '不可以'))).toBe(0);
  expect(likeness(long, long.replace('师傅', '老师傅'))).toBe(0);
  expect(likeness(long, long.replace('安装', '安排'))).toBeGreaterThan(0);
});

test('nothing is like what is empty, a word, or a story', () => {
  for (const text of ['', '   ', '在吗', '？？？', 'hi', '好的', '我'.repeat(500), '话费'.repeat(151)])
    expect(same.read(text)).toBeUndefined();
});

test('the longest question there may be is compared; a longer text is a story, and never the same question', () => {
  const signs = '电话费账单流量套餐';
  const text = (length: number) => Array.from({ length }, (_, n) => signs[n % signs.length]).join('');
  expect(likeness(text(longestQuestion), text(longestQuestion))).toBe(1);
  expect(likeness(text(longestQuestion + 1), text(longestQuestion + 1))).toBe(0);
});

test('whatever is written, reading it is quick and throws nothing', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400, unit: 'grapheme' }), fc.constantFrom(...set), (text, { question }) => {
      const likely = likeness(text, question);
      expect(likely).toBeGreaterThanOrEqual(0);
      expect(likely).toBeLessThanOrEqual(1);
    }),
  );
  for (const text of ['__proto__ constructor toString valueOf', 'constructor怎么办理__proto__不了'])
    expect(likeness(text, text)).toBe(1);
});
