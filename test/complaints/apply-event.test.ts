import fc from 'fast-check';
import { applyEvent, type ComplaintChanges, type Refusal } from '../../src/complaints/apply-event';
import { type Complaint, type ComplaintStatus, complaintStatuses } from '../../src/complaints/complaint';
import {
  type ActorRole,
  actorRoles,
  type ComplaintEvent,
  complaintEvents,
  stateTable,
} from '../../src/complaints/state-table';
import { day, filed, hour, now } from './example-complaint';

/** What ISO 10002 and the product's rules allow, written down a second time, in another shape than the table. */
const allowed: Record<ComplaintStatus, Partial<Record<ComplaintEvent, ComplaintStatus | 'stays'>>> = {
  received: {
    ...{ acknowledge: 'acknowledged', assign: 'stays', withdraw: 'withdrawn', merge: 'merged', escalate: 'stays' },
    decide_remedy: 'stays',
    retry_remedy: 'stays',
  },
  acknowledged: {
    ...{ assign: 'stays', assess: 'assessed', withdraw: 'withdrawn', merge: 'merged', escalate: 'stays' },
    decide_remedy: 'stays',
    retry_remedy: 'stays',
  },
  assessed: {
    ...{ assign: 'stays', assess: 'assessed', investigate: 'investigating', ask_customer: 'waiting_for_customer' },
    ...{ withdraw: 'withdrawn', merge: 'merged', feed_back: 'stays', escalate: 'stays' },
    ...{ remedy: 'stays', decide_remedy: 'stays', retry_remedy: 'stays' },
  },
  investigating: {
    ...{ assign: 'stays', ask_customer: 'waiting_for_customer', answer: 'answered', withdraw: 'withdrawn' },
    ...{
      merge: 'merged',
      feed_back: 'stays',
      escalate: 'stays',
      remedy: 'stays',
      decide_remedy: 'stays',
      retry_remedy: 'stays',
    },
  },
  waiting_for_customer: {
    ...{ assign: 'stays', customer_answered: 'investigating', withdraw: 'withdrawn', merge: 'merged' },
    ...{ feed_back: 'stays', escalate: 'stays', decide_remedy: 'stays', retry_remedy: 'stays' },
  },
  answered: {
    ...{ assign: 'stays', communicate: 'decision_communicated', contact: 'stays', withdraw: 'withdrawn' },
    ...{
      reopen: 'assessed',
      feed_back: 'stays',
      escalate: 'stays',
      remedy: 'stays',
      decide_remedy: 'stays',
      retry_remedy: 'stays',
    },
    survey: 'stays',
  },
  decision_communicated: {
    ...{ assign: 'stays', ask_recheck: 'stays', recheck: 'rechecked', recheck_failed: 'assessed', contact: 'stays' },
    ...{ close: 'closed', withdraw: 'withdrawn', reopen: 'assessed', feed_back: 'stays', escalate: 'stays' },
    ...{ remedy: 'stays', decide_remedy: 'stays', retry_remedy: 'stays', survey: 'stays' },
  },
  rechecked: {
    ...{ assign: 'stays', recheck_failed: 'assessed', contact: 'stays', close: 'closed', withdraw: 'withdrawn' },
    ...{
      reopen: 'assessed',
      feed_back: 'stays',
      escalate: 'stays',
      remedy: 'stays',
      decide_remedy: 'stays',
      retry_remedy: 'stays',
    },
    survey: 'stays',
  },
  closed: {
    ...{ recheck: 'rechecked', recheck_failed: 'assessed', reopen: 'assessed', feed_back: 'stays' },
    ...{ decide_remedy: 'stays', retry_remedy: 'stays', survey: 'stays' },
  },
  withdrawn: { reopen: 'assessed', feed_back: 'stays' },
  merged: { separate: 'acknowledged' },
};
// Money on its way arrives whatever has become of the complaint meanwhile.
for (const status of complaintStatuses)
  Object.assign(allowed[status], { remedy_paid: 'stays', remedy_failed: 'stays' });
