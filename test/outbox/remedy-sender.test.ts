import type { Complaint } from '../../src/complaints/complaint';
import type { RemedyPayload } from '../../src/complaints/told';
import { remedySender } from '../../src/outbox/remedy-sender';
import { type AccountAction, AccountUnavailable, type ActionResult } from '../../src/ports/account-gateway';
import type { NewOutboxEntry } from '../../src/ports/outbox';
import { day, hour } from '../complaints/example-complaint';
import { chen, li, office, ok } from '../complaints/office';
import { never, outboxFixture } from './outbox-fixture';

const setUp = outboxFixture();

/** An office whose money goes through a real outbox to a business system that counts. */
async function paying() {
  const { put, sender, dead, waiting, clock } = setUp();
  const house = office({ begin: clock.now() });
  const { acts, assessment, complaints, file } = house;
  /** Money by key, as a business system keeps it; every call. */
  const paid = new Map<string, number>();
  const calls: { readonly action: AccountAction; readonly key: string }[] = [];
  let refusal: Extract<ActionResult, { ok: false }> | undefined;
  let isAway = false;
  const perform = async (action: AccountAction, key: string): Promise<ActionResult> => {
    calls.push({ action, key });
    if (isAway) throw new AccountUnavailable('perform');
    if (refusal) return refusal;
    paid.set(key, action.kind === 'credit' ? action.amountFen : 0);
    return { ok: true, reference: `D${paid.size}` };
  };
  const remedy = remedySender({ accounts: { perform }, complaints, acts, clock });
  const { id, number, phone } = file();
  ok(await acts.assess(id, li, assessment));
  let moved = 0;
  /** What the acts left, into the outbox. */
  async function leave(): Promise<void> {
    const entries = complaints.outbox.slice(moved).filter(({ kind }) => kind === 'remedy');
    moved = complaints.outbox.length;
    await put(...entries);
  }
  async function give(remedyId: string, amountFen = 600): Promise<void> {
    ok(await acts.giveRemedy(id, li, { id: remedyId, code: 'fee_waiver', amountFen }));
    await leave();
  }
  const remedyOf = (remedyId: string) => complaints.get(id).remedies?.find((one) => one.id === remedyId);
  const told = () => complaints.told().filter((name) => name === 'progress remedy').length;
  return {
    ...{ acts, calls, clock, complaints, dead, give, id, leave, number, paid, phone, remedy, remedyOf, told, waiting },
    sender: (kind = remedy) => sender(kind, { senders: { remedy: kind } }),
    refuse: (reason: 'not_allowed' | undefined) => {
      refusal = reason && { ok: false, reason };
    },
    away: (away: boolean) => {
      isAway = away;
    },
  };
}

test('what was given is paid with its number and reason, noted with the reference, and told', async () => {
  const { calls, give, id, number, phone, remedyOf, sender, told, waiting, dead } = await paying();
  await give('r1');
  expect(told()).toBe(0);
  await sender().run(never);
  expect(calls).toEqual([
    {
      action: { kind: 'credit', phone, amountFen: 600, reason: 'fee_waiver', reference: number },
      key: expect.stringMatching(new RegExp(`:remedy:${id}:r1$`)),
    },
  ]);
  expect(remedyOf('r1')).toMatchObject({ status: 'paid', reference: 'D1' });
  expect(told()).toBe(1);
  expect([...(await waiting()), ...(await dead())]).toEqual([]);
});

type Crash = 'before paying' | 'after paying' | 'after noting';
test.each<Crash>(['before paying', 'after paying', 'after noting'])(
  'the process ends %s: paid once, noted once, told once',
  async (point) => {
    const { acts, clock, complaints, give, paid, remedyOf, sender, told, remedy, calls } = await paying();
    await give('r1');
    let dies = true;
    const die = (at: Crash) => (dies && point === at ? new Promise<never>(() => undefined) : undefined);
    const mortal = remedySender({
      accounts: {
        async perform(action, key) {
          await die('before paying');
          calls.push({ action, key });
          paid.set(key, 600);
          await die('after paying');
          return { ok: true, reference: 'D1' };
        },
      },
      complaints,
      acts: {
        async remedyPaid(...said) {
          const noted = await acts.remedyPaid(...said);
          await die('after noting');
          return noted;
        },
      },
      clock,
    });
    // It hears of nothing any more, and finds its store closed when its time is up: another process has taken over.
    sender(mortal)
      .run(never)
      .catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 50));
    dies = false;
    clock.advance(30_000);
    await sender(remedy).run(never);
    expect([...paid.values()]).toEqual([600]);
    expect(new Set(calls.map(({ key }) => key)).size).toBe(1);
    expect(remedyOf('r1')).toMatchObject({ status: 'paid' });
    expect(told()).toBe(1);
  },
);

