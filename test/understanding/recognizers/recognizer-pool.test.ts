import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformFileSync } from '@swc/core';
import { silentLog } from '../../../src/ports/log';
import { type RecognizerPool, startRecognizerPool } from '../../../src/understanding/recognizers/recognizer-pool';
import { withSecondOpinion } from '../../../src/understanding/recognizers/second-opinion';
import { extractSlots } from '../../../src/understanding/slots/extract';
import { clock } from '../understander';

const today = '2026-11-21';
/** Inside the project, so that the compiled worker finds its packages. */
const folder = join(__dirname, '../../../node_modules/.cache/understanding-test');

function compiled(name: string, source: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${process.pid}-${name}`);
  writeFileSync(file, source);
  return file;
}

function worker(): string {
  const { code } = transformFileSync(join(__dirname, '../../../src/understanding/recognizers/worker.ts'), {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    module: { type: 'commonjs' },
  });
  return compiled('worker.cjs', code);
}

describe('with the real recognizers', () => {
  let pool: RecognizerPool;
  beforeAll(async () => {
    pool = startRecognizerPool({ log: silentLog, workerFile: worker(), workers: 1, startAfterMs: 0, deadlineMs: 5000 });
    await pool.ready();
  }, 60_000);
  afterAll(() => pool.close());

  test('money and past days are found, and an amount is no day', async () => {
    expect(await pool.recognize({ text: '昨天扣了三十元五角', language: 'zh', today })).toEqual({
      amountsFen: [3050],
      dates: [{ date: '2026-11-20', words: '昨天' }],
    });
    expect(await pool.recognize({ text: 'thirty five dollars on friday', language: 'en', today })).toMatchObject({
      amountsFen: [3500],
      dates: [{ date: '2026-11-20' }],
    });
  });

  test('is asked only where the own extraction found nothing', async () => {
    const read = (text: string) =>
      withSecondOpinion(
        extractSlots(text, text, clock, () => []),
        text,
        'en',
        clock,
        pool,
      );
    expect((await read('two hundred dollars and ten cents')).amountsFen).toEqual([20010]);
    expect((await read('two weeks ago')).durations).toEqual(['two weeks']);
    expect((await read('hello there')).amountsFen).toEqual([]);
  });

  test('25 Chinese digits in a row do not hang it', async () => {
    const found = await pool.recognize({ text: '二'.repeat(140), language: 'zh', today });
    expect(found).toBeDefined();
  });
});

test('a worker over its deadline is replaced, and the turn goes on without it', async () => {
  const stuck = compiled(
    'stuck.cjs',
    `const { parentPort: port } = require('node:worker_threads');
     port.on('message', ({ id, text }) => {
       if (text === 'hang') for (;;);
       port.postMessage({ kind: 'answer', id, found: { amountsFen: [1], dates: [] } });
     });
     port.postMessage({ kind: 'ready' });`,
  );
  const pool = startRecognizerPool({ log: silentLog, workerFile: stuck, workers: 1, startAfterMs: 0, deadlineMs: 50 });
  try {
    expect(await pool.recognize({ text: 'x', language: 'zh', today })).toBeUndefined(); // not warm yet: nobody waits
    await pool.ready();
    expect(await pool.recognize({ text: 'hang', language: 'zh', today })).toBeUndefined();
    let found: unknown;
    for (let round = 0; round < 200 && !found; round++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      found = await pool.recognize({ text: 'x', language: 'zh', today });
    }
    expect(found).toEqual({ amountsFen: [1], dates: [] });
  } finally {
    await pool.close();
  }
});

test('without a built worker the own extraction stands alone', async () => {
  const pool = startRecognizerPool({ log: silentLog, workerFile: '/nowhere/worker.js' });
  expect(await pool.recognize({ text: '六块', language: 'zh', today })).toBeUndefined();
  await pool.close();
});
