import type { WrapUp } from '../../src/handoff/handoff';
import { tempDirs } from '../support/temp-dir';
import { boss, chen, type DeskOfActs, deskOfActs, lin, root, routing, wang } from './desk-of-acts';

const tempDir = tempDirs();
let desk: DeskOfActs;
beforeEach(() => {
  desk = deskOfActs(tempDir());
});
afterEach(() => desk.store.close());

const minute = 60_000;
const solved: Omit<WrapUp, 'at' | 'by'> = { result: 'solved', cause: 'charged_twice' };
const offeredTo = (agent: string, more = {}) =>
  desk.put({ status: 'offered', offer: { agent, until: desk.clock.now() + 25_000 }, ...more });
const assignedTo = (agent: string, more = {}) =>
  desk.put({ status: 'assigned', agent, acceptedAt: desk.clock.now(), ...more });
const events = async () => (await desk.outbox()).map(({ key, kind, payload }) => ({ key, kind, ...payload }));

describe('accept', () => {
  test('gives it to the person and tells the conversation by the same write', async () => {
    const { id } = await offeredTo('lin');
    desk.clock.advance(5_000);
    const result = await desk.acts.accept(id, lin);
    expect(result).toMatchObject({ ok: true, handoff: { status: 'assigned', agent: 'lin', version: 2 } });
    const stored = await desk.now(id);
    expect(stored).toMatchObject({ acceptedAt: desk.clock.now(), status: 'assigned' });
    expect('offer' in stored).toBe(false);
    expect(stored.history?.at(-1)).toEqual({
      ...{ at: desk.clock.now(), actor: 'lin', event: 'accept', from: 'offered', to: 'assigned' },
    });
    expect(await events()).toEqual([
      {
        key: `${id}:v2:handoff.status`,
        kind: 'conversation',
        name: 'handoff.status',
        value: { state: 'accepted', handoffId: id, agent: { id: 'lin', name: '小林' } },
      },
    ]);
    expect(desk.nudges).toHaveLength(1);
  });

  test('of many clicks at once one wins, the others are told who', async () => {
    const { id } = await desk.put();
    const results = await Promise.all([lin, wang, boss].map((agent) => desk.acts.take(id, agent)));
    const winners = results.flatMap((result) => (result.ok ? result.handoff.agent : []));
    expect(winners.length).toBeGreaterThanOrEqual(1);
    const owner = (await desk.now(id)).agent;
    const losers = results.flatMap((result) => (result.ok ? [] : result));
    // A supervisor may take over even what somebody has just got.
    for (const loser of losers) expect(loser).toEqual({ ok: false, reason: 'taken', by: expect.any(String) });
    expect(winners).toContain(owner);
  });

  test('of two agents exactly one has it', async () => {
    const { id } = await desk.put();
    const [a, b] = await Promise.all([desk.acts.take(id, lin), desk.acts.take(id, wang)]);
    const [won, lost] = a?.ok ? [a, b] : [b, a];
    expect(won?.ok).toBe(true);
    expect(lost).toMatchObject({ ok: false, reason: 'taken', by: won?.ok ? won.handoff.agent : '' });
    expect(await events()).toHaveLength(1);
  });

  test('is refused with the reason', async () => {
    const { id } = await offeredTo('lin');
    expect(await desk.acts.accept(id, wang)).toEqual({ ok: false, reason: 'taken', by: 'lin' });
    expect(await desk.acts.accept('hand_none', wang)).toEqual({ ok: false, reason: 'not_found' });
    const waiting = await desk.put();
    expect(await desk.acts.accept(waiting.id, lin)).toEqual({ ok: false, reason: 'not_now' });
    expect(desk.nudges).toHaveLength(0);
  });

  test('twice by the same person is once', async () => {
    const { id } = await offeredTo('lin');
    await desk.acts.accept(id, lin);
    expect(await desk.acts.accept(id, lin)).toMatchObject({ ok: true, handoff: { version: 2 } });
    expect(await events()).toHaveLength(1);
  });

  test('never over capacity', async () => {
    for (let count = 0; count < routing.capacity; count += 1) await assignedTo('lin');
    const { id } = await offeredTo('lin');
    expect(await desk.acts.accept(id, lin)).toEqual({ ok: false, reason: 'full' });
    const other = await desk.put();
    expect(await desk.acts.take(other.id, lin)).toEqual({ ok: false, reason: 'full' });
    expect(await desk.acts.accept(id, { ...lin, capacity: routing.capacity + 1 })).toMatchObject({ ok: true });
  });

  test('gives up when others keep changing it', async () => {
    const { id } = await offeredTo('lin');
    const { replace } = desk.queue;
    let writes = 0;
    desk.queue.replace = async () => {
      writes += 1;
      return undefined;
    };
    expect(await desk.acts.accept(id, lin)).toEqual({ ok: false, reason: 'busy' });
    expect(writes).toBe(5);
    desk.queue.replace = replace;
  });
});

