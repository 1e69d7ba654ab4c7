import { handoffStatuses } from '../../src/handoff/handoff';
import { hasTheWord } from '../../src/handoff/has-the-word';
import { newHandoff } from '../support/new-handoff';

const at = (fields: Parameters<typeof newHandoff>[0]) => ({ ...newHandoff(fields), version: 1 });

test('only whoever has it, or had it at its end', () => {
  const theirs = handoffStatuses.filter((status) => hasTheWord(at({ status, agent: 'lin' }), 'lin'));
  expect(theirs).toEqual(['assigned', 'done']);
  expect(hasTheWord(at({ status: 'assigned', agent: 'wang' }), 'lin')).toBe(false);
});

test('people of another desk speak for it, and nobody else does', () => {
  const there = at({ status: 'assigned', agent: 'other:lin', hub: { name: 'other', reference: '1' } });
  expect(hasTheWord(there, 'other:kim')).toBe(true);
  for (const speaker of ['lin', 'third:lin', 'other', 'others:lin']) expect(hasTheWord(there, speaker)).toBe(false);
});
