import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startTalk } from '../../process/talk';
import { freshDatabase, withMongo } from '../../support/mongo';
import { failedStart, type ServerProcess, startServer } from '../../support/server-process';
import { tempDirs } from '../../support/temp-dir';
import { dropDatabase } from './mongo-stores';

jest.setTimeout(120_000);

withMongo('the whole desk on MongoDB', (url) => {
  const database = freshDatabase();
  const secret = 'mongo-tests-server-to-server-secret';
  const dir = tempDirs()();
  const settings = { MONGO_URL: url, MONGO_DATABASE: database, DATA_DIR: dir, DIRECT_LINE_SECRET: secret };
  const servers: ServerProcess[] = [];
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.kill()));
    await dropDatabase(url, database);
  });

  test('a conversation begun at one node goes on after its death at another, and is in MongoDB alone', async () => {
    const first = await startServer(settings);
    servers.push(first);
    const talk = await startTalk(first.base, secret);
    expect(await talk.say('彩铃怎么取消')).not.toBe('');
    await first.kill();
    const second = await startServer(settings);
    servers.push(second);
    const path = `${second.base}/v3/directline/conversations/${talk.conversationId}/activities`;
    const headers = { authorization: `Bearer ${talk.token}` };
    const { activities } = (await (await fetch(path, { headers })).json()) as { activities: { text?: string }[] };
    expect(activities.map(({ text }) => text)).toContain('彩铃怎么取消');
    expect(existsSync(join(dir, 'desk.sqlite'))).toBe(false);
    expect(await second.stop()).toBe(0);
  });

  test('a server that is away stops the start with what to do, and without the password', () => {
    const away = 'mongodb://desk:geheim@127.0.0.1:1/';
    const { exitCode, output } = failedStart({ MONGO_URL: away, MONGO_TIMEOUT_MS: '300' });
    expect(exitCode).toBe(1);
    expect(output).toContain('MONGO_URL');
    expect(output).not.toContain('geheim');
  });
});