test('a declined offer goes on to somebody else', async () => {
  const { id } = await offeredTo('lin', { reservedFor: { agent: 'lin', until: desk.clock.now() + minute } });
  expect(await desk.acts.decline(id, wang)).toMatchObject({ ok: false, reason: 'taken', by: 'lin' });
  await desk.acts.decline(id, lin);
  const stored = await desk.now(id);
  const until = desk.clock.now() + 1000 * routing.passed_over_seconds;
  expect(stored).toMatchObject({ status: 'waiting', passedOver: [{ agent: 'lin', until }] });
  expect(stored.offer ?? stored.reservedFor).toBeUndefined();
  expect(await events()).toEqual([]);
});

describe('take', () => {
  test('out of the line by a colleague of the team; others and administrators may not', async () => {
    const { id } = await desk.put();
    expect(await desk.acts.take(id, chen)).toEqual({ ok: false, reason: 'not_allowed' });
    expect(await desk.acts.take(id, root)).toEqual({ ok: false, reason: 'not_allowed' });
    expect(await desk.acts.take(id, wang)).toMatchObject({ ok: true, handoff: { agent: 'wang' } });
  });

  test('a call is taken by whose telephone rang', async () => {
    const { id, brief } = await desk.put();
    const call = await desk.put({ brief: { ...brief, channel: 'voice' } });
    expect(await desk.acts.take(call.id, chen)).toMatchObject({ ok: true });
    expect(await desk.acts.take(id, chen)).toMatchObject({ ok: false });
  });

  test('a supervisor takes over, and the other is free again', async () => {
    await desk.presence.setStatus('lin', 'available');
    const { id } = await assignedTo('lin');
    desk.clock.advance(minute);
    expect(await desk.acts.take(id, wang)).toEqual({ ok: false, reason: 'taken', by: 'lin' });
    expect(await desk.acts.take(id, boss)).toMatchObject({ ok: true, handoff: { agent: 'boss', status: 'assigned' } });
    expect((await desk.now(id)).history?.at(-1)).toMatchObject({ event: 'take', actor: 'boss', note: 'lin' });
    expect((await desk.presence.of('lin'))?.idleSince).toBe(desk.clock.now());
    expect(await events()).toMatchObject([{ value: { state: 'accepted', agent: { id: 'boss' } } }]);
  });

  test('what is put aside for somebody or at another desk stays there', async () => {
    const aside = await desk.put({ reservedFor: { agent: 'lin', until: desk.clock.now() + minute } });
    expect(await desk.acts.take(aside.id, wang)).toEqual({ ok: false, reason: 'taken', by: 'lin' });
    desk.clock.advance(minute + 1);
    expect(await desk.acts.take(aside.id, wang)).toMatchObject({ ok: true });
    const away = await desk.put({ hub: { name: 'other' } });
    expect(await desk.acts.take(away.id, wang)).toEqual({ ok: false, reason: 'not_now' });
  });
});

