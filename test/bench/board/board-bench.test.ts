import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchBoard } from '../../../bench/board/board-bench';
import { madeVisits } from '../../../bench/board/fill-visits';
import { askedAt, questions } from '../../../bench/board/questions';
import { checkedRow } from '../../../src/data/row-schema';

const root = join(__dirname, '../../..');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bench-board-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a small store is filled, and every question has an answer with something in it', async () => {
  const said: string[] = [];
  const say = (line: string): void => void said.push(line);
  const lines = await benchBoard({ root, folder, count: 700, rounds: 1, days: 120, say });
  expect(lines.map(({ question }) => question)).toEqual(questions.map(([question]) => question));
  for (const { question, p95, kilobytes } of lines) {
    expect(p95).toBeGreaterThan(0);
    // Nothing found is a few words.
    expect([question, kilobytes > 0.15]).toEqual([question, true]);
  }
  expect(said.join('\n')).toMatch(/complaint 700, .*contact 1,916/);
}, 120_000);

test('visits come as an import takes them, with hand-overs, misses and conversations by their shares', () => {
  const texts = ['流量怎么没了', '帮我查一下'];
  const common = { topics: ['billing.balance', 'data_usage.remaining'], causes: ['other'], now: askedAt };
  const rows = [...madeVisits({ count: 9_000, days: 90, logDays: 7, texts, ...common })];
  expect(rows.map(checkedRow).filter((row) => typeof row === 'string')).toEqual([]);
  const of = (kind: string) => rows.filter((row) => row.kind === kind || row.value['kind'] === kind).length;
  expect(of('contact')).toBe(9_000);
  expect(of('handoff') / 9_000).toBeCloseTo(0.044, 2);
  expect(of('miss') / 9_000).toBeCloseTo(0.027, 2);
  expect([of('conversation'), of('activity')]).toEqual([699, 1_398]);
  expect(rows.every(({ value }) => Number(value['at'] ?? askedAt) <= askedAt)).toBe(true);
});
