import fc from 'fast-check';
import { markdownText, withoutMarkdown } from '../../src/hubs/markdown';
import { workOf } from '../support/work-of';

test.each([
  ['**粗** _斜_ `码`', '\\*\\*粗\\*\\* \\_斜\\_ \\`码\\`'],
  ['[点这里](https://evil.example)', '\\[点这里\\]\\(https&#58;&#47;&#47;evil&#46;example\\)'],
  ['![x](http://a.b/c.png)', '\\!\\[x\\]\\(http&#58;&#47;&#47;a&#46;b&#47;c&#46;png\\)'],
  ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert\\(1\\)&gt;'],
  ['&lt;b&gt;', '&amp;lt;b&amp;gt;'],
  ['# 标题\n- 一\n1. 二', '\\# 标题 \\- 一 1&#46; 二'],
  ['@anna 看一下 mention://user/1/Anna', '&#64;anna 看一下 mention&#58;&#47;&#47;user&#47;1&#47;Anna'],
  ['\u202e反\u200b了\u0007', '反了'],
  ['彩铃扣了6元，不满意！', '彩铃扣了6元，不满意！'],
])('%j is shown as it is', (words, markdown) => {
  expect(markdownText(words)).toBe(markdown);
});

test('nothing of what anybody writes is left that a reader of markdown or HTML acts on', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'<>[]()*_`#!@:/.&;-+|~ \n\\a彩\u202e') }), (words) => {
      const shown = markdownText(words);
      expect(shown).not.toMatch(/[<>\n@:/]/);
      // Whatever else means something has its own backslash, or is part of an entity.
      expect(shown.replace(/\\[^\n]/g, '').replace(/&(?:lt|gt|amp|#\d{2});/g, '')).not.toMatch(
        /[\\`*_{}[\]()#+\-.!|~&^$]/,
      );
    }),
  );
});

test.each([
  ['您好，我是**Anna**', '您好，我是Anna'],
  ['第一行\\\n第二行', '第一行\n第二行'],
  ['[办理页面](https://www.example.com/a)', '办理页面 (https://www.example.com/a)'],
  ['[https://a.example](https://a.example)', 'https://a.example'],
  ['[x](javascript:alert(1))', '[x](javascript:alert(1))'],
  ['6\\.00 元 \\*', '6.00 元 *'],
  ['a\r\n\r\n\r\n\r\nb', 'a\n\nb'],
])('what an editor wrote as %j is read as plain words', (markdown, words) => {
  expect(withoutMarkdown(markdown)).toBe(words);
});

test('hostile text costs no time', () => {
  for (const text of ['['.repeat(50_000), '**'.repeat(30_000), '![](https://'.repeat(5_000), '\\'.repeat(50_000)]) {
    const work = workOf(() => {
      withoutMarkdown(text);
      markdownText(text);
    });
    expect(work).toBeLessThan(500);
  }
});
