import type { Handoff } from '../../src/handoff/handoff';

/** Ten in the morning in Shanghai, a Saturday. */
export const start = Date.UTC(2026, 10, 21, 2, 0);

/** A full entry with personal data in every field that may hold some. */
export const aHandoff = (over: Partial<Handoff> = {}): Handoff => ({
  id: 'handoff_1',
  version: 1,
  createdBy: 'turn_1',
  createdAt: start - 95_000,
  conversationId: 'conv_secret',
  status: 'waiting',
  reason: 'strong_anger',
  priority: 1,
  skill: 'billing',
  callBack: { phone: '13800000002', from: start, until: start + 3_600_000 },
  brief: {
    channel: 'web',
    language: 'zh-Hans',
    customer: { phone: '13800000002', name: '王小明', identity: 'verified', age: 22 },
    topic: { intent: 'complaint.pricing_billing', complaintTypes: [{ type: 'pricing_billing', score: 0.91 }] },
    summary: '13800000002 的彩铃费要求退回',
    summaries: {
      'zh-Hans': '13800000002 的彩铃费要求退回',
      'zh-Hant': '13800000002 的來電答鈴費要求退回',
      en: 'Wants the tone fee of 13800000002 back',
    },
    slots: { item: '彩铃', amountFen: 600, staff: '100086', promised: '打 138-0000-0002 回复' },
    answered: ['已说明 11 月彩铃功能费'],
    mood: [
      { at: start - 90_000, anger: 1 },
      { at: start - 30_000, anger: 3 },
    ],
    wantedOutcome: '退到 13800000002',
    promises: ['24 小时内回复 13800000002'],
    complaints: [
      { number: 'C20261121-0042-7', type: 'pricing_billing', status: 'acknowledged', createdAt: start - 60_000 },
    ],
    attachments: [{ id: 'att_1', name: '13800000002账单.png', contentType: 'image/png' }],
    transcript: [
      { at: start - 90_000, from: 'customer', text: '我的号码是+8613800000002，身份证11010119900307123X' },
      { at: start - 80_000, from: 'customer', text: '482913' },
      { at: start - 70_000, from: 'bot', text: '您的投诉编号是 C20261121-0042-7。' },
    ],
    suggestedOpening: '王先生您好，我已经看到 13800000002 这笔 6 元的彩铃费。',
  },
  ...over,
});
