import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { followStaff, loadStaff } from '../../../src/desk/staff-file';
import { loadRouting } from '../../../src/handoff/routing-data';
import { silentLog } from '../../../src/ports/log';
import { tempDirs } from '../../support/temp-dir';
import { passwordHash } from './sign-in-harness';

const newDir = tempDirs();
const written = (text: string): string => {
  const path = join(newDir(), 'staff.yaml');
  writeFileSync(path, text);
  return path;
};
const faultsOf = (text: string, teams?: readonly string[]): string[] => {
  try {
    loadStaff(written(text), teams);
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .slice(1)
      .map((line) => line.replace(/^ {2}- /, ''));
  }
  return [];
};

test('everything routing knows of an account', () => {
  const path = written(`
- name: lin.yue
  displayName: 客服小林
  role: agent
  passwordHash: ${passwordHash}
  teams: [billing, service]
  languages: [zh-Hans, en]
  channels: [web, sms]
  capacity: 3
- {name: boss, role: supervisor}
`);
  expect(loadStaff(path, ['billing', 'service'])).toEqual([
    {
      name: 'lin.yue',
      displayName: '客服小林',
      role: 'agent',
      passwordHash,
      teams: ['billing', 'service'],
      languages: ['zh-Hans', 'en'],
      channels: ['web', 'sms'],
      capacity: 3,
    },
    { name: 'boss', role: 'supervisor' },
  ]);
});

test('every fault is named with its line, all at once', () => {
  expect(
    faultsOf(
      `
- name: lin.yue
  role: chief
  passwordHash: md5$abc
- name: lin.fang
  role: agent
  capacity: 0
  teams:
    - billing
    - biling
- name: chen
  role: agent
  pasword: x
- just a name
- name: lin.fang
  role: agent
`,
      ['billing', 'service'],
    ),
  ).toEqual([
    'line 3: role: must be agent, supervisor, admin',
    'line 4: passwordHash: is no hash of ours: make one with npm run --silent staff -- hash',
    expect.stringMatching(/^line 7: capacity: .*1/),
    expect.stringMatching(/^line 11: .*pasword/),
    expect.stringMatching(/^line 14: /),
  ]);
});

test('a name twice, and a team nobody hands customers to', () => {
  expect(faultsOf('- {name: chen, role: agent}\n- {name: boss, role: admin}\n- {name: chen, role: admin}')).toEqual([
    'line 3: "chen" is listed twice, also in line 1',
  ]);
  expect(faultsOf('- name: chen\n  role: agent\n  teams:\n  - billing\n  - biling', ['billing', 'service'])).toEqual([
    'line 5: there is no team "biling"; there are billing, service',
  ]);
});

test.each([
  ['', 'it must be a list'],
  ['[]', 'it must be a list'],
  ['name: chen', 'it must be a list'],
  ['- name: [', 'line 1'],
  ['- {name: "a\\u202eb", role: agent}', 'line 1: name: must not hold control characters'],
  ['- {__proto__: {role: admin}, name: x}', 'line 1: role'],
])('%j is refused: %s', (text, reason) => {
  expect(faultsOf(text)[0]).toContain(reason);
});

describe('a file that changes', () => {
  const one = '- {name: chen, role: agent}';
  const names = (staff: () => readonly { name: string }[]) => staff().map(({ name }) => name);

  test('holds at once, also when another file is put in its place', () => {
    const path = written(one);
    const staff = followStaff(path, silentLog);
    expect(names(staff)).toEqual(['chen']);
    writeFileSync(path, `${one}\n- {name: wang, role: agent}`);
    expect(names(staff)).toEqual(['chen', 'wang']);
    const other = written('- {name: boss, role: admin}');
    renameSync(other, path);
    expect(names(staff)).toEqual(['boss']);
  });

  test('a wrong or missing one leaves everyone as they were, with an error in the log', () => {
    const path = written(one);
    const errors: string[] = [];
    const staff = followStaff(path, { ...silentLog, error: (_, message) => void errors.push(message) });
    writeFileSync(path, '- {name: chen, role: chief}');
    for (let i = 0; i < 3; i++) expect(names(staff)).toEqual(['chen']);
    rmSync(path);
    expect(names(staff)).toEqual(['chen']);
    expect(errors).toHaveLength(2);
    writeFileSync(path, '- {name: wang, role: agent}');
    expect(names(staff)).toEqual(['wang']);
  });

  test('is a fault at the start', () => {
    expect(() => followStaff(written('[]'), silentLog)).toThrow('STAFF_FILE');
  });
});

test("the demo's staff: two agents who share the work, and two who look after it", () => {
  const models = join(__dirname, '../../../nlp-models');
  const teams = Object.keys(loadRouting(join(models, 'handoff')).teams);
  const staff = loadStaff(join(models, 'demo/staff.yaml'), teams);
  expect(staff.map(({ name, role }) => [name, role])).toEqual([
    ['agent1', 'agent'],
    ['agent2', 'agent'],
    ['supervisor', 'supervisor'],
    ['admin', 'admin'],
  ]);
  expect(staff.every(({ passwordHash, displayName }) => passwordHash === undefined && displayName)).toBe(true);
  // Whoever asks for any matter finds somebody.
  expect(new Set(staff.flatMap((each) => each.teams ?? []))).toEqual(new Set(teams));
});