test('a business system that is away for hours: the same key every time, paid once', async () => {
  const { away, calls, clock, give, paid, remedyOf, sender, told } = await paying();
  await give('r1');
  away(true);
  for (let look = 0; look < 20; look += 1, clock.advance(10 * 60_000)) await sender().run(never);
  expect(remedyOf('r1')).toMatchObject({ status: 'given' });
  away(false);
  await sender().run(never);
  expect(new Set(calls.map(({ key }) => key)).size).toBe(1);
  expect([...paid.values()]).toEqual([600]);
  expect(told()).toBe(1);
});

test('away for a day: it comes back to the agent, and another try has the same key', async () => {
  const { acts, away, clock, dead, give, id, leave, paid, remedyOf, sender, told, calls } = await paying();
  await give('r1');
  away(true);
  for (let look = 0; look < 26; look += 1, clock.advance(hour)) await sender().run(never);
  expect(remedyOf('r1')).toMatchObject({ status: 'failed', failure: 'unreachable' });
  expect(await dead()).toMatchObject([{ kind: 'remedy', lastError: 'remedy: unreachable' }]);
  expect(told()).toBe(0);
  away(false);
  clock.advance(day);
  ok(await acts.payAgain(id, li, 'r1'));
  await leave();
  await sender().run(never);
  expect(remedyOf('r1')).toMatchObject({ status: 'paid' });
  expect([...paid.values()]).toEqual([600]);
  expect(new Set(calls.map(({ key }) => key)).size).toBe(1);
  expect(told()).toBe(1);
});

test('refused for good: at once back to the agent; given again it is a new matter to the business system', async () => {
  const { acts, dead, give, id, leave, paid, refuse, remedyOf, sender, told } = await paying();
  refuse('not_allowed');
  await give('r1');
  await sender().run(never);
  expect(remedyOf('r1')).toMatchObject({ status: 'failed', failure: 'not_allowed' });
  expect(await dead()).toHaveLength(1);
  refuse(undefined);
  ok(await acts.payAgain(id, chen, 'r1'));
  await leave();
  await sender().run(never);
  expect([...paid.keys()]).toEqual([expect.stringMatching(/:r1:1$/)]);
  expect(remedyOf('r1')).toMatchObject({ status: 'paid', again: 1 });
  expect(told()).toBe(1);
});

test('an entry that is sent again by hand pays nothing that was dropped, paid, or given again', async () => {
  const { acts, calls, complaints, give, id, refuse, remedy, sender } = await paying();
  refuse('not_allowed');
  await give('r1');
  await give('r2');
  await sender().run(never);
  refuse(undefined);
  ok(await acts.decideRemedy(id, chen, 'r1', false));
  ok(await acts.payAgain(id, chen, 'r2'));
  const before = calls.length;
  const [first, second] = complaints.outbox.filter(({ kind }) => kind === 'remedy');
  for (const entry of [first, second]) expect(await remedy(stored(entry), never)).toMatchObject({ permanent: true });
  expect(calls).toHaveLength(before);
});

const stored = (entry: NewOutboxEntry | undefined) => {
  if (!entry) throw new Error('no entry');
  return { ...entry, status: 'waiting' as const, createdAt: 0, dueAt: 0, attempts: 1 };
};
const payload: RemedyPayload = {
  complaintId: 'nobody',
  remedyId: 'r1',
  phone: '13800000002',
  code: 'credit',
  amountFen: 600,
};

test.each([
  ['no amount', { ...payload, amountFen: 0 }],
  ['nothing', {}],
  ['a complaint that was erased', payload],
])('%s: dead at once, nothing is paid', async (_, given) => {
  const { calls, remedy } = await paying();
  const entry = stored({ key: 'k', kind: 'remedy', payload: { ...given } });
  expect(await remedy(entry, never)).toMatchObject({ ok: false, permanent: true });
  expect(calls).toEqual([]);
});

test('the complaint cannot be written just now: tried again', async () => {
  const { complaints, clock, id } = await paying();
  const send = remedySender({
    accounts: { perform: async () => ({ ok: true, reference: 'D1' }) },
    complaints: { byId: async () => complaintWith(complaints.get(id)) },
    acts: { remedyPaid: async () => ({ ok: false, reason: 'busy' }) },
    clock,
  });
  const entry = stored({ key: `${id}:remedy:r1`, kind: 'remedy', payload: { ...payload, complaintId: id } });
  expect(await send(entry, never)).toEqual({ ok: false, error: 'remedy: not noted, busy' });
});

const complaintWith = (complaint: Complaint): Complaint => ({
  ...complaint,
  remedies: [{ id: 'r1', code: 'credit', amountFen: 600, by: 'li', at: 0, status: 'given' }],
});
