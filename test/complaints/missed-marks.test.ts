import type { Complaint } from '../../src/complaints/complaint';
import { ledgerOf, missedMarks } from '../../src/complaints/missed-marks';
import { catalogue, day, filed, hour, now } from './example-complaint';

const missed = (complaint: Complaint, at: number) => missedMarks(complaint, at, catalogue).map(({ mark }) => mark);

describe('missedMarks', () => {
  test('nothing is missed before its time', () => {
    const complaint = filed();
    expect(missed(complaint, complaint.promise.resolveBy)).toEqual([]);
    expect(missed(complaint, complaint.promise.resolveBy + 1)).toEqual(['handled']);
  });

  test('after handling, the re-check and the feed-back are due', () => {
    const complaint: Complaint = { ...filed(), marks: { ...filed().marks, handled: { at: now, actor: 'li' } } };
    expect(missed(complaint, now + 7 * day)).toEqual([]);
    expect(missed(complaint, now + 7 * day + 1)).toEqual(['rechecked', 'fedBack']);
    const done = { ...complaint.marks, rechecked: { at: now, actor: 'li' }, fedBack: { at: now, actor: 'li' } };
    expect(missed({ ...complaint, marks: done }, now + 100 * day)).toEqual([]);
  });

  test('a complaint without its record is always named, a withdrawn one owes nothing else', () => {
    expect(missed({ ...filed(), marks: {} }, now + 1)).toEqual(['recorded']);
    expect(missed({ ...filed(), status: 'withdrawn' }, now + 100 * day)).toEqual([]);
  });

  test('two tries at different times of day stand for the word of a customer who gives none', () => {
    const answer = { at: now, by: 'li', text: '已退', cause: 'charged_twice', owner: 'billing' };
    const at = (hours: number) => ({ at: now + hours * hour, by: 'li', way: 'phone', outcome: 'no_answer' }) as const;
    const handled: Complaint = { ...filed(), marks: { ...filed().marks, handled: { at: now, actor: 'li' } } };
    const fedBack = { ...handled.marks, fedBack: { at: now, actor: 'li' } };
    const tried = { ...handled, answers: [answer], marks: fedBack };
    expect(missed({ ...tried, contacts: [at(1), at(4)] }, now + 30 * day)).toEqual([]);
    expect(missed({ ...tried, contacts: [at(1), at(2)] }, now + 30 * day)).toEqual(['rechecked']);
  });

  test('while the customer is waited for nothing is missed', () => {
    const waiting: Complaint = {
      ...filed(),
      status: 'waiting_for_customer',
      pauses: [{ from: now + hour, reason: 'papers' }],
    };
    expect(missed(waiting, now + 6 * day)).toEqual([]);
  });

  test('the ledger shows the four marks with their times, there or not', () => {
    const complaint = filed();
    const { resolveBy } = complaint.promise;
    expect(ledgerOf(complaint, now, catalogue)).toEqual([
      { mark: 'recorded', dueAt: now, at: now, actor: 'bot', missed: false },
      { mark: 'handled', dueAt: resolveBy, missed: false },
      { mark: 'rechecked', dueAt: resolveBy + 7 * day, missed: false },
      { mark: 'fedBack', dueAt: resolveBy + 7 * day, missed: false },
    ]);
  });
});
