import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { staffCommand, staffUsage } from '../../../src/desk/sign-in/staff-command';
import { createStaffSessions } from '../../../src/desk/sign-in/staff-sessions';
import { systemClock } from '../../../src/ports/clock';
import { randomIds } from '../../../src/ports/id-generator';
import { openSqlite } from '../../../src/storage/sqlite/open-sqlite';
import { tempDirs } from '../../support/temp-dir';

const newDir = tempDirs();
const root = join(__dirname, '../../..');

async function call(args: readonly string[], env: Record<string, string> = {}) {
  const [output, error] = [new PassThrough(), new PassThrough()];
  const said = [text(output), text(error)];
  const code = await staffCommand(args, { root, env, output, error });
  output.end();
  error.end();
  return [code, ...(await Promise.all(said))];
}

test.each([[[]], [['help']], [['sign-out']], [['sign-out', 'a', 'b']], [['unlock', 'a']], [['__proto__']]])(
  '%j is answered with how to call it',
  async (args) => {
    expect(await call(args)).toEqual([2, '', `${staffUsage}\n`]);
  },
);

test('a staff file is looked through, with the teams there are', async () => {
  const path = join(newDir(), 'staff.yaml');
  writeFileSync(path, '- {name: chen, role: agent, teams: [billing]}\n- {name: boss, role: supervisor}\n');
  const found =
    "2 account(s), no faults: 1 agent, 1 supervisor, 0 admin.\nWithout a password, by the company's sign-in only: chen, boss.\n";
  expect(await call(['check', path])).toEqual([0, found, '']);
  expect(await call(['check'], { STAFF_FILE: path })).toEqual([0, found, '']);
  writeFileSync(path, '- {name: chen, role: agent, teams: [biling]}\n');
  expect(await call(['check', path])).toEqual([1, '', expect.stringContaining('line 1: there is no team "biling"')]);
  expect(await call(['check'])).toEqual([1, '', expect.stringContaining('STAFF_FILE is not set')]);
});

test('somebody is signed out everywhere, and names are unlocked, in the store of the settings', async () => {
  const dir = newDir();
  const store = openSqlite({ dir, clock: systemClock, ids: randomIds });
  const account = { name: 'chen', role: 'agent', passwordHash: 'x' } as const;
  const sessions = createStaffSessions({
    staff: () => [account, { ...account, name: 'wang' }],
    documents: store.documents,
    clock: systemClock,
    ids: randomIds,
    oidc: false,
  });
  const ids = [];
  for (const name of ['chen', 'chen', 'wang'])
    ids.push(await sessions.open({ via: 'password', account: { ...account, name } }));
  await store.documents.put('sign_in_failures', 'somebody', { times: [] }, 0);

  const env = { DATA_DIR: dir };
  expect(await call(['sign-out', 'chen'], env)).toEqual([0, 'chen: 2 session(s) ended.\n', '']);
  expect(await call(['sign-out', 'chen'], env)).toEqual([1, '', 'staff sign-out: "chen" is not signed in.\n']);
  expect(await Promise.all(ids.map(async (id) => (await sessions.find(id, false))?.name))).toEqual([
    undefined,
    undefined,
    'wang',
  ]);
  expect(await call(['unlock'], env)).toEqual([0, '1 name(s) may try again.\n', '']);
  expect(await call(['unlock'], { DATA_DIR: newDir() })).toEqual([1, '', expect.stringContaining('desk.sqlite')]);
  store.close();
});
