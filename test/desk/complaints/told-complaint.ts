import { join } from 'node:path';
import { loadCatalogue } from '../../../src/complaints/catalogue';
import type { Complaint } from '../../../src/complaints/complaint';
import { type ComplaintDraft, fileComplaint } from '../../../src/complaints/file-complaint';
import { withNextTimer } from '../../../src/complaints/timers';
import { loadWorkingDays } from '../../../src/handoff/hours';
import type { RunningDesk } from '../running-desk';

const data = join(__dirname, '../../../nlp-models');
export const rules = loadCatalogue(join(data, 'complaints'), loadWorkingDays(join(data, 'handoff')));

export const hour = 3_600_000;
export const day = 24 * hour;
/** Monday 23 November 2026, 09:00 in Shanghai: an ordinary working day. */
export const monday = Date.parse('2026-11-23T09:00:00+08:00');

/** A customer of `billing` who was charged for what he did not order, with personal data in every field. */
export const draft: ComplaintDraft = {
  type: 'pricing_billing',
  conversationId: '',
  channel: 'web',
  language: 'zh-Hans',
  phone: '13800000002',
  identity: 'verified',
  story: '彩铃我没开过，13800000002 每月扣我6块，验证码 482913',
  slots: { item: 'ring_back_tone', amountFen: 600, billMonth: '2026-11' },
  wantedOutcome: { kind: 'refund', words: '退到 13800000002' },
  anger: 1,
};

let count = 0;

/** Files a complaint at the desk, as the bot does. */
export async function told(
  { store, clock, turns }: Pick<RunningDesk, 'store' | 'clock' | 'turns'>,
  change: Partial<ComplaintDraft> & { after?: (complaint: Omit<Complaint, 'number' | 'version'>) => object } = {},
): Promise<Complaint> {
  count += 1;
  const { after = () => ({}), ...fields } = change;
  const conversationId = fields.conversationId ?? `conv_told_${count}`;
  await turns.open('web', 'customer', { id: conversationId });
  const filed = fileComplaint(
    { ...draft, ...fields, conversationId },
    { catalogue: rules, now: clock.now(), id: `cmp_${count}`, createdBy: `key_${count}`, earlier: [] },
  );
  return store.complaints.insert(withNextTimer({ ...filed, ...after(filed) }, rules));
}

/** Whatever body is right for each act. */
export const bodies = {
  assign: { handler: 'lin' },
  assess: { severity: 'medium', complexity: 'simple', impact: 'one', actAtOnce: false },
  investigate: {},
  ask: { reason: 'details', question: '您是哪天收到短信的？' },
  answered: { words: '上个月五号' },
  answer: { text: '彩铃未经您同意开通，已关闭，6元已退回。', cause: 'ordered_without_consent' },
  recheck: { solved: true },
  contact: { way: 'phone', outcome: 'no_answer' },
  close: {},
  withdraw: { why: '客户说弄错了' },
  reopen: { why: '又扣了一次' },
  merge: { into: 'C20261121-9999-0', why: '同一件事' },
  separate: { why: '是两件事' },
  feedBack: { note: '渠道外呼未核实意愿' },
  escalate: { why: '金额有争议' },
  remedy: { id: 'remedy_0001', code: 'credit', amountFen: 600 },
  decideRemedy: { remedyId: 'remedy_0001', approve: true },
  payAgain: { remedyId: 'remedy_0001' },
} as const;
