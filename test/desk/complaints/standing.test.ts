import { applyEvent } from '../../../src/complaints/apply-event';
import type { Complaint } from '../../../src/complaints/complaint';
import { fileComplaint } from '../../../src/complaints/file-complaint';
import { complaintLine } from '../../../src/desk/complaints/complaint-line';
import { standingOf } from '../../../src/desk/complaints/standing';
import { day, draft, monday, rules } from './told-complaint';

const agent = { role: 'agent', id: 'lin' } as const;
const hour = 3_600_000;

/** An hour old, and waiting for its customer since. */
function waiting(): Complaint {
  const filed = fileComplaint(draft, { catalogue: rules, now: monday, id: 'cmp_1', createdBy: 'k', earlier: [] });
  let complaint: Complaint = { ...filed, number: 'C1', version: 1 };
  for (const event of ['assess', 'investigate', 'ask_customer'] as const) {
    const step = applyEvent(complaint, event, agent, monday + hour, '票据', { pause: 'appointment' });
    if (!step.ok) throw new Error(step.reason);
    complaint = step.complaint;
  }
  return complaint;
}

test('a clock that stands still hides no law: from four fifths of the 15 days on it is due, on the list and the board', () => {
  const complaint = waiting();
  const before = standingOf(complaint, rules, monday + 11.9 * day);
  expect([before.due, before.deadline]).toEqual([undefined, undefined]);
  expect(before.until).toBeLessThanOrEqual(monday + 12 * day);
  const { answerBy } = complaint.promise;
  const after = standingOf(complaint, rules, monday + 12 * day);
  expect(after.due).toMatchObject({ id: 'cmp_1', dueAt: answerBy });
  expect(after.deadline).toEqual({ id: 'cmp_1', dueAt: answerBy });
});

describe('what is owed after the decision', () => {
  const decidedAt = monday + hour;
  /** Decided an hour after it was filed. */
  function decided(...events: readonly ('communicate' | 'ask_recheck' | 'recheck' | 'close')[]): Complaint {
    const filed = fileComplaint(draft, { catalogue: rules, now: monday, id: 'cmp_1', createdBy: 'k', earlier: [] });
    let complaint: Complaint = { ...filed, number: 'C1', version: 1 };
    const answers = [{ text: '退了', cause: 'ordered_without_consent', owner: 'billing', by: 'lin', at: decidedAt }];
    for (const event of ['assess', 'investigate', 'answer', ...events] as const) {
      const by = event === 'recheck' ? ({ role: 'customer', id: 'customer' } as const) : agent;
      const step = applyEvent(complaint, event, by, decidedAt, '', event === 'answer' ? { changes: { answers } } : {});
      if (!step.ok) throw new Error(`${event}: ${step.reason}`);
      complaint = step.complaint;
    }
    return complaint;
  }
  const soon = (lasts: number) => decidedAt + 0.8 * lasts;

  test('the customer is to be told: due soon after four fifths of the time, and late until it is done', () => {
    const complaint = decided();
    const dueAt = decidedAt + rules.standard.recheck.told_within_hours * hour;
    const from = soon(dueAt - decidedAt);
    const before = standingOf(complaint, rules, from - 1);
    expect(before.due).toBeUndefined();
    expect(before.until).toBe(Math.max(from, from - 1 + 1_000));
    for (const now of [from, dueAt + hour]) {
      const standing = standingOf(complaint, rules, now);
      expect([standing.due?.dueAt, standing.deadline, standing.omissions]).toEqual([dueAt, { id: 'cmp_1', dueAt }, []]);
      expect(complaintLine(complaint, rules, now)).toMatchObject({ owed: { name: 'told', dueAt }, todo: ['tell'] });
    }
  });

  test('the re-check and the feedback: due soon, then left out, and no deadline any more', () => {
    const complaint = decided('communicate', 'ask_recheck');
    const dueAt = decidedAt + 7 * day;
    const before = standingOf(complaint, rules, soon(7 * day) - 1);
    expect([before.deadline, before.omissions]).toEqual([undefined, []]);
    const now = standingOf(complaint, rules, soon(7 * day));
    expect([now.due?.dueAt, now.deadline, now.omissions]).toEqual([dueAt, { id: 'cmp_1', dueAt }, []]);
    expect(complaintLine(complaint, rules, soon(7 * day))).toMatchObject({
      owed: { name: 'rechecked', used: 0.8 },
      todo: ['call', 'feed_back'],
    });
    expect(now.until).toBeLessThanOrEqual(dueAt + 1);
    const missed = standingOf(complaint, rules, dueAt + 1);
    expect([missed.deadline, missed.due?.dueAt]).toEqual([undefined, dueAt]);
    expect(missed.omissions.map(({ mark }) => mark)).toEqual(['rechecked', 'fedBack']);
    expect(complaintLine(complaint, rules, dueAt + 1).owed).toBeUndefined();
  });

  test('a closed complaint whose department was not told is due soon as well', () => {
    const complaint = decided('communicate', 'ask_recheck', 'recheck', 'close');
    expect(standingOf(complaint, rules, soon(7 * day) - 1).deadline).toBeUndefined();
    expect(standingOf(complaint, rules, soon(7 * day)).deadline).toEqual({ id: 'cmp_1', dueAt: decidedAt + 7 * day });
    const line = complaintLine(complaint, rules, soon(7 * day));
    expect(line).toMatchObject({ owed: { name: 'fedBack' }, todo: ['feed_back'] });
    expect(line.clock).toBeUndefined();
  });
});
