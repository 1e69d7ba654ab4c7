import { type ActKey, heardBefore, underKey, withoutKeys } from '../../src/ports/act-key';

const key: ActKey = { id: 'press-0001', by: 'lin', print: 'aaaa' };
const begun = [{ actor: 'customer', event: 'told' }];

test('the key stands in the last entry its author added, and is found there', () => {
  const changed = { history: [...begun, { actor: 'lin', event: 'answer' }, { actor: 'bot', event: 'tell' }] };
  const kept = underKey(changed, begun, key);
  expect(kept.history).toEqual([
    begun[0],
    { actor: 'lin', event: 'answer', key: 'press-0001:aaaa' },
    { actor: 'bot', event: 'tell' },
  ]);
  expect(heardBefore(kept.history, key)).toBe('same');
  expect(heardBefore(kept.history, { ...key, print: 'bbbb' })).toBe('other');
  expect(heardBefore(kept.history, { ...key, by: 'wang' })).toBeUndefined();
  expect(heardBefore(kept.history, { ...key, id: 'press-000' })).toBeUndefined();
  expect(withoutKeys(kept.history)).toEqual(changed.history);
});

test('what added no entry of its author keeps none', () => {
  const history = [{ actor: 'lin', event: 'answer' }];
  const changed = { history: [...history, { actor: 'bot', event: 'tell' }] };
  expect(underKey(changed, history, key)).toBe(changed);
  expect(underKey({ history }, history, key).history).toBe(history);
  expect(heardBefore(undefined, key)).toBeUndefined();
});
