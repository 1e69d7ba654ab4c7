import { actorRoles } from '../../src/complaints/state-table';
import { applyProblemEvent } from '../../src/known-problems/apply-problem-event';
import { type KnownProblemStatus, knownProblemStatuses } from '../../src/known-problems/known-problem';
import { type ProblemEvent, problemEvents } from '../../src/known-problems/state-table';
import type { StoredProblem } from '../../src/known-problems/stored-problem';

type From = KnownProblemStatus | 'none';
/** Written down a second time, in another shape than the table. */
const allowed: Record<From, Partial<Record<ProblemEvent, KnownProblemStatus | 'stays'>>> = {
  none: { suggest: 'suggested', open: 'open' },
  suggested: { open: 'open', dismiss: 'dismissed' },
  dismissed: {},
  open: {
    ...{ dismiss: 'dismissed', update: 'stays', attach: 'stays', detach: 'stays', repair: 'repaired' },
    remind: 'stays',
  },
  repaired: { detach: 'stays', close: 'stays', end: 'closed' },
  closed: {},
};
const onlyDesk: readonly ProblemEvent[] = ['suggest', 'end', 'remind'];
const may = (role: string, event: ProblemEvent, from: From): boolean => {
  if (role === 'desk') return onlyDesk.includes(event) || (event === 'dismiss' && from === 'suggested');
  return role === 'supervisor' && !onlyDesk.includes(event);
};

const base: Omit<StoredProblem, 'status'> = {
  ...{ id: 'P20261123-01', number: 'P20261123-01', type: 'product_quality', subTypes: [], areas: [] },
  ...{ since: 0, history: [{ at: 0, actor: 'desk', event: 'suggest' }], news: 0 },
};
const cases = (['none', ...knownProblemStatuses] as const).flatMap((from) =>
  problemEvents.flatMap((event) =>
    actorRoles.flatMap((role) => [true, false].map((isFree) => [from, event, role, isFree] as const)),
  ),
);

test.each(cases)('%s + %s by %s, nobody attached or open: %s', (from, event, role, isFree) => {
  const before = { ...base, ...(from === 'none' ? {} : { status: from }) };
  const attached = isFree ? { all: 0, open: 0 } : { all: 3, open: 1 };
  const result = applyProblemEvent(before, event, { role, id: `${role}1` }, 9, { note: 'why', attached });
  const expected = allowed[from][event];
  const isHeld = (event === 'end' || (event === 'dismiss' && from === 'open')) && !isFree;
  const reason =
    expected === undefined ? 'not_now' : !may(role, event, from) ? 'not_allowed' : isHeld ? 'attached' : undefined;
  if (reason !== undefined) return expect(result).toEqual({ ok: false, reason });
  expect(result).toEqual({
    ok: true,
    problem: {
      ...before,
      status: expected === 'stays' ? from : expected,
      history: [...base.history, { at: 9, actor: `${role}1`, event, note: 'why' }],
    },
  });
});

test('a guard nobody looked at does not hold, and a dismissal needs a reason', () => {
  const actor = { role: 'supervisor', id: 'chen' } as const;
  expect(applyProblemEvent({ ...base, status: 'open' }, 'dismiss', actor, 9, { note: 'why' })).toEqual({
    ok: false,
    reason: 'attached',
  });
  expect(applyProblemEvent({ ...base, status: 'suggested' }, 'dismiss', actor, 9, { note: '  ' })).toEqual({
    ok: false,
    reason: 'reason_needed',
  });
});
