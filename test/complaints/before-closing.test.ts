import { applyEvent } from '../../src/complaints/apply-event';
import { beforeClosing } from '../../src/complaints/before-closing';
import { type ContactAttempt, complaintStatuses } from '../../src/complaints/complaint';
import { filed } from './example-complaint';
import { at } from './office';

const answeredAt = at('2026-11-23 10:00');
const answer = { at: answeredAt, by: 'li', text: '已退回6元。', cause: 'ordered_without_consent', owner: 'billing' };
const tried = (time: string, outcome: ContactAttempt['outcome'] = 'no_answer'): ContactAttempt => ({
  ...{ at: at(time), by: 'li', way: 'phone', outcome },
});
const history = [{ at: answeredAt, actor: 'li', event: 'answer' }];
const told = { ...filed(), status: 'decision_communicated', answers: [answer], history } as const;
const lacks = (contacts: readonly ContactAttempt[]) => beforeClosing({ ...told, contacts });

test.each([
  ['nobody was called', [], 0, false],
  ['one try', [tried('2026-11-24 10:00')], 1, false],
  ['two in the morning of two days', [tried('2026-11-24 10:00'), tried('2026-11-25 09:00')], 2, true],
  ['three in the evening', [tried('2026-11-24 18:10'), tried('2026-11-24 19:00'), tried('2026-11-25 18:30')], 3, true],
  ['who was reached counts for nothing', [tried('2026-11-24 10:00', 'reached'), tried('2026-11-24 15:00')], 1, false],
  ['before the answer', [tried('2026-11-23 09:00'), tried('2026-11-23 15:00')], 1, false],
])('%s: told how many tries count and what is wrong with them', (_, contacts, tries, sameTimeOfDay) => {
  const wanted = { told: true, tries, of: 2, sameTimeOfDay };
  expect(lacks(contacts)).toEqual({ ok: false, reason: 'needs_recheck', lacks: wanted });
});

test('two tries at different times of day, or the customer’s yes, and nothing is missing', () => {
  const contacts = [tried('2026-11-24 10:00'), tried('2026-11-24 15:00')];
  expect(lacks(contacts)).toBeUndefined();
  expect(beforeClosing({ ...told, status: 'rechecked' })).toBeUndefined();
  // Nobody has told the customer: their tries were about something else.
  expect(beforeClosing({ ...told, status: 'answered', contacts })).toMatchObject({
    lacks: { told: false, sameTimeOfDay: false },
  });
});

test.each(complaintStatuses)('%s: closes just where nothing has to come before', (status) => {
  for (const contacts of [[], [tried('2026-11-24 10:00'), tried('2026-11-24 15:00')]]) {
    const complaint = { ...told, status, contacts };
    const closed = applyEvent(complaint, 'close', { role: 'agent', id: 'li' }, at('2026-11-26 10:00'));
    expect(closed.ok).toBe(beforeClosing(complaint) === undefined);
  }
});

test('without a decision of this round that comes first; what has ended is not closed', () => {
  const again = [...history, { at: answeredAt, actor: 'customer', event: 'reopen' }];
  expect(beforeClosing({ ...told, status: 'assessed', history: again })).toEqual({ ok: false, reason: 'needs_answer' });
  for (const status of ['closed', 'withdrawn', 'merged'] as const)
    expect(beforeClosing({ ...told, status })).toEqual({ ok: false, reason: 'not_now' });
});
