import type { WrapUp } from '../../src/handoff/handoff';
import { tempDirs } from '../support/temp-dir';
import { boss, type DeskOfActs, deskOfActs, lin } from './desk-of-acts';

const tempDir = tempDirs();
let desk: DeskOfActs;
beforeEach(() => {
  desk = deskOfActs(tempDir());
});
afterEach(() => desk.store.close());

const minute = 60_000;
const solved: Omit<WrapUp, 'at' | 'by'> = { result: 'solved', cause: 'charged_twice' };
const assignedTo = (agent: string, more = {}) =>
  desk.put({ status: 'assigned', agent, acceptedAt: desk.clock.now(), ...more });
const events = async () => (await desk.outbox()).map(({ key, kind, payload }) => ({ key, kind, ...payload }));

describe('another desk', () => {
  test('opens, accepts and resolves, each as often as it likes', async () => {
    const { id } = await desk.put({ hub: { name: 'other' } });
    for (let time = 0; time < 2; time += 1) await desk.acts.hubOpened(id, 'other', '42');
    expect(await desk.now(id)).toMatchObject({ status: 'waiting', hub: { name: 'other', reference: '42' } });
    for (let time = 0; time < 2; time += 1) await desk.acts.hubAccepted(id, 'lin');
    // Their lin is not ours.
    expect(await desk.now(id)).toMatchObject({ status: 'assigned', agent: 'other:lin' });
    expect(await desk.acts.finish(id, lin, solved)).toEqual({ ok: false, reason: 'not_now' });
    for (let time = 0; time < 2; time += 1) await desk.acts.hubResolved(id, { cause: 'unknown', agreed: '已退费' });
    expect(await desk.now(id)).toMatchObject({
      ...{ status: 'done', wrapUp: { result: 'solved', cause: 'other_desk', by: 'other:lin', agreed: '已退费' } },
    });
    expect((await events()).map((event) => ('value' in event ? event.value : event))).toMatchObject([
      { state: 'accepted', agent: { id: 'other:lin', name: 'lin' } },
      { state: 'completed', result: 'solved', agreed: '已退费' },
    ]);
  });

  test('its codes count where they are ours', async () => {
    const { id } = await assignedTo('other:lin', { hub: { name: 'other', reference: '1' } });
    const day = { result: 'follow_up', followUpOn: '2026-11-25' } as const;
    await desk.acts.hubResolved(id, { ...day, cause: 'coverage_gap', remedy: 'a_car' });
    const { wrapUp } = await desk.now(id);
    expect(wrapUp).toMatchObject({ ...day, cause: 'coverage_gap' });
    expect(wrapUp?.remedy).toBeUndefined();
  });

  test('a follow-up without a day is taken for solved', async () => {
    const { id } = await assignedTo('other:lin', { hub: { name: 'other', reference: '1' } });
    await desk.acts.hubResolved(id, { result: 'follow_up', followUpOn: 'soon' });
    expect((await desk.now(id)).wrapUp).toEqual({
      ...{ at: desk.clock.now(), by: 'other:lin', result: 'solved', cause: 'other_desk' },
    });
  });

  test('closed there before anybody answered', async () => {
    const { id } = await desk.put({ hub: { name: 'other', reference: '1' } });
    await desk.acts.hubResolved(id);
    expect(await desk.now(id)).toMatchObject({ status: 'withdrawn' });
    expect(await events()).toMatchObject([{ value: { state: 'failed', reason: 'not_taken' } }]);
  });

  test('has no say in what is not theirs', async () => {
    const { id } = await desk.put();
    expect(await desk.acts.hubAccepted(id, 'lin')).toEqual({ ok: false, reason: 'not_now' });
    expect(await desk.acts.hubResolved(id)).toEqual({ ok: false, reason: 'not_now' });
  });

  test('nobody here passes on or books for whom it has, not even a supervisor', async () => {
    const served = await assignedTo('other:lin', { hub: { name: 'other', reference: '1' } });
    const waiting = await desk.put({ hub: { name: 'other' } });
    const span = { from: desk.clock.now() + minute, until: desk.clock.now() + 2 * minute };
    const refused = { ok: false, reason: 'not_now' };
    for (const { id } of [served, waiting]) {
      for (const to of [{ agent: 'lin' }, { team: 'technical' }]) {
        expect(await desk.acts.transfer(id, boss, to, '')).toEqual(refused);
        expect(await desk.acts.reassign(id, boss, to, '')).toEqual(refused);
      }
      expect(await desk.acts.bookCallBack(id, boss, span)).toEqual(refused);
    }
    expect(await events()).toEqual([]);
  });

  test('hears of it when a supervisor finishes what it has, as the way out', async () => {
    const { id } = await assignedTo('other:lin', { hub: { name: 'other', reference: '1' } });
    expect(await desk.acts.finish(id, boss, solved)).toMatchObject({ ok: true, handoff: { status: 'done' } });
    expect(await events()).toMatchObject([
      { kind: 'conversation', value: { state: 'completed' } },
      { kind: 'connector', hub: 'other', call: 'customerLeft', handoffId: id, reference: '1' },
    ]);
    // What it says of it later changes nothing.
    expect(await desk.acts.hubResolved(id)).toMatchObject({ ok: true, handoff: { wrapUp: { by: 'boss' } } });
  });

  test('a customer who waits there and books a call back is called by our own people', async () => {
    const { id } = await desk.put({ hub: { name: 'other', reference: '1' } });
    const span = { from: desk.clock.now() + minute, until: desk.clock.now() + 2 * minute };
    expect(await desk.acts.bookCallBack(id, 'customer', span)).toMatchObject({ ok: true });
    const stored = await desk.now(id);
    expect(stored).toMatchObject({ status: 'call_back_booked', callBack: span });
    expect('hub' in stored).toBe(false);
    expect(await events()).toMatchObject([{ kind: 'connector', call: 'customerLeft', reference: '1' }]);
  });
});
