import fc from 'fast-check';
import { maskedSpeech, maskedText, maskedValue } from '../../src/ports/masked';

test.each([
  ['打13812345678找我', '打138****5678找我'],
  ['１３８１２３４５６７８', '138****5678'],
  ['138 1234 5678', '138****5678'],
  ['0086-13812345678', '138****5678'],
  ['11010119900307123x', '110101********123x'],
  ['卡号6222021234567890123', '卡号6222***********0123'],
  ['编号 C20261121-0042-7，6 元', '编号 C20261121-0042-7，6 元'],
  ['工号 100086', '工号 100086'],
  ['账单 2026-11，30.50 元', '账单 2026-11，30.50 元'],
])('%s → %s', (text, masked) => {
  expect(maskedText(text)).toBe(masked);
});

test.each([
  [' 482913 ', '******'],
  ['验证码是482913', '验证码是******'],
  ['４８２９１３', '******'],
  ['my code: 482913', 'my code: ******'],
  ['6 元', '6 元'],
])('said: %s → %s', (text, masked) => {
  expect(maskedSpeech(text)).toBe(masked);
});

test('no full mobile number survives in any text around it', () => {
  const phone = fc.stringMatching(/^1[3-9][0-9]{9}$/);
  const around = fc.string({ maxLength: 40 }).filter((text) => !/[0-9０-９]/.test(text));
  fc.assert(
    fc.property(around, phone, around, (before, number, after) => {
      expect(maskedText(`${before}x${number}x${after}`)).not.toContain(number);
    }),
  );
});

test('hostile text is masked in linear time', () => {
  for (const text of ['1'.repeat(200_000), '1 '.repeat(100_000), '1-'.repeat(100_000), '密码'.repeat(100_000)]) {
    const before = performance.now();
    maskedSpeech(text);
    expect(performance.now() - before).toBeLessThan(1000);
  }
});

test('values keep their shape; a key __proto__ stays a key', () => {
  const value = JSON.parse('{"__proto__":"13812345678","deep":[{"a":6}],"yes":true}');
  expect(JSON.stringify(maskedValue(value))).toBe('{"__proto__":"138****5678","deep":[{"a":6}],"yes":true}');
  expect(Object.getPrototypeOf(maskedValue(value))).toBe(Object.prototype);
});
