import { join } from 'node:path';
import Database from 'libsql';
import { startTalk } from '../process/talk';
import { type ServerProcess, startServer } from '../support/server-process';
import { tempDirs } from '../support/temp-dir';

/** R2, R7: a store that cannot be written is told at once, and nothing has to be restarted afterwards. */

jest.setTimeout(120_000);

const secret = 'store-tests-server-to-server-secret';
const dir = tempDirs()();
let server: ServerProcess;
beforeAll(async () => {
  server = await startServer({ DATA_DIR: dir, DIRECT_LINE_SECRET: secret, LISTEN_WINDOW_MS: '0' });
}, 100_000);
afterAll(() => server?.stop());

test('a message that cannot be stored is refused with 503 in time, and taken when it is sent again', async () => {
  const talk = await startTalk(server.base, secret);
  expect(await talk.say('什么是彩铃')).toContain('彩铃');

  const other = new Database(join(dir, 'desk.sqlite'));
  other.exec('BEGIN IMMEDIATE');
  const startedAt = performance.now();
  const more = { channelData: { clientActivityID: 'while-away' } };
  const refused = await Promise.all([
    talk.post('彩铃怎么取消', more),
    talk.post('彩铃怎么取消', more),
    fetch(`${server.base}/v3/directline/conversations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}` },
    }),
  ]);
  const took = performance.now() - startedAt;
  for (const answer of refused) {
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    const { error } = (await answer.json()) as { error: { code: string; message: string } };
    expect(error.code).toBe('Unavailable');
    expect(error.message).toContain(answer.headers.get('x-correlation-id'));
    expect(error.message).not.toMatch(/sqlite|database|DATA_DIR/i);
  }
  expect(took).toBeLessThan(10_000);
  // Reading goes on meanwhile.
  expect((await fetch(`${server.base}/healthz`)).status).toBe(200);
  other.exec('ROLLBACK');
  other.close();

  expect(await talk.say('彩铃怎么取消', more)).toContain('彩铃');
  const again = await talk.post('彩铃怎么取消', more);
  expect(again.status).toBe(200);
  expect((await fetch(`${server.base}/readyz`)).status).toBe(200);
});