describe('transfer', () => {
  test('to a person: put aside for them, with the note, the customer told', async () => {
    const { id } = await assignedTo('lin');
    desk.clock.advance(minute);
    expect(await desk.acts.transfer(id, lin, { agent: 'chen' }, ' 网络问题 ')).toMatchObject({ ok: true });
    const now = desk.clock.now();
    expect(await desk.now(id)).toMatchObject({
      status: 'waiting',
      agent: 'lin',
      reservedFor: { agent: 'chen', until: now + 1000 * routing.reserved_seconds },
      passedOver: [{ agent: 'lin', until: now + 1000 * routing.passed_over_seconds }],
      notes: [{ author: 'lin', kind: 'transfer', text: '网络问题', at: now }],
    });
    expect(await events()).toMatchObject([{ value: { state: 'failed', reason: 'transferred', handoffId: id } }]);
  });

  test('to a team', async () => {
    const { id } = await assignedTo('lin');
    await desk.acts.transfer(id, lin, { team: 'technical' }, '');
    const stored = await desk.now(id);
    expect(stored).toMatchObject({ status: 'waiting', skill: 'technical' });
    expect(stored.notes ?? stored.reservedFor).toBeUndefined();
  });

  test('refused: not theirs, to nobody known, to an administrator', async () => {
    const { id } = await assignedTo('lin');
    expect(await desk.acts.transfer(id, wang, { agent: 'chen' }, '')).toEqual({ ok: false, reason: 'not_allowed' });
    for (const to of [{ agent: 'nobody' }, { agent: 'root' }, { team: '__proto__' }, { team: 'unknown' }])
      expect(await desk.acts.transfer(id, lin, to, '')).toEqual({ ok: false, reason: 'unknown_agent' });
    expect((await desk.now(id)).version).toBe(1);
  });

  test('a supervisor assigns what waits, without a word to a customer who had nobody yet', async () => {
    const { id } = await desk.put({ passedOver: [{ agent: 'chen', until: desk.clock.now() + minute }] });
    expect(await desk.acts.reassign(id, lin, { agent: 'chen' }, '')).toEqual({ ok: false, reason: 'not_allowed' });
    await desk.acts.reassign(id, boss, { agent: 'chen' }, '请优先');
    expect(await desk.now(id)).toMatchObject({ status: 'waiting', reservedFor: { agent: 'chen' }, passedOver: [] });
    expect(await events()).toEqual([]);
  });
});

test('a supervisor says who calls back; the time the customer chose stays', async () => {
  const callBack = { from: desk.clock.now() + minute, until: desk.clock.now() + 2 * minute };
  const { id } = await desk.put({ status: 'call_back_booked', callBack, agent: 'lin', preferredAgent: 'lin' });
  await desk.acts.reassign(id, boss, { agent: 'chen' }, '');
  const stored = await desk.now(id);
  expect(stored).toMatchObject({ status: 'call_back_booked', callBack, preferredAgent: 'chen' });
  expect(stored.reservedFor).toBeUndefined();
  await desk.acts.reassign(id, boss, { team: 'technical' }, '');
  expect(await desk.now(id)).toMatchObject({ status: 'call_back_booked', skill: 'technical' });
  expect((await desk.now(id)).preferredAgent).toBeUndefined();
  // Who booked it may still make the call.
  expect(await desk.acts.take(id, lin)).toMatchObject({ ok: true });
  expect(await events()).toMatchObject([{ value: { state: 'accepted' } }]);
});

describe('notes', () => {
  test('each once, whispers by supervisors only', async () => {
    const { id } = await assignedTo('lin');
    const note = { id: 'n1', kind: 'note', text: '客户很急' } as const;
    await desk.acts.note(id, lin, note);
    await desk.acts.note(id, lin, note);
    expect(await desk.acts.note(id, lin, { ...note, id: 'n2', kind: 'whisper' })).toEqual({
      ...{ ok: false, reason: 'not_allowed' },
    });
    await desk.acts.note(id, boss, { ...note, id: 'n3', kind: 'whisper' });
    expect((await desk.now(id)).notes?.map(({ author, kind }) => [author, kind])).toEqual([
      ['lin', 'note'],
      ['boss', 'whisper'],
    ]);
    expect(await events()).toEqual([]);
  });
});