// Part of a known problem: before it is decided, and out of it at any time before it ended.
const beforeDecision = ['received', 'acknowledged', 'assessed', 'investigating', 'waiting_for_customer'] as const;
for (const status of beforeDecision) Object.assign(allowed[status], { attach: 'stays', tell_problem: 'stays' });
for (const status of [...beforeDecision, 'answered', 'decision_communicated', 'rechecked'] as const)
  Object.assign(allowed[status], { detach: 'stays' });
const mayDo: Record<Exclude<ActorRole, 'agent' | 'supervisor'>, ComplaintEvent[]> = {
  customer: ['customer_answered', 'recheck', 'recheck_failed', 'close', 'withdraw', 'reopen', 'survey', 'attach'],
  bot: ['acknowledge', 'communicate', 'ask_recheck'],
  desk: [
    'assign',
    'customer_answered',
    'communicate',
    'ask_recheck',
    'close',
    'escalate',
    'decide_remedy',
    'remedy_paid',
    'remedy_failed',
    'tell_problem',
  ],
};
const onlyDesk: ComplaintEvent[] = ['remedy_paid', 'remedy_failed', 'tell_problem'];
const notStaff: ComplaintEvent[] = ['survey', 'escalate', 'decide_remedy', ...onlyDesk];
const may = (role: ActorRole, event: ComplaintEvent): boolean => {
  if (role === 'agent') return !notStaff.includes(event);
  if (role === 'supervisor') return event !== 'survey' && !onlyDesk.includes(event);
  return mayDo[role].includes(event);
};
const needsReason: ComplaintEvent[] = ['ask_customer', 'recheck_failed', 'reopen', 'merge', 'separate', 'detach'];

const answer = { at: now, by: 'li', text: '已退回6元', cause: 'charged_twice', owner: 'billing' };
const tries = [
  { at: now + day, by: 'li', way: 'phone', outcome: 'no_answer' },
  { at: now + 2 * day + 5 * hour, by: 'li', way: 'phone', outcome: 'busy' },
] as const;
const guardHolds: ComplaintChanges = { answers: [answer], contacts: tries };
const inStatus = (status: ComplaintStatus, change: Partial<Complaint> = {}): Complaint => ({
  ...filed(),
  status,
  ...(status === 'waiting_for_customer' ? { pauses: [{ from: now, reason: 'papers' }] } : {}),
  ...change,
});

const cases = complaintStatuses.flatMap((status) =>
  complaintEvents.flatMap((event) =>
    actorRoles.flatMap((role) => [true, false].map((guarded) => [status, event, role, guarded] as const)),
  ),
);

function refusalOf(
  status: ComplaintStatus,
  event: ComplaintEvent,
  role: ActorRole,
  guarded: boolean,
): Refusal | undefined {
  if (allowed[status][event] === undefined) return 'not_now';
  if (!may(role, event)) return 'not_allowed';
  if (guarded || (event === 'close' && status === 'rechecked')) return undefined;
  return event === 'close' ? 'needs_recheck' : event === 'answer' ? 'needs_answer' : undefined;
}

