import type { Complaint } from '../../src/complaints/complaint';
import { missedMarks } from '../../src/complaints/missed-marks';
import { catalogue, day, filed, hour, now } from './example-complaint';

const { standard } = catalogue;
const missed = (complaint: Complaint, at: number) => missedMarks(complaint, at, standard).map(({ mark }) => mark);

describe('missedMarks', () => {
  test('nothing is missed before its time', () => {
    const complaint = filed();
    expect(missed(complaint, complaint.promise.resolveBy)).toEqual([]);
    expect(missed(complaint, complaint.promise.resolveBy + 1)).toEqual(['handled']);
  });

  test('after handling, the re-check and the feed-back are due', () => {
    const complaint: Complaint = { ...filed(), marks: { ...filed().marks, handled: { at: now, actor: 'li' } } };
    expect(missed(complaint, now + 48 * hour)).toEqual([]);
    expect(missed(complaint, now + 48 * hour + 1)).toEqual(['rechecked']);
    expect(missed(complaint, now + 7 * day + 1)).toEqual(['rechecked', 'fedBack']);
    const done = { ...complaint.marks, rechecked: { at: now, actor: 'li' }, fedBack: { at: now, actor: 'li' } };
    expect(missed({ ...complaint, marks: done }, now + 100 * day)).toEqual([]);
  });

  test('a complaint without its record is always named, a withdrawn one owes nothing else', () => {
    expect(missed({ ...filed(), marks: {} }, now + 1)).toEqual(['recorded']);
    expect(missed({ ...filed(), status: 'withdrawn' }, now + 100 * day)).toEqual([]);
  });
});
