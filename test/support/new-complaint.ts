import type { NewComplaint } from '../../src/ports/complaint-repository';

/** A complaint that has everything it must have; say what matters in the test. */
export const newComplaint = (overrides: Partial<NewComplaint> = {}): NewComplaint => ({
  id: 'cmp_1',
  createdBy: 'c1|0000001:complaint',
  createdAt: Date.parse('2026-11-21T10:00:00+08:00'),
  type: 'pricing_billing',
  candidates: [],
  status: 'received',
  history: [],
  conversationId: 'c1',
  channel: 'web',
  language: 'zh-Hans',
  phone: '13800000002',
  identity: 'stated',
  story: '彩铃扣了我六块钱，我没开过',
  slots: { amountFen: 600 },
  linked: [],
  priority: 0,
  repeatCount: 0,
  evidence: [],
  additions: [],
  promise: { owner: 'billing', firstReplyBy: 1, resolveBy: 2, answerBy: 3 },
  marks: {},
  anger: 0,
  ...overrides,
});
