import fc from 'fast-check';
import { fill } from '../../src/complaints/template';

describe('fill', () => {
  test.each([
    ['您[在{place}]等了这么久', { place: '中泉营业厅' }, '您在中泉营业厅等了这么久'],
    ['您[在{place}]等了这么久', {}, '您等了这么久'],
    ['[{item}这笔钱|这笔钱]', { item: '彩铃' }, '彩铃这笔钱'],
    ['[{item}这笔钱|这笔钱]', {}, '这笔钱'],
    ['{unknown}!', {}, '!'],
  ])('%s', (text, values, expected) => expect(fill({ text }, values).text).toBe(expected));

  test('speaks the spoken form where there is one', () => {
    expect(fill({ text: '扣{a}', speak: '扣了{a}' }, { a: { text: '6元', speak: '六元' } })).toEqual({
      text: '扣6元',
      speak: '扣了六元',
    });
  });

  test('what a customer wrote is never read as a template', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('[x|y]', '{b}', '$&', '$1', '__proto__')), (words) => {
        expect(fill({ text: '“{a}”{b}' }, { a: words, b: '' }).text).toBe(`“${words}”`);
      }),
    );
    expect(fill({ text: '{constructor}{__proto__}{toString}' }).text).toBe('');
  });
});
