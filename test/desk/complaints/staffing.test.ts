import { asHeld, createStaffing } from '../../../src/desk/complaints/staffing';
import { loadRouting } from '../../../src/handoff/routing-data';
import { filed } from '../../complaints/example-complaint';
import { staff } from '../running-desk';

const routing = loadRouting(`${__dirname}/../../../nlp-models/handoff`);
const staffing = (hasGuests = false) => createStaffing({ staff: () => staff, routing, hasGuests });

test('here is who is on the list and no administrator', () => {
  const { isHere } = staffing();
  expect(['lin', 'boss', 'root', 'gone', '__proto__'].map(isHere)).toEqual([true, true, false, false, false]);
});

test('a repeat goes to who works for its department', () => {
  const { mayHandle } = staffing();
  // The team `billing` serves `value_added`, `chen` is of another.
  const may = ['lin', 'chen', 'boss', 'root', 'gone'].map((name) => mayHandle(name, 'value_added'));
  expect(may).toEqual([true, false, true, false, false]);
});

test('where people may sign in who are on no list, nobody has left for not being signed in', () => {
  const { isHere, mayHandle } = staffing(true);
  expect([isHere('guest@example.com'), mayHandle('guest@example.com', 'billing')]).toEqual([true, true]);
  expect([isHere('root'), mayHandle('root', 'billing')]).toEqual([false, false]);
});

test('without a handler who has left', () => {
  const complaint = { ...filed(), handler: 'gone' };
  expect(asHeld(complaint, staffing())).not.toHaveProperty('handler');
  const held = { ...filed(), handler: 'lin' };
  expect(asHeld(held, staffing())).toBe(held);
});
