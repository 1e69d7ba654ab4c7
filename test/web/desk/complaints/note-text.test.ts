import { noteText } from '../../../../web/desk/views/complaints/note-text';
import { deskWordings } from '../../../../web/wording/desk/desk-wording';
import { fakeWords } from '../fake-words';

const words = fakeWords();
const colleague = { name: 'agent1', displayName: '客服小林' };
const state = { words, colleagues: new Map([['agent1', colleague]]) } as never;
const cause = words.causes[0]?.causes[0];

test.each([
  ['assess', 'medium, complex, several, act at once', '较重 · 复杂 · 几位客户', 'Medium · Complex · Several customers'],
  ['remedy', 'waiting_approval credit 8000 fen', '¥80.00 · 待批准', '¥80.00 · Waiting for approval'],
  ['remedy_failed', 'failed credit 8000 fen unreachable', '¥80.00 · ', '¥80.00 · Payment failed · No answer for a day'],
  ['communicate', 'chat conv_1|17.1', '在线 · 凭证 conv_1|17.1', 'Chat · Proof conv_1|17.1'],
  ['contact', 'phone no_answer', '电话 · ', 'Phone · No answer'],
  ['reopen', 'unsatisfied: 来回两次', '不满意 · 来回两次', 'Unsatisfied · 来回两次'],
  ['correct_type', 'staff_attitude → after_sales', '服务态度 → 配套与售后', 'Staff attitude → '],
  ['timer', 'resolve:50#0', '50%', '50% of the time'],
  ['assign', 'agent1', '客服小林', '客服小林'],
  ['assign', 'nobody → agent1', '无人接手 → 客服小林', 'Nobody yet → 客服小林'],
  ['assign', 'agent1 → agent9: 休假', '客服小林 → agent9 · 休假', '客服小林 → agent9 · 休假'],
  ['assess', 'low, simple, one → high, simple, one, act at once', '一般 · 简单 · 一位客户 → 严重', '→ High · Simple'],
  ['answer', cause?.code ?? '', cause?.names['zh-Hans'], cause?.names.en],
  ['withdraw', '客户说弄错了', '客户说弄错了', '客户说弄错了'],
])('%s “%s” is told in the page’s language', (event, note, chinese, english) => {
  for (const [language, told] of [
    ['zh-Hans', chinese],
    ['en', english],
  ] as const) {
    const text = noteText(event, note, { state, wording: deskWordings[language], language });
    expect(text).toContain(told);
    expect(text).not.toMatch(/waiting_approval|\bfen\b|no_answer|unsatisfied|staff_attitude/);
  }
});

test('what the event says already is not said twice', () => {
  const names = { state, wording: deskWordings['zh-Hans'], language: 'zh-Hans' } as const;
  expect(noteText('recheck_failed', 'not solved', names)).toBeUndefined();
});