describe('call backs', () => {
  const at = (time: string) => Date.parse(`2026-11-21T${time}:00+08:00`);
  const span = { from: at('14:00'), until: at('16:00') };

  test('booked by the customer who waits: out of the line, with the same head start', async () => {
    const createdAt = desk.clock.now();
    const { id } = await offeredTo('lin', { rank: createdAt - 5 * minute });
    await desk.acts.bookCallBack(id, 'customer', span, '13800000001');
    expect(await desk.now(id)).toMatchObject({
      status: 'call_back_booked',
      callBack: { ...span, phone: '13800000001' },
      rank: span.from - 5 * minute,
    });
    const later = { from: at('16:00'), until: at('18:00') };
    await desk.acts.bookCallBack(id, 'customer', later);
    expect(await desk.now(id)).toMatchObject({
      callBack: { ...later, phone: '13800000001' },
      rank: later.from - 5 * minute,
    });
    expect(await events()).toEqual([]);
  });

  test('booked by the person who has it, who is asked first when the time comes', async () => {
    const { id } = await assignedTo('lin');
    expect(await desk.acts.bookCallBack(id, 'customer', span)).toEqual({ ok: false, reason: 'not_allowed' });
    expect(await desk.acts.bookCallBack(id, lin, span)).toMatchObject({ ok: true });
    expect(await desk.now(id)).toMatchObject({ status: 'call_back_booked', preferredAgent: 'lin' });
    expect(await events()).toMatchObject([{ value: { state: 'failed', reason: 'call_back_booked' } }]);
  });

  test('never in the past', async () => {
    const { id } = await desk.put();
    expect(await desk.acts.bookCallBack(id, 'customer', { from: at('08:00'), until: at('09:00') })).toEqual({
      ...{ ok: false, reason: 'not_now' },
    });
  });

  test('not reached is tried three times, then closed', async () => {
    const { id } = await desk.put({ status: 'call_back_booked', callBack: { ...span, phone: '13800000001' } });
    const missed = { result: 'not_reached', cause: 'no_contact', note: '无人接听' } as const;
    for (let attempts = 1; attempts < routing.call_back.attempts; attempts += 1) {
      expect(await desk.acts.take(id, lin)).toMatchObject({ ok: true });
      await desk.acts.finish(id, lin, missed);
      const again = await desk.now(id);
      expect(again).toMatchObject({ status: 'call_back_booked', callBack: { attempts, phone: '13800000001' } });
      expect(again.callBack?.from).toBeGreaterThan(desk.clock.now());
      expect(again.notes).toHaveLength(attempts);
    }
    await desk.acts.take(id, lin);
    await desk.acts.finish(id, lin, missed);
    expect(await desk.now(id)).toMatchObject({ status: 'done', wrapUp: { ...missed, by: 'lin' } });
  });
});

