import { Readable } from 'node:stream';
import { predict } from '../../../src/understanding/cli/predict';
import type { Understander } from '../../../src/understanding/understanding';
import { noSlots } from '../../../src/understanding/understanding';
import { realUnderstander } from '../understander';

/** Understands everything at once, so that only the reading and writing is tested. */
const quick: Understander = {
  understand: async (text, language = 'zh-Hans') => ({
    text,
    language,
    intent: 'None',
    score: 1,
    alternatives: [],
    complaintTypes: [],
    clauses: [],
    slots: noSlots,
    mood: { anger: 0, urgency: 0 },
  }),
};

test('JSONL in, JSONL out in the same order; bad lines are reported by number and passed over', async () => {
  const understander = await realUnderstander();
  const [lines, reports]: [string[], string[]] = [[], []];
  const input = Readable.from([
    '\ufeff{"id":"1","text":"流量还剩多少"}\r\n',
    'nonsense\n\n',
    '{"id":2,"text":"我要轉人工","lang":"zh-Hant"}\n{"id":3}\n["text"]\n{"id":4,"text":"","lang":"klingon"}',
  ]);
  const code = await predict(
    understander,
    input,
    (line) => void lines.push(line),
    (line) => void reports.push(line),
  );
  await understander.close();
  expect(code).toBe(1);
  const [first, second, third, ...rest] = lines.map((line) => JSON.parse(line));
  expect(first).toMatchObject({ id: '1', intent: 'data_usage.remaining', complaintTypes: [], lang: 'zh-Hans' });
  expect(first.mood).toMatchObject({ anger: 0, urgency: 0 });
  expect(Object.keys(first)).toEqual(['id', 'intent', 'score', 'complaintTypes', 'alternatives', 'lang', 'mood']);
  expect(second).toMatchObject({ id: 2, intent: 'agent.request', lang: 'zh-Hant' });
  expect(third).toMatchObject({ id: 4 });
  expect(rest).toEqual([]);
  expect(reports).toEqual([2, 5, 6].map((line) => `line ${line}: expected {"id","text","lang"?}, passed over`));
});

test('reads no further than the writer keeps up', async () => {
  let produced = 0;
  function* lines(): Generator<string> {
    for (; produced < 20_000; produced++) yield `{"id":${produced},"text":"x"}\n`;
  }
  let written = 0;
  let furthest = 0;
  const code = await predict(
    quick,
    Readable.from(lines()),
    () => {
      written++;
      furthest = Math.max(furthest, produced - written);
      return written % 1000 === 0 ? new Promise((resolve) => setImmediate(resolve)) : undefined;
    },
    () => {},
  );
  expect(code).toBe(0);
  expect(written).toBe(20_000);
  expect(furthest).toBeLessThan(5_000);
});
