import fc from 'fast-check';
import { keepOrder } from '../../../web/shared/keep-order';

const kept = (before: string, latest: string) => {
  const { order, changes } = keepOrder([...before], [...latest]);
  return [order.join(''), changes];
};

test('what came, went or moved is counted, and nothing that is shown moves', () => {
  expect(kept('abc', 'abc')).toEqual(['abc', 0]);
  expect(kept('abc', 'xabc')).toEqual(['abc', 1]);
  expect(kept('abc', 'ac')).toEqual(['abc', 1]);
  expect(kept('abc', 'cab')).toEqual(['abc', 1]);
  expect(kept('abcd', 'dcba')).toEqual(['abcd', 3]);
  expect(kept('abc', 'xby')).toEqual(['abcy', 3]);
});

test('what is new below everything known moves nothing, so it is shown', () => {
  expect(kept('abc', 'abcxy')).toEqual(['abcxy', 0]);
  expect(kept('abc', 'xabcy')).toEqual(['abcy', 1]);
});

test('the order kept begins with what was there, and without changes it is the latest', () => {
  const keys = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 8 });
  fc.assert(
    fc.property(keys, keys, (before, latest) => {
      const { order, changes } = keepOrder(before, latest);
      expect(order.slice(0, before.length)).toEqual(before);
      expect(new Set(order).size).toBe(order.length);
      if (changes === 0) expect(order).toEqual(latest);
    }),
  );
});
