import fc from 'fast-check';
import { maskCodes, maskId, maskName, maskPhone, maskText } from '../../src/ports/mask';

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((each) => each.join(''));
const phones = fc
  .tuple(fc.constantFrom('13', '14', '15', '16', '17', '18', '19'), digits(9))
  .map((each) => each.join(''));
const ids = fc
  .tuple(
    fc.constantFrom('110101', '440306', '510104'),
    fc.constantFrom('19', '20'),
    digits(9),
    fc.constantFrom('0', '7', 'X', 'x'),
  )
  .map((each) => each.join(''));
/** Text without digits of its own. */
const words = fc.string({ maxLength: 20, unit: fc.constantFrom(...'我的号码是，。 abc元月\n!') });
const fullWidth = (text: string): string => text.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0));

test('the masks people know', () => {
  expect(maskPhone('13812345678')).toBe('138****5678');
  expect(maskId('11010119900307123X')).toBe('110101********123X');
  expect(maskName('张三')).toBe('张*');
  expect(maskName('欧阳建平')).toBe('欧***');
  expect(maskName('𠮷野')).toBe('𠮷*');
  expect(maskName('')).toBe('');
});

test.each([
  ['我的号码是13812345678，谢谢', '我的号码是138****5678，谢谢'],
  ['打138 1234 5678或+86-139-1234-5678', '打138****5678或+139****5678'],
  ['身份证11010119900307123X。', '身份证110101********123X。'],
  ['身份證 110101199003071234', '身份證 110101********1234'],
  ['卡号6222 0212 3456 7890 123', '卡号6222***********0123'],
  ['验证码是271828', '验证码是******'],
  ['271828是我收到的验证码', '271828是我收到的验证码'.replace('271828', '******')],
  ['your code: 271828.', 'your code: ******.'],
  ['家里电话010-12345678', '家里电话010****5678'],
  ['单号X13812345678补充', '单号X138****5678补充'],
])('%j', (text, masked) => {
  expect(maskText(text)).toBe(masked);
});

test.each([
  '投诉编号C20261121-0042-7怎么样了',
  '2026-11-21扣了600元',
  '2026年11月充了300送300',
  '拨打10086、12300或96110',
  '订单金额128.50元，共3笔',
])('%j stays as it is', (text) => {
  expect(maskText(text)).toBe(text);
});

test('no phone number survives, however it is written and whatever stands around it', () => {
  fc.assert(
    fc.property(
      words,
      phones,
      words,
      fc.constantFrom('plain', 'blanks', 'full width'),
      (before, phone, after, style) => {
        const written =
          style === 'plain'
            ? phone
            : style === 'blanks'
              ? `${phone.slice(0, 3)} ${phone.slice(3, 7)}-${phone.slice(7)}`
              : fullWidth(phone);
        const masked = maskText(`${before}${written}${after}`);
        expect(masked.normalize('NFKC').replace(/[ -]/g, '')).not.toContain(phone);
        expect(masked).toContain(`${phone.slice(0, 3)}****${phone.slice(-4)}`);
      },
    ),
  );
});

test('no identity number and no card number survives', () => {
  fc.assert(
    fc.property(words, ids, words, (before, id, after) => {
      expect(maskText(`${before}${id}${after}`)).not.toContain(id.slice(6, 14));
    }),
  );
  fc.assert(
    fc.property(words, digits(19), (before, card) => {
      expect(maskText(`${before}${card}`)).not.toContain(card.slice(4, 15));
    }),
  );
});

test('no code survives beside its word', () => {
  fc.assert(
    fc.property(fc.constantFrom('验证码', '驗證碼是', '密码：', 'code is ', 'PIN '), digits(6), (word, code) => {
      expect(maskText(`${word}${code}`)).toBe(`${word}******`);
    }),
  );
});

test('whoever may read the rest still reads no code', () => {
  const phone = '打 13800000001，';
  expect(maskCodes(`${phone}验证码是482913，密码 12 34 56`)).toBe(`${phone}验证码是******，密码 ********`);
  expect(maskCodes(`${phone}４８２９１３ 是驗證碼`)).toBe(`${phone}****** 是驗證碼`);
  expect(maskCodes(`${phone}扣了 600000 元`)).toBe(`${phone}扣了 600000 元`);
});

test('masking is total and changes nothing it has masked', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (text) => {
      expect(maskText(maskText(text))).toBe(maskText(text));
      expect(maskPhone(text)).toContain(text === '' ? '' : '*');
    }),
  );
});

test('long hostile text is masked quickly', () => {
  const started = process.hrtime.bigint();
  for (const unit of ['1', '1 ', '1-', '１', '13', '验证码', 'code ', '__proto__1']) maskText(unit.repeat(20_000));
  expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(500);
});
