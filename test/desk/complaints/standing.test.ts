import { applyEvent } from '../../../src/complaints/apply-event';
import type { Complaint } from '../../../src/complaints/complaint';
import { fileComplaint } from '../../../src/complaints/file-complaint';
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
