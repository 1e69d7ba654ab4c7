import { mainlandNumber } from '../../../src/channels/sms/mainland-number';

test.each([
  ['13800000001', '13800000001'],
  ['+8613800000001', '13800000001'],
  ['8613800000001', '13800000001'],
  ['008613800000001', '13800000001'],
  ['+14155550100', undefined],
  ['+85291234567', undefined],
  ['+8612345678901', undefined],
  ['1380000000', undefined],
  ['138000000011', undefined],
  ['+86 13800000001', undefined],
  ['10086', undefined],
  ['__proto__', undefined],
  ['', undefined],
])('%s is %s', (text, expected) => {
  expect(mainlandNumber(text)).toBe(expected);
});
