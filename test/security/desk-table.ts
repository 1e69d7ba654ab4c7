import type { Handoff } from '../../src/handoff/handoff';

/**
 * S5 on the desk, as data: what every address answers to every kind of staff. Compared with what is really mounted, so that
 * an address without a line fails.
 */

/** Who they are to that customer: their agent, a colleague of the team, another team, supervisor, administrator. */
export type Statuses = readonly [
  agent: number,
  colleague: number,
  otherTeam: number,
  supervisor: number,
  admin: number,
];

export interface DeskLine {
  /** While the customer waits for the team. */
  readonly waiting: Statuses;
  /** Once `lin` has them. */
  readonly assigned: Statuses;
  readonly body?: (customer: DeskCustomer) => object;
}

export interface DeskCustomer {
  readonly handoff: Handoff;
  readonly attachmentId: string;
  readonly complaint: string;
  readonly now: number;
}

const team: Statuses = [200, 200, 404, 200, 404];
const mine: Statuses = [200, 404, 404, 200, 404];
const supervisors: Statuses = [403, 403, 403, 200, 403];
const hour = 3_600_000;
const note = (kind: string) => () => ({ id: 'note-of-these-tests-1', kind, text: '请先核对套餐' });

export const ofCustomers: Readonly<Record<string, DeskLine>> = {
  'GET /desk/api/handoffs/:id': { waiting: team, assigned: mine },
  // Account and full values are for whoever has the customer.
  'GET /desk/api/handoffs/:id/account': { waiting: [409, 409, 404, 200, 404], assigned: mine },
  'GET /desk/api/handoffs/:id/similar': { waiting: team, assigned: mine },
  'POST /desk/api/handoffs/:id/accept': { waiting: [409, 409, 404, 409, 404], assigned: [200, 409, 404, 409, 404] },
  'POST /desk/api/handoffs/:id/decline': { waiting: [409, 409, 404, 409, 404], assigned: [409, 404, 404, 409, 404] },
  // Who comes a moment too late is told so.
  'POST /desk/api/handoffs/:id/take': { waiting: team, assigned: [200, 409, 404, 200, 404] },
  'POST /desk/api/handoffs/:id/messages': {
    waiting: [409, 409, 404, 409, 404],
    assigned: [202, 404, 404, 409, 404],
    body: () => ({ id: 'message-of-these-tests-1', text: '您好' }),
  },
  'POST /desk/api/handoffs/:id/notes': { waiting: team, assigned: mine, body: note('note') },
  'POST /desk/api/handoffs/:id/notes (whisper)': { waiting: supervisors, assigned: supervisors, body: note('whisper') },
  'POST /desk/api/handoffs/:id/transfer': {
    waiting: [409, 409, 404, 409, 404],
    assigned: [204, 404, 404, 204, 404],
    body: () => ({ team: 'technical', note: '网络问题' }),
  },
  'POST /desk/api/handoffs/:id/reassign': {
    waiting: [403, 403, 403, 204, 403],
    assigned: [403, 403, 403, 204, 403],
    body: () => ({ agent: 'wang', note: '请接手' }),
  },
  'POST /desk/api/handoffs/:id/call-back': {
    waiting: [409, 409, 404, 409, 404],
    assigned: mine,
    body: ({ now }) => ({ from: now + hour, until: now + 2 * hour }),
  },
  'POST /desk/api/handoffs/:id/finish': {
    waiting: [409, 409, 404, 409, 404],
    assigned: mine,
    body: () => ({ result: 'solved', cause: 'other_cause', note: '已说明' }),
  },
  'POST /desk/api/handoffs/:id/reveal': {
    waiting: [409, 409, 404, 200, 404],
    assigned: mine,
    body: () => ({ what: 'phone', why: '回电核对' }),
  },
  'POST /desk/api/handoffs/:id/type': {
    waiting: team,
    assigned: mine,
    body: ({ complaint }) => ({ number: complaint, type: 'after_sales' }),
  },
  'GET /desk/api/conversations/:conversationId/handoff': { waiting: team, assigned: mine },
  'GET /desk/api/attachments/:id': { waiting: team, assigned: mine },
};