describe('applyEvent', () => {
  test.each(cases)('%s + %s by %s, guard holds: %s', (status, event, role, guarded) => {
    const before = inStatus(status, guarded ? guardHolds : {});
    const at = now + 3 * day;
    const result = applyEvent(before, event, { role, id: `${role}1` }, at, 'still the same');
    const reason = refusalOf(status, event, role, guarded);
    if (reason !== undefined) return expect(result).toEqual({ ok: false, reason });
    const expected = allowed[status][event];
    const to = expected === 'stays' ? status : expected;
    const after = result.ok ? result.complaint : undefined;
    expect(after?.status).toBe(to);
    expect(after?.history.slice(0, -1)).toEqual(before.history);
    expect(after?.history.at(-1)).toEqual({
      at,
      actor: `${role}1`,
      event,
      from: status,
      to,
      note: 'still the same',
    });
    // Clocks stand still while, and only while, the customer is waited for.
    const open = (after?.pauses ?? []).filter(({ until }) => until === undefined);
    expect(open).toHaveLength(to === 'waiting_for_customer' ? 1 : 0);
    expect(after?.level ?? 0).toBe(['recheck_failed', 'reopen', 'escalate'].includes(event) ? 1 : 0);
    expect(after?.reopened ?? 0).toBe(['recheck_failed', 'reopen'].includes(event) ? 1 : 0);
    expect(after?.priority).toBe(['recheck_failed', 'reopen'].includes(event) ? 1 : 0);
  });

  test.each(needsReason)('%s needs a reason', (event) => {
    const status = complaintStatuses.find((from) => allowed[from][event] !== undefined) as ComplaintStatus;
    const actor = { role: 'supervisor', id: 'chen' } as const;
    expect(applyEvent(inStatus(status), event, actor, now, '  ')).toEqual({ ok: false, reason: 'reason_needed' });
  });

  test('the table names every event once and every status can be reached', () => {
    expect(stateTable.map(({ event }) => event).sort()).toEqual([...complaintEvents].sort());
    const reached = new Set<ComplaintStatus>([
      'received',
      ...stateTable.flatMap(({ to }) => (to === 'where_it_was' ? [] : (to ?? []))),
    ]);
    expect([...reached].sort()).toEqual([...complaintStatuses].sort());
  });

  test('sets the marks handled, rechecked and fed back with time and actor', () => {
    const li = { role: 'agent', id: 'li' } as const;
    const answered = applyEvent(inStatus('investigating', guardHolds), 'answer', li, 5);
    expect(answered.ok && answered.complaint.marks.handled).toEqual({ at: 5, actor: 'li' });
    const rechecked = applyEvent(inStatus('closed'), 'recheck', 'customer', 6);
    expect(rechecked.ok && rechecked.complaint.marks.rechecked).toEqual({ at: 6, actor: 'customer' });
    const fedBack = applyEvent(inStatus('closed'), 'feed_back', li, 7);
    expect(fedBack.ok && fedBack.complaint.marks.fedBack).toEqual({ at: 7, actor: 'li' });
  });

  test.each(['reopen', 'recheck_failed'] as const)('%s raises, climbs and takes two marks back', (event) => {
    const marks = { ...filed().marks, handled: { at: 1, actor: 'li' }, rechecked: { at: 2, actor: 'li' } };
    const closed = inStatus('closed', { marks, handler: 'li' });
    const once = applyEvent(closed, event, 'customer', now, '又扣了');
    expect(once.ok && once.complaint).toMatchObject({ priority: 1, level: 1, reopened: 1, handler: 'li' });
    expect(once.ok && Object.keys(once.complaint.marks)).toEqual(['recorded']);
    const twice = applyEvent({ ...closed, priority: 1, level: 1, reopened: 1 }, event, 'customer', now, '又扣了');
    expect(twice.ok && twice.complaint).toMatchObject({ priority: 2, level: 2, reopened: 2 });
    const thrice = applyEvent({ ...closed, priority: 2, level: 2, reopened: 2 }, event, 'customer', now, '又扣了');
    expect(thrice.ok && thrice.complaint).toMatchObject({ priority: 2, level: 2, reopened: 3 });
  });

  test('a pause keeps its code, what was asked stands in the history', () => {
    const li = { role: 'agent', id: 'li' } as const;
    const asked = applyEvent(inStatus('investigating'), 'ask_customer', li, now, '请发一张账单截图', {
      pause: 'papers',
    });
    expect(asked.ok && asked.complaint.pauses).toEqual([{ from: now, reason: 'papers' }]);
    expect(asked.ok && asked.complaint.history.at(-1)?.note).toBe('请发一张账单截图');
    const answered = asked.ok ? applyEvent(asked.complaint, 'customer_answered', 'customer', now + hour) : asked;
    expect(answered.ok && answered.complaint.pauses).toEqual([{ from: now, until: now + hour, reason: 'papers' }]);
  });

  test('closing counts only tries after this answer, that reached nobody, at different times of day', () => {
    const desk = { role: 'desk', id: 'desk' } as const;
    const [first, second] = tries;
    const close = (change: Partial<Complaint>) => {
      const result = applyEvent(
        inStatus('decision_communicated', { answers: [answer], ...change }),
        'close',
        desk,
        now,
      );
      return result.ok ? 'closed' : result.reason;
    };
    expect(close({ contacts: [first, second] })).toBe('closed');
    expect(close({ contacts: [first] })).toBe('needs_recheck');
    expect(close({ contacts: [first, { ...first, at: first.at + day }] })).toBe('needs_recheck');
    expect(close({ contacts: [first, { ...second, outcome: 'reached' }] })).toBe('needs_recheck');
    expect(close({ contacts: [{ ...first, at: now - 4 * hour }, second] })).toBe('needs_recheck');
    const again = [
      { at: now, actor: 'li', event: 'answer' },
      { at: now + 3 * day, actor: 'customer', event: 'reopen' },
    ];
    expect(close({ contacts: [first, second], history: again })).toBe('needs_recheck');
  });

  test('an answer of before it was re-opened is no answer now', () => {
    const history = [
      { at: now, actor: 'li', event: 'answer' },
      { at: now, actor: 'customer', event: 'recheck_failed' },
    ];
    const complaint = inStatus('investigating', { answers: [answer], history });
    const li = { role: 'agent', id: 'li' } as const;
    expect(applyEvent(complaint, 'answer', li, now + day)).toEqual({ ok: false, reason: 'needs_answer' });
  });

  test('whatever happens, history only grows and nothing but the steps changes', () => {
    const step = fc.tuple(fc.constantFrom(...complaintEvents), fc.constantFrom(...actorRoles), fc.string());
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let complaint = filed();
        for (const [event, role, note] of steps) {
          const result = applyEvent(complaint, event, { role, id: role }, now, note, { changes: guardHolds });
          if (!result.ok) continue;
          expect(result.complaint.history.slice(0, -1)).toEqual(complaint.history);
          expect(result.complaint.priority).toBeGreaterThanOrEqual(complaint.priority);
          const { answers, contacts, pauses, level, climbed, reopened, status, history, marks, priority, ...rest } =
            result.complaint;
          expect(complaint).toMatchObject(rest);
          complaint = result.complaint;
        }
      }),
    );
  });
});

