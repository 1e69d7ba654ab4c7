import fc from 'fast-check';
import { applyEvent } from '../../src/complaints/apply-event';
import { type Complaint, type ComplaintStatus, complaintStatuses } from '../../src/complaints/complaint';
import {
  type ActorRole,
  actorRoles,
  type ComplaintEvent,
  complaintEvents,
  stateTable,
} from '../../src/complaints/state-table';
import { filed, now } from './example-complaint';

/** What ISO 10002 and the product's rules allow, written down a second time, in another shape than the table. */
const line: ComplaintStatus[] = [
  'received',
  'acknowledged',
  'assessed',
  'investigated',
  'answered',
  'decision_communicated',
  'closed',
];
const forward: ComplaintEvent[] = ['acknowledge', 'assess', 'investigate', 'answer', 'communicate', 'close'];
const botMay: ComplaintEvent[] = ['acknowledge', 'communicate', 'recheck'];
const customerMay: ComplaintEvent[] = ['recheck', 'close', 'withdraw', 'reopen'];

function expectedStatus(from: ComplaintStatus, event: ComplaintEvent): ComplaintStatus | undefined {
  const step = forward.indexOf(event);
  if (step >= 0) return line[step] === from ? line[step + 1] : undefined;
  const at = line.indexOf(from);
  if (event === 'withdraw') return from !== 'closed' && from !== 'withdrawn' ? 'withdrawn' : undefined;
  if (event === 'reopen') return from === 'withdrawn' || at >= line.indexOf('answered') ? 'assessed' : undefined;
  if (event === 'recheck') return from === 'decision_communicated' || from === 'closed' ? from : undefined;
  return from === 'withdrawn' || at >= line.indexOf('assessed') ? from : undefined;
}

const may = (role: ActorRole, event: ComplaintEvent): boolean =>
  role === 'agent' || role === 'supervisor' || (role === 'bot' ? botMay : customerMay).includes(event);

const inStatus = (status: ComplaintStatus): Complaint => ({ ...filed(), status });
const cases = complaintStatuses.flatMap((status) =>
  complaintEvents.flatMap((event) => actorRoles.map((role) => [status, event, role] as const)),
);

describe('applyEvent', () => {
  test.each(cases)('%s + %s by %s', (status, event, role) => {
    const before = inStatus(status);
    const to = expectedStatus(status, event);
    const result = applyEvent(before, event, { role, id: `${role}1` }, now + 1, 'still the same');
    if (to === undefined) expect(result).toEqual({ ok: false, reason: 'not_now' });
    else if (!may(role, event)) expect(result).toEqual({ ok: false, reason: 'not_allowed' });
    else {
      const after = result.ok ? result.complaint : undefined;
      expect(after?.status).toBe(to);
      expect(after?.history.slice(0, -1)).toEqual(before.history);
      expect(after?.history.at(-1)).toEqual({
        at: now + 1,
        actor: `${role}1`,
        event,
        from: status,
        to,
        note: 'still the same',
      });
    }
  });

  test('the table names every event once and every status can be reached', () => {
    expect(stateTable.map(({ event }) => event).sort()).toEqual([...complaintEvents].sort());
    const reached = new Set<ComplaintStatus>(['received', ...stateTable.flatMap(({ to }) => to ?? [])]);
    expect([...reached].sort()).toEqual([...complaintStatuses].sort());
  });

  test('sets the marks handled, rechecked and fed back with time and actor', () => {
    const answered = applyEvent(inStatus('investigated'), 'answer', { role: 'agent', id: 'li' }, 5);
    expect(answered.ok && answered.complaint.marks.handled).toEqual({ at: 5, actor: 'li' });
    const rechecked = applyEvent(inStatus('closed'), 'recheck', 'customer', 6);
    expect(rechecked.ok && rechecked.complaint.marks.rechecked).toEqual({ at: 6, actor: 'customer' });
    const fedBack = applyEvent(inStatus('closed'), 'feed_back', { role: 'agent', id: 'li' }, 7);
    expect(fedBack.ok && fedBack.complaint.marks.fedBack).toEqual({ at: 7, actor: 'li' });
  });

  test('re-opening needs a reason, raises the priority and takes two marks back', () => {
    const marks = { ...filed().marks, handled: { at: 1, actor: 'li' }, rechecked: { at: 2, actor: 'li' } };
    const closed: Complaint = { ...inStatus('closed'), marks, priority: 0 };
    expect(applyEvent(closed, 'reopen', 'customer', now, '  ')).toEqual({ ok: false, reason: 'reason_needed' });
    const once = applyEvent(closed, 'reopen', 'customer', now, '又扣了');
    expect(once.ok && once.complaint.priority).toBe(1);
    expect(once.ok && Object.keys(once.complaint.marks)).toEqual(['recorded']);
    const twice = applyEvent({ ...closed, priority: 1 }, 'reopen', 'customer', now, '又扣了');
    expect(twice.ok && twice.complaint.priority).toBe(2);
  });

  test('whatever happens, history only grows and nothing but the steps changes', () => {
    const step = fc.tuple(fc.constantFrom(...complaintEvents), fc.constantFrom(...actorRoles), fc.string());
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let complaint = filed();
        for (const [event, role, note] of steps) {
          const result = applyEvent(complaint, event, { role, id: role }, now, note);
          if (!result.ok) continue;
          expect(result.complaint.history.slice(0, -1)).toEqual(complaint.history);
          expect(result.complaint.priority).toBeGreaterThanOrEqual(complaint.priority);
          const { status, history, marks, priority, ...rest } = result.complaint;
          expect(complaint).toMatchObject(rest);
          complaint = result.complaint;
        }
      }),
    );
  });
});