export interface OwnLine {
  readonly statuses: Statuses;
  readonly body?: object;
  readonly query?: string;
}
const everyone: Statuses = [200, 200, 200, 200, 200];
/** What is not there: whoever may not act on it anyway is not told so. */
const nothingThere: Statuses = [403, 403, 403, 404, 403];
const anAnswer = { question: '怎么改套餐', alternatives: [], answer: '在网页或营业厅都可以改。' };
/** Addresses that name no customer. */
export const ofStaff: Readonly<Record<string, OwnLine>> = {
  'GET /desk/api/me': { statuses: everyone },
  'POST /desk/api/presence': { statuses: everyone, body: { status: 'busy' } },
  'GET /desk/api/handoffs': { statuses: everyone },
  'GET /desk/api/knowledge': { statuses: everyone, query: '?q=%E4%BD%99%E9%A2%9D&language=zh-Hans' },
  'GET /desk/api/words': { statuses: everyone },
  'GET /desk/api/colleagues': { statuses: everyone },
  'GET /desk/api/live': { statuses: supervisors },
  'GET /desk/api/complaints': { statuses: everyone, query: '?group=due' },
  'GET /desk/api/ledger': { statuses: supervisors },
  'GET /desk/api/board/words': { statuses: supervisors },
  'GET /desk/api/board/today': { statuses: supervisors },
  'GET /desk/api/board/figures': { statuses: supervisors, query: '?measures=complaints&by=type' },
  'GET /desk/api/board/list': { statuses: supervisors, query: '?measure=complaints' },
  'GET /desk/api/board/attached': { statuses: nothingThere, query: '?problem=P20261121-01' },
  'GET /desk/api/board/waiting': { statuses: supervisors, query: '?what=approvals' },
  'GET /desk/api/board/missed': { statuses: supervisors, query: '?question=0123456789abcdef' },
  'GET /desk/api/board/rated': { statuses: supervisors, query: '?topic=billing.balance' },
  'GET /desk/api/board/unsent': { statuses: supervisors },
  'GET /desk/api/board/gaps': { statuses: supervisors },
  'GET /desk/api/board/voices': { statuses: supervisors },
  'GET /desk/api/board/week': { statuses: supervisors, query: '?week=2026-W47' },
  'POST /desk/api/board/own-data/:number/answer': { statuses: nothingThere, body: { words: '已当面交给本人' } },
  'GET /desk/api/problems': { statuses: everyone },
  'POST /desk/api/problems': {
    statuses: [403, 403, 403, 409, 403],
    body: { type: 'product_quality', subTypes: [], areas: ['no_such_area'], known: '正在抢修' },
  },
  'POST /desk/api/problems/:id/open': { statuses: nothingThere, body: { subTypes: [], areas: [], known: '正在抢修' } },
  'POST /desk/api/problems/:id/dismiss': { statuses: nothingThere, body: { why: '巧合' } },
  'POST /desk/api/problems/:id/update': { statuses: nothingThere, body: { known: '还在抢修' } },
  'POST /desk/api/problems/:id/attach': { statuses: nothingThere, body: { number: 'C20261121-0042-7' } },
  'POST /desk/api/problems/:id/detach': { statuses: nothingThere, body: { number: 'C20261121-0042-7' } },
  'POST /desk/api/problems/:id/repair': { statuses: nothingThere, body: { text: '已修复', cause: 'other_cause' } },
  'POST /desk/api/problems/:id/close': { statuses: nothingThere, body: {} },
  'GET /desk/api/learning': { statuses: everyone },
  'GET /desk/api/learning/digest': { statuses: everyone, query: '?week=2026-W47&owner=billing' },
  'POST /desk/api/learning/actions': {
    statuses: supervisors,
    body: {
      ...{ cause: 'ordered_without_consent', owner: 'value_added', text: '加短信二次确认' },
      ...{ responsible: 'boss', dueOn: '2026-12-31' },
    },
  },
  'POST /desk/api/learning/actions/:id/done': { statuses: nothingThere, body: {} },
  'POST /desk/api/learning/actions/:id/drop': { statuses: nothingThere, body: { why: '另有安排' } },
  'POST /desk/api/learning/actions/:id/note': { statuses: nothingThere, body: { text: '进行中' } },
  'POST /desk/api/learning/actions/:id/postpone': {
    statuses: nothingThere,
    body: { dueOn: '2027-01-31', why: '等系统上线' },
  },
  'GET /desk/api/learning/drafts': { statuses: supervisors },
  'POST /desk/api/learning/drafts/:id/edit': { statuses: nothingThere, body: anAnswer },
  'POST /desk/api/learning/drafts/:id/publish': { statuses: nothingThere, body: {} },
  'POST /desk/api/learning/drafts/:id/reject': { statuses: nothingThere, body: { why: '不适合公开' } },
  'GET /desk/api/audit': { statuses: [403, 403, 403, 200, 200] },
  'GET /desk/api/outbox': { statuses: [403, 403, 403, 403, 200] },
  'POST /desk/api/outbox/resend': { statuses: [403, 403, 403, 403, 404], body: { key: 'nothing of that key' } },
};