describe('what was fed back, when it comes back', () => {
  const li = { role: 'agent', id: 'li' } as const;
  const price = { at: now, by: 'li', text: '已退回', cause: 'charged_twice', owner: 'billing' };

  /** Answered, fed back, opened again, answered as given. */
  function ended(second: Partial<typeof price>, ...between: readonly ComplaintEvent[]): Complaint['marks'] {
    let complaint = inStatus('investigating', { answers: [] });
    const step = (event: ComplaintEvent, changes: ComplaintChanges = {}) => {
      const result = applyEvent(complaint, event, li, now, 'why', { changes });
      if (!result.ok) throw new Error(`${event}: ${result.reason}`);
      complaint = result.complaint;
    };
    step('answer', { answers: [price] });
    step('feed_back');
    step('reopen');
    expect(complaint.marks.fedBack).toBeDefined();
    for (const event of [...between, 'investigate'] as const) step(event);
    step('answer', { answers: [price, { ...price, ...second }] });
    return complaint.marks;
  }

  test('another cause or another department owes it again; the same does not', () => {
    expect(ended({}).fedBack).toBeDefined();
    expect(ended({ text: '再退一次' }).fedBack).toBeDefined();
    expect(ended({ cause: 'payment_delayed' }).fedBack).toBeUndefined();
    expect(ended({ owner: 'value_added' }).fedBack).toBeUndefined();
  });

  test('what the department was told since it came back stands', () =>
    expect(ended({ cause: 'payment_delayed' }, 'feed_back').fedBack).toBeDefined());

  test('told before the first decision, it is told', () => {
    const assessed = inStatus('assessed', { answers: [] });
    const told = applyEvent(assessed, 'feed_back', li, now, 'why');
    const looked = told.ok ? applyEvent(told.complaint, 'investigate', li, now) : told;
    const answered = looked.ok
      ? applyEvent(looked.complaint, 'answer', li, now, 'why', { changes: { answers: [price] } })
      : looked;
    expect(answered.ok && answered.complaint.marks.fedBack).toEqual({ at: now, actor: 'li' });
  });
});
