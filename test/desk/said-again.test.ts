import { tempDirs } from '../support/temp-dir';
import { type RunningDesk, runDesk } from './running-desk';

/** R1: an answer was lost, and the page asks again. */

const freshDir = tempDirs();
let desk: RunningDesk;
beforeAll(async () => {
  desk = await runDesk({ dir: freshDir() });
});
afterAll(() => desk.stop());

const solved = { result: 'solved', cause: 'ordered_without_consent' };
const offeredTo = (agent: string) =>
  desk.waiting({ status: 'offered', offer: { agent, until: desk.clock.now() + 25_000 } });
const trailOf = async (id: string) =>
  (await desk.store.records.list('audit', 500))
    .filter(({ data }) => data['about'] === id)
    .map(({ data }) => data['act']);

test('accept, and the end, twice by the same person: the same answer, one act', async () => {
  const { id } = await offeredTo('lin');
  for (let time = 0; time < 2; time += 1) {
    const { status, body } = await desk.post('lin', `/handoffs/${id}/accept`);
    expect({ status, of: body.status, version: body.version }).toEqual({ status: 200, of: 'assigned', version: 2 });
  }
  expect(await desk.post('wang', `/handoffs/${id}/accept`)).toMatchObject({ status: 409, code: 'taken' });
  for (let time = 0; time < 2; time += 1) {
    const { status, body } = await desk.post('lin', `/handoffs/${id}/finish`, solved);
    expect({ status, of: body.status, version: body.version }).toEqual({ status: 200, of: 'done', version: 3 });
  }
  expect((await trailOf(id)).sort()).toEqual(['accept', 'finish']);
});

test('take and decline likewise', async () => {
  const { id } = await desk.waiting();
  for (let time = 0; time < 2; time += 1)
    expect(await desk.post('lin', `/handoffs/${id}/take`)).toMatchObject({ status: 200, body: { version: 2 } });
  const asked = await offeredTo('lin');
  for (let time = 0; time < 2; time += 1)
    expect(await desk.post('lin', `/handoffs/${asked.id}/decline`)).toMatchObject({
      ...{ status: 200, body: { status: 'waiting', version: 2 } },
    });
  expect(await desk.post('wang', `/handoffs/${asked.id}/decline`)).toMatchObject({ status: 409, code: 'not_now' });
});

test('who saw it only while it was offered to them declines twice, and learns nothing more', async () => {
  const { id } = await offeredTo('chen');
  for (let time = 0; time < 2; time += 1)
    expect(await desk.post('chen', `/handoffs/${id}/decline`)).toMatchObject({ status: 204, body: '' });
  expect(await desk.get('chen', `/handoffs/${id}`)).toMatchObject({ status: 404 });
});

test('a call nobody answered is put off once, however often that is said', async () => {
  const callBack = { phone: '13800000002', from: desk.clock.now() - 1, until: desk.clock.now() + 60_000 };
  const { id } = await desk.waiting({ status: 'assigned', agent: 'lin', callBack });
  const notReached = { ...solved, result: 'not_reached' };
  for (let time = 0; time < 2; time += 1)
    expect(await desk.post('lin', `/handoffs/${id}/finish`, notReached)).toMatchObject({
      ...{ status: 200, body: { status: 'call_back_booked', version: 2, callBack: { attempts: 1 } } },
    });
});

test('an act whose line in the trail cannot be stored has happened all the same', async () => {
  const { id } = await offeredTo('lin');
  const stored = jest.spyOn(desk.store.records, 'append').mockRejectedValueOnce(new Error('disk full'));
  expect(await desk.post('lin', `/handoffs/${id}/accept`)).toMatchObject({ status: 200 });
  stored.mockRestore();
  expect(await trailOf(id)).toEqual([]);
  const kept = await desk.store.handoffs.byId(id);
  expect(kept?.history?.at(-1)).toMatchObject({ actor: 'lin', event: 'accept' });
});

test('what is shown is not shown when that cannot be written down', async () => {
  const { id } = await desk.waiting({ status: 'assigned', agent: 'lin' });
  const stored = jest.spyOn(desk.store.records, 'append').mockRejectedValueOnce(new Error('disk full'));
  const { status, body } = await desk.post('lin', `/handoffs/${id}/reveal`, { what: 'phone', why: '核对号码' });
  stored.mockRestore();
  expect({ status, phone: body.phone }).toEqual({ status: 500, phone: undefined });
});