describe('finish', () => {
  test('hands the customer back with what was agreed', async () => {
    await desk.presence.setStatus('lin', 'available');
    const { id } = await assignedTo('lin');
    desk.clock.advance(minute);
    const wrapUp = {
      result: 'follow_up',
      cause: 'refund_late',
      remedy: 'fee_waiver',
      followUpOn: '2026-11-23',
      agreed: '周一前退6元',
      note: '内部',
    } as const;
    await desk.acts.finish(id, lin, wrapUp);
    expect(await desk.now(id)).toMatchObject({
      ...{ status: 'done', agent: 'lin', wrapUp: { ...wrapUp, at: desk.clock.now(), by: 'lin' } },
    });
    expect((await events())[0]).toMatchObject({
      value: { state: 'completed', result: 'follow_up', agreed: '周一前退6元', followUpOn: '2026-11-23' },
    });
    expect(JSON.stringify(await events())).not.toContain('内部');
    expect((await desk.presence.of('lin'))?.idleSince).toBe(desk.clock.now());
    expect(await desk.acts.finish(id, lin, wrapUp)).toMatchObject({ ok: true, handoff: { version: 2 } });
  });

  test.each([
    ['an unknown cause', { ...solved, cause: 'nothing' }],
    ['a group instead of a cause', { ...solved, cause: 'charge' }],
    ['__proto__', { ...solved, cause: '__proto__' }],
    ['an unknown remedy', { ...solved, remedy: 'a_car' }],
    ['an unknown result', { ...solved, result: 'great' as 'solved' }],
    ['follow-up without a day', { ...solved, result: 'follow_up' as const }],
    ['follow-up yesterday', { ...solved, result: 'follow_up' as const, followUpOn: '2026-11-20' }],
    ['follow-up on no day', { ...solved, result: 'follow_up' as const, followUpOn: '2026-13-45' }],
    ['follow-up next year', { ...solved, result: 'follow_up' as const, followUpOn: '2027-11-21' }],
  ])('is refused with %s', async (_, wrapUp) => {
    const { id } = await assignedTo('lin');
    expect(await desk.acts.finish(id, lin, wrapUp)).toEqual({ ok: false, reason: 'wrap_up_incomplete' });
  });

  test('only by who has it, or a supervisor', async () => {
    const { id } = await assignedTo('lin');
    expect(await desk.acts.finish(id, wang, solved)).toEqual({ ok: false, reason: 'not_allowed' });
    expect(await desk.acts.finish(id, boss, solved)).toMatchObject({ ok: true });
  });
});

describe('the customer leaves', () => {
  test('while waiting: out of the line', async () => {
    const { id } = await offeredTo('lin');
    await desk.acts.customerLeft(id);
    const stored = await desk.now(id);
    expect(stored).toMatchObject({ status: 'withdrawn', customerLeftAt: desk.clock.now() });
    expect(stored.offer).toBeUndefined();
  });

  test('while somebody has them: it stays to be wrapped up', async () => {
    const { id } = await assignedTo('lin');
    await desk.acts.customerLeft(id);
    await desk.acts.customerLeft(id);
    expect(await desk.now(id)).toMatchObject({ status: 'assigned', version: 2, customerLeftAt: desk.clock.now() });
    expect(await desk.acts.finish(id, lin, { ...solved, result: 'customer_left' })).toMatchObject({ ok: true });
  });

  test('a call back needs nobody to stay', async () => {
    const callBack = { from: desk.clock.now(), until: desk.clock.now() + minute };
    const booked = await desk.put({ status: 'call_back_booked', callBack });
    const due = await desk.put({ status: 'waiting', callBack });
    await desk.acts.customerLeft(booked.id);
    await desk.acts.customerLeft(due.id);
    expect((await desk.now(booked.id)).status).toBe('call_back_booked');
    expect((await desk.now(due.id)).status).toBe('waiting');
  });

  test('and another desk that has them hears it', async () => {
    const { id } = await desk.put({ hub: { name: 'other', reference: '7' } });
    await desk.acts.withdraw(id, 'customer');
    expect(await events()).toEqual([
      {
        ...{ key: `${id}:v2:customerLeft`, kind: 'connector' },
        ...{ hub: 'other', call: 'customerLeft', handoffId: id, reference: '7' },
      },
    ]);
  });

  test('a supervisor takes somebody out of the line, who is told', async () => {
    const { id } = await desk.put();
    expect(await desk.acts.withdraw(id, lin)).toEqual({ ok: false, reason: 'not_allowed' });
    await desk.acts.withdraw(id, boss);
    expect(await events()).toMatchObject([{ value: { state: 'failed', reason: 'not_taken' } }]);
  });
});
