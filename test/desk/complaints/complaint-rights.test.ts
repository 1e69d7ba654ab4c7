import { type ComplaintStatus, complaintStatuses } from '../../../src/complaints/complaint';
import { stateTable } from '../../../src/complaints/state-table';
import {
  type ComplaintAct,
  complaintRights,
  mayDo,
  ownersOf,
  relationsOf,
} from '../../../src/desk/complaints/complaint-rights';
import { loadRouting } from '../../../src/handoff/routing-data';
import { filed } from '../../complaints/example-complaint';
import { tempDirs } from '../../support/temp-dir';
import { type RunningDesk, runDesk, staff } from '../running-desk';
import { bodies, monday, told } from './told-complaint';

const routing = loadRouting(`${__dirname}/../../../nlp-models/handoff`);
const person = (name: string) => staff.find((one) => one.name === name) as (typeof staff)[number];
const acts = Object.keys(complaintRights) as readonly ComplaintAct[];
const waiting = { id: 'remedy_0001', code: 'credit', by: 'lin', at: 0, status: 'waiting_approval' } as const;
/** Of the department `value_added`, which the team `billing` serves. */
const inState = (status: ComplaintStatus, handler?: string) => ({
  ...filed(),
  status,
  remedies: [waiting, { ...waiting, id: 'remedy_0002', status: 'failed' } as const],
  ...(handler === undefined ? {} : { handler }),
});

test('what each person is to a complaint', () => {
  const relations = (name: string, handler?: string) =>
    relationsOf(person(name), inState('assessed', handler), routing);
  expect(relations('lin')).toEqual(['taker']);
  expect(relations('lin', 'lin')).toEqual(['handler']);
  expect(relations('lin', 'wang')).toEqual(['colleague']);
  expect(relations('chen')).toEqual([]);
  expect(relations('chen', 'chen')).toEqual(['handler']);
  expect(relations('boss')).toEqual(['supervisor', 'taker']);
  expect(relations('boss', 'lin')).toEqual(['supervisor', 'colleague']);
  // Opened again it is for a senior, until somebody has it.
  const again = (name: string) => relationsOf(person(name), { ...inState('assessed'), reopened: 1 }, routing);
  expect(again('lin')).toEqual(['colleague']);
  expect(again('boss')).toEqual(['supervisor', 'colleague']);
  expect(relations('root')).toEqual([]);
  expect(relations('root', 'root')).toEqual([]);
});

test('teams and their departments', () => {
  expect(ownersOf(person('chen'), routing)).toEqual(['network', 'field_service', 'devices']);
  expect(ownersOf({ name: 'x', role: 'agent' }, routing)).toBeUndefined();
  expect(ownersOf({ name: 'x', role: 'agent', teams: ['__proto__', 'constructor'] }, routing)).toEqual([]);
  expect(ownersOf({ name: 'x', role: 'admin', teams: ['billing'] }, routing)).toEqual([]);
});

describe.each(complaintStatuses)('%s', (status) => {
  test.each(acts)('%s is for those the table names, in the states of the state table', (act) => {
    const isPossible = (role: 'agent' | 'supervisor') =>
      stateTable.some(
        ({ event, from, by }) =>
          complaintRights[act].events.includes(event) && from.includes(status) && by.includes(role),
      ) &&
      (act !== 'close' || status === 'rechecked');
    const anyone = ['answered', 'recheck', 'contact', 'withdraw', 'reopen'].includes(act);
    const supervisors = act === 'escalate' || act === 'decideRemedy';
    const asked = (name: string, handler?: string) => mayDo(person(name), inState(status, handler), act, routing);
    // Out of another one takes it who had it, or a supervisor.
    expect(asked('lin')).toBe(isPossible('agent') && !supervisors && act !== 'separate');
    expect(asked('lin', 'lin')).toBe(isPossible('agent') && !supervisors);
    expect(asked('wang', 'lin')).toBe(isPossible('agent') && anyone);
    expect(asked('chen', 'lin')).toBe(false);
    expect(asked('boss', 'lin')).toBe(isPossible('supervisor'));
    expect(asked('root', 'lin')).toBe(false);
  });
});

describe('over HTTP', () => {
  const freshDir = tempDirs();
  let desk: RunningDesk;
  let number: string;
  beforeAll(async () => {
    desk = await runDesk({ dir: freshDir() });
    desk.clock.set(monday);
    ({ number } = await told(desk));
  });
  afterAll(() => desk.stop());

  test('all need a session of staff', async () => {
    for (const { method, path, access } of desk.desk.routes.filter(({ path }) => path.includes('complaints'))) {
      expect([path, access]).toEqual([path, 'staff']);
      const { status } = await desk.call(method, path.replace(':number', number));
      expect([path, status]).toEqual([path, 401]);
    }
  });

  test('every route of one complaint is in this test', () => {
    const mounted = desk.desk.routes
      .filter(({ path }) => path.startsWith('/desk/api/complaints/:number'))
      .map(({ method, path }) => `${method} ${path.slice('/desk/api/complaints/:number'.length)}`);
    expect(mounted.sort()).toEqual(
      ['GET ', 'GET /packet', 'POST /packet', ...acts.map((act) => `POST /${act}`)].sort(),
    );
    expect(Object.keys(bodies).sort()).toEqual([...acts].sort());
  });

  test.each(['chen', 'root'])('for %s a complaint of others is as one that is not there', async (who) => {
    for (const path of ['', '/packet', '/packet?format=pdf']) {
      const theirs = await desk.get(who, `/complaints/${number}${path}`);
      const nowhere = await desk.get(who, `/complaints/C20261121-0042-7${path}`);
      expect(theirs).toMatchObject({ status: 404, body: nowhere.body });
    }
    const posts = { ...bodies, packet: { format: 'json', why: '申诉' } };
    for (const [name, body] of Object.entries(posts)) {
      const theirs = await desk.post(who, `/complaints/${number}/${name}`, body);
      const nowhere = await desk.post(who, `/complaints/C20261121-0042-7/${name}`, body);
      expect([name, theirs.status]).toEqual([name, name === 'escalate' || name === 'decideRemedy' ? 403 : 404]);
      expect(theirs.body).toEqual(nowhere.body);
    }
  });

  test.each(['nonsense', 'C20261121-0042-1', '__proto__', '%00', 'x'.repeat(300)])(
    '%s is nobody’s number',
    async (text) => {
      expect((await desk.get('boss', `/complaints/${encodeURIComponent(text)}`)).status).toBe(404);
    },
  );

  test('a look is recorded before it is given, once in ten minutes', async () => {
    await desk.get('lin', `/complaints/${number}`);
    await desk.get('lin', `/complaints/${number}`);
    const looks = (await desk.store.records.list('audit', 50)).filter(({ data }) => data['act'] === 'view');
    expect(looks.map(({ data }) => [data['staff'], data['about']])).toEqual([['lin', number]]);
  });
});
