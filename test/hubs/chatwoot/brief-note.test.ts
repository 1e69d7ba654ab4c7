import { join } from 'node:path';
import type { Brief, Handoff } from '../../../src/handoff/handoff';
import { briefNote } from '../../../src/hubs/chatwoot/brief-note';
import { conversationAttributes, wrapUpOf } from '../../../src/hubs/chatwoot/conversation-attributes';
import { loadNoteWords } from '../../../src/hubs/note-words';
import { type Language, languages } from '../../../src/ports/language';
import { newHandoff } from '../../support/new-handoff';

const words = loadNoteWords(join(__dirname, '../../../nlp-models'));
const at = Date.parse('2026-11-21T10:05:00+08:00');
const handoff = (brief: Partial<Brief> = {}): Handoff => ({
  ...newHandoff(),
  version: 1,
  brief: {
    ...newHandoff().brief,
    customer: { identity: 'verified', phone: '13800000001', name: '张三丰' },
    topic: {
      intent: 'complaint.pricing_billing',
      names: { 'zh-Hans': '资费争议', 'zh-Hant': '資費爭議', en: 'billing' },
      complaintTypes: [{ type: 'pricing_billing', score: 0.914 }],
    },
    summary: '投诉：乱扣费，彩铃，6.00元',
    slots: { item: '彩铃', amountFen: 600, constructor: 'x', nobody: 'y' },
    promises: ['24小时内回复'],
    complaints: [{ number: 'C20261121-0042-7', type: 'pricing_billing', status: 'acknowledged', createdAt: at }],
    mood: [{ at, anger: 2 }],
    attachments: [{ id: 'att_1', name: '截图](x).png', contentType: 'image/png' }],
    transcript: [
      { at, from: 'customer', text: '我13800000001被扣了6元 <script>' },
      { at: at + 60_000, from: 'bot', text: '我帮您查' },
      { at: at + 120_000, from: 'customer', text: '123456' },
    ],
    suggestedOpening: '您好，前面的记录我都看过了。',
    ...brief,
  },
});
const note = (of: Handoff, language: Language = 'zh-Hans') =>
  briefNote(of, {
    words,
    language,
    deskLink: 'https://desk.example.com/desk?conversation=c1',
    attachmentLink: (id) => `https://desk.example.com/desk/api/attachments/${id}`,
  });

test('the whole story, masked, in the words of the colleagues', () => {
  expect(note(handoff()).split('\n')).toEqual([
    '**机器人转来的客户** · [在工单台打开](https://desk.example.com/desk?conversation=c1)',
    '**现在想要**: 投诉：乱扣费，彩铃，6&#46;00元',
    '**客户**: 张\\*\\* · 138\\*\\*\\*\\*0001',
    '**身份**: 验证码已核实',
    '**事由**: 资费争议 · pricing\\_billing 91%',
    '**投诉单**: C20261121\\-0042\\-7 pricing\\_billing acknowledged',
    '**已经问到的**',
    '- 业务或项目: 彩铃',
    '- 金额（元）: 6&#46;00',
    '**已经答应客户的**',
    '- 24小时内回复',
    '**情绪**: 生气',
    '**可以这样开口**: 您好，前面的记录我都看过了。',
    '**客户发来的文件（登录工单台后打开）**',
    '- [截图\\]\\(x\\)&#46;png](https://desk.example.com/desk/api/attachments/att_1)',
    '_号码已遮蔽，需要时在工单台登录查看_',
    '',
    '---',
    '**对话记录**',
    '',
    '11-21 10:05 **客户**: 我138\\*\\*\\*\\*0001被扣了6元 &lt;script&gt;',
    '',
    '11-21 10:06 **机器人**: 我帮您查',
    '',
    '11-21 10:07 **客户**: \\*\\*\\*\\*\\*\\*',
  ]);
});

test.each(languages)('%s: nothing is left to fill in', (language) => {
  expect(note(handoff(), language)).not.toMatch(/[{}]|undefined|null/);
});

test('a long story keeps its end, says what is left out, and comes back to us within 64 KB', () => {
  const transcript = Array.from({ length: 400 }, (_, index) => ({
    at,
    from: 'customer' as const,
    text: `第${index}句 ${'<&>😀彩铃'.repeat(200)}`,
  }));
  const long = note(handoff({ transcript, summary: '<'.repeat(50_000), answered: Array(300).fill('&'.repeat(900)) }));
  expect(long.length).toBeLessThan(10_000);
  // As Rails writes JSON.
  const sent = JSON.stringify(long).replace(/[<>&]/g, () => '\\u003c');
  expect(Buffer.byteLength(sent)).toBeLessThan(60_000);
  const fits = note(handoff({ transcript }));
  expect(fits).toContain('第399句');
  expect(fits).not.toContain('第0句');
  expect(fits).toMatch(/_更早的 39\d 条没有放进来/);
});

test('what stands beside the conversation', () => {
  expect(conversationAttributes(handoff(), 'https://desk.example.com/x')).toEqual({
    desk_handoff: 'hof_1',
    desk_link: 'https://desk.example.com/x',
    desk_reason: 'customer_asked',
    desk_skill: 'general',
    desk_priority: 'normal',
    desk_channel: 'web',
    desk_language: 'zh-Hans',
    desk_identity: 'verified',
    desk_waiting_since: '2026-11-21T10:00:00+08:00',
    desk_complaint_type: 'pricing_billing',
    desk_complaint: 'C20261121-0042-7',
  });
});

test.each([
  [undefined, {}],
  [null, {}],
  ['x', {}],
  [{ desk_result: 'done?', desk_cause: '<b>', desk_follow_up_on: 'soon', desk_agreed: { $ne: 1 } }, {}],
  [
    {
      desk_result: 'follow_up',
      desk_cause: 'x.y',
      desk_follow_up_on: '2026-11-24T00:00:00.000Z',
      desk_agreed: ' 退6元 ',
    },
    { result: 'follow_up', cause: 'x.y', followUpOn: '2026-11-24', agreed: '退6元' },
  ],
])('what was filled in over there: %j', (attributes, wrapUp) => {
  expect(wrapUpOf(attributes)).toEqual(wrapUp);
});
