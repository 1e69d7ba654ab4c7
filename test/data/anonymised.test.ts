import type { Complaint } from '../../src/complaints/complaint';
import { anonymisedComplaint } from '../../src/data/anonymised';
import { newComplaint } from '../support/new-complaint';

test('of the work on a complaint stays what rates are counted from, without words, payments and timers', () => {
  const secret = '13800000001 张三';
  const worked: Complaint = {
    ...newComplaint({ phone: '13800000001', story: secret, status: 'assessed' }),
    number: 'C20261121-0001-3',
    version: 7,
    handler: 'li',
    level: 1,
    assessment: { at: 2, by: 'li', severity: 'high', complexity: 'simple', impact: 'one', actAtOnce: false },
    pauses: [{ from: 3, until: 4, reason: 'papers' }],
    answers: [
      { at: 5, by: 'li', text: secret, cause: 'c', owner: 'billing', told: { at: 6, way: 'chat', reference: secret } },
    ],
    remedies: [{ id: 'r1', code: 'credit', amountFen: 600, by: 'li', at: 5, status: 'paid', reference: secret }],
    contacts: [{ at: 6, by: 'li', way: 'phone', outcome: 'no_answer' }],
    rechecks: [{ askedAt: 6, answeredAt: 7, solved: false, words: secret }],
    surveys: [{ at: 7, score: 'unsatisfied', words: secret }],
    fired: ['resolve:80'],
    dueAt: 9,
    reopened: 1,
  };
  const row = { kind: 'complaint', key: worked.id, value: { ...worked } } as const;
  const { value } = anonymisedComplaint(row);
  expect(JSON.stringify(value)).not.toContain('张三');
  const { handler, level, assessment, pauses, contacts, reopened } = worked;
  expect(value).toMatchObject({ handler, level, assessment, pauses, contacts, reopened, version: 8 });
  expect(value).toMatchObject({
    answers: [{ at: 5, by: 'li', cause: 'c', owner: 'billing', told: { at: 6, way: 'chat', reference: '' } }],
    remedies: [{ id: 'r1', code: 'credit', amountFen: 600, by: 'li', at: 5, status: 'paid' }],
    rechecks: [{ askedAt: 6, answeredAt: 7, solved: false }],
    surveys: [{ at: 7, score: 'unsatisfied' }],
  });
  expect(value).not.toHaveProperty('dueAt');
  const untouched = anonymisedComplaint({ ...row, value: { ...newComplaint(), version: 1 } }).value;
  for (const name of ['answers', 'remedies', 'handler', 'contacts']) expect(untouched).not.toHaveProperty(name);
});
