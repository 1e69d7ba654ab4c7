import { evidenceSpans } from '../../src/desk/views/evidence-spans';
import { newComplaint } from '../support/new-complaint';
import { simpleUnderstander } from './simple-understander';

test('nothing of a story is kept in memory: after erasing it nobody is shown it (L8)', async () => {
  const told = newComplaint({ story: '为什么乱扣6块钱。', type: 'pricing_billing' });
  expect(await evidenceSpans(simpleUnderstander, told)).toEqual(['为什么乱扣6块钱']);
  expect(await evidenceSpans(simpleUnderstander, { ...told, story: '' })).toEqual([]);
});
