import type { Complaint, ComplaintStatus } from '../../../../src/complaints/complaint';
import { assignmentNote } from '../../../../src/complaints/history-note';
import type {
  ComplaintActBodies,
  ComplaintDetail,
  ComplaintLine,
  ComplaintList,
} from '../../../../src/desk/complaint-api';
import type { Me } from '../../../../src/desk/desk-api';
import { someComplaints } from './some-complaints';

export interface FakeComplaints {
  readonly all: ComplaintDetail[];
  /** Refuses the next act of the name with this code. */
  refuseNext(code: string, status?: number, more?: object): void;
  /** Whether lists are answered. */
  down(isDown: boolean): void;
  /** `undefined`: no address of complaints. */
  answer(me: Me, method: string, path: string, query: URLSearchParams, body: Record<string, unknown>): unknown;
}

type Act = keyof ComplaintActBodies;
const pageSize = 4;

/** Acts by status, for a supervisor; agents have no `escalate` and `decideRemedy`. */
const actsIn: Partial<Record<ComplaintStatus, readonly Act[]>> = {
  acknowledged: ['assign', 'assess', 'withdraw', 'merge', 'escalate'],
  assessed: ['assign', 'assess', 'investigate', 'ask', 'remedy', 'withdraw', 'merge', 'feedBack', 'escalate'],
  investigating: ['assign', 'ask', 'answer', 'remedy', 'withdraw', 'merge', 'feedBack', 'escalate'],
  waiting_for_customer: ['assign', 'answered', 'withdraw', 'merge', 'feedBack', 'escalate'],
  decision_communicated: ['assign', 'recheck', 'contact', 'close', 'remedy', 'reopen', 'withdraw', 'feedBack'],
  rechecked: ['assign', 'contact', 'close', 'remedy', 'reopen', 'feedBack', 'escalate'],
  closed: ['reopen', 'feedBack'],
  withdrawn: ['reopen'],
  merged: ['separate'],
};

/** The contract of src/desk/complaint-api.ts in memory, for the fake desk. */
export function fakeComplaints(all: ComplaintDetail[] = someComplaints()): FakeComplaints {
  let refusal: { readonly code: string; readonly status: number; readonly more: object } | undefined;
  let isDown = false;
  const for_ = (me: Me, detail: ComplaintDetail): ComplaintDetail => ({
    ...detail,
    may: mayOf(me, detail),
  });
  const inGroup = (me: Me, group: string, one: ComplaintDetail) => {
    const ended = ['closed', 'withdrawn', 'merged'].includes(one.status);
    if (group === 'done') return ended;
    if (ended) return false;
    if (group === 'mine') return one.handler === me.name;
    if (group === 'team') return one.handler === undefined;
    if (group === 'senior') return one.level > 0;
    if (group === 'due') return (one.clock?.used ?? 0) >= 0.8 || one.missed.length > 0;
    return true;
  };
  function list(me: Me, query: URLSearchParams): ComplaintList {
    const of = (group: string) => all.filter((one) => inGroup(me, group, one));
    const [from, group] = [Number(query.get('before') ?? 0), query.get('group') ?? 'mine'];
    const count = (name: string) => of(name).length;
    return {
      now: Date.now(),
      complaints: of(group)
        .slice(from, from + pageSize)
        .map(lineOf),
      ...(of(group).length > from + pageSize ? { next: String(from + pageSize) } : {}),
      counts: {
        mine: count('mine'),
        team: count('team'),
        senior: count('senior'),
        due: count('due'),
        open: count('open'),
      },
    };
  }
  const error = (status: number, code: string, more: object = {}) => ({
    refused: status,
    body: { error: { code, message: code, ...more } },
  });
  return {
    all,
    refuseNext: (code, status = 409, more = {}) => {
      refusal = { code, status, more };
    },
    down: (down) => {
      isDown = down;
    },
    answer(me, method, path, query, body) {
      const [kind, number, act] = path.split('/').map(decodeURIComponent);
      if (kind !== 'complaints') return undefined;
      if (isDown) return error(503, 'busy');
      if (number === undefined) return list(me, query);
      const at = all.findIndex((one) => one.number === number);
      const one = all[at];
      if (!one) return error(404, 'not_found');
      if (act === undefined) return for_(me, one);
      if (act === 'packet') return { number, full: method === 'POST' };
      if (refusal) {
        const { code, status, more } = refusal;
        refusal = undefined;
        return error(status, code, more);
      }
      if (!mayOf(me, one).includes(act as Act)) return error(409, 'not_now');
      all[at] = after(one, me, act as Act, body);
      return for_(me, all[at]);
    },
  };
}

const mayOf = (me: Me, { status, complaint }: ComplaintDetail): Act[] => {
  const acts = (actsIn[status] ?? []).filter((act) => me.role === 'supervisor' || act !== 'escalate');
  const isAny = (...statuses: string[]) => complaint.remedies?.some(({ status: is }) => statuses.includes(is)) ?? false;
  const decides = me.role === 'supervisor' && isAny('waiting_approval', 'failed');
  return [
    ...acts,
    ...(decides ? (['decideRemedy'] as const) : []),
    ...(isAny('failed') ? (['payAgain'] as const) : []),
  ];
};

function lineOf({
  complaint: _,
  clocks,
  marks,
  may,
  proposed,
  conversationId,
  ...line
}: ComplaintDetail): ComplaintLine {
  return line;
}

function after(one: ComplaintDetail, me: Me, act: Act, body: Record<string, unknown>): ComplaintDetail {
  const at = Date.now();
  const by = me.name;
  const step = (event: string, to: ComplaintStatus, more: Partial<Complaint> = {}, note?: string): ComplaintDetail => ({
    ...one,
    version: one.version + 1,
    status: to,
    complaint: {
      ...one.complaint,
      ...more,
      status: to,
      history: [
        ...one.complaint.history,
        { at, actor: by, event, from: one.status, to, ...(note === undefined ? {} : { note }) },
      ],
    },
  });
  const { complaint } = one;
  const text = (name: string) => String(body[name] ?? '');
  switch (act) {
    case 'assign': {
      const { handler: _, ...free } = one;
      const [from, to] = [one.handler, body['handler'] as string | undefined];
      const assigned = step('assign', one.status, {}, assignmentNote(from, to, text('why')));
      return body['handler'] === undefined
        ? { ...free, version: assigned.version, complaint: assigned.complaint }
        : { ...assigned, handler: text('handler') };
    }
    case 'assess':
      return step('assess', 'assessed', {
        assessment: { at, by, ...(body as unknown as ComplaintActBodies['assess']) },
      });
    case 'investigate':
      return step('investigate', 'investigating');
    case 'ask':
      return {
        ...step(
          'ask_customer',
          'waiting_for_customer',
          { pauses: [{ from: at, reason: text('reason') }] },
          text('question'),
        ),
        clocks: one.clocks.map((clock) => (clock.name === 'law' ? clock : { ...clock, paused: true })),
      };
    case 'answered':
      return step('customer_answered', 'investigating', {}, text('words'));
    case 'answer':
      return step('communicate', 'decision_communicated', {
        answers: [
          ...(complaint.answers ?? []),
          {
            at,
            by,
            text: text('text'),
            cause: text('cause'),
            owner: 'value_added',
            told: { at, way: 'chat', reference: 'm-77' },
          },
        ],
        rechecks: [{ askedAt: at }],
      });
    case 'recheck':
      return body['solved'] === true
        ? step('recheck', 'rechecked')
        : {
            ...step('recheck_failed', 'assessed', {}, text('words')),
            priority: 1,
            level: 1,
            reopened: one.reopened + 1,
          };
    case 'contact':
      return step('contact', one.status, {
        contacts: [
          ...(complaint.contacts ?? []),
          { at, by, ...(body as unknown as ComplaintActBodies['contact']) },
        ] as never,
      });
    case 'close':
      return step('close', 'closed');
    case 'remedy': {
      const { id, code, amountFen } = body as unknown as ComplaintActBodies['remedy'];
      const limit = one.proposed.find((known) => known.code === code)?.limitFen ?? 0;
      const status = (amountFen ?? 0) > limit ? 'waiting_approval' : 'given';
      return step('remedy', one.status, {
        remedies: [...(complaint.remedies ?? []), { id, code, ...(amountFen ? { amountFen } : {}), by, at, status }],
      });
    }
    case 'decideRemedy':
      return step('decide_remedy', one.status, {
        remedies: (complaint.remedies ?? []).map((remedy) =>
          remedy.id === body['remedyId']
            ? { ...remedy, status: body['approve'] === true ? 'paid' : 'refused' }
            : remedy,
        ),
      });
    case 'payAgain':
      return step('retry_remedy', one.status, {
        remedies: (complaint.remedies ?? []).map(({ failure: _, ...remedy }) =>
          remedy.id === body['remedyId'] ? { ...remedy, status: 'given' } : remedy,
        ),
      });
    case 'feedBack':
      return {
        ...step('feed_back', one.status, {}, text('note')),
        missed: one.missed.filter((mark) => mark !== 'fedBack'),
        marks: one.marks.map((mark) => (mark.mark === 'fedBack' ? { ...mark, at, actor: by, missed: false } : mark)),
      };
    case 'escalate':
      return { ...step('escalate', one.status, {}, text('why')), level: one.level === 0 ? 1 : 2 };
    case 'merge':
      return step('merge', 'merged', { mergedInto: { id: 'x', number: text('into') } }, text('why'));
    case 'separate': {
      const { mergedInto: _, ...apart } = complaint;
      const back = step('separate', 'assessed', {}, text('why'));
      const { history } = back.complaint;
      return { ...back, complaint: { ...apart, status: 'assessed', history } };
    }
    case 'withdraw':
      return step('withdraw', 'withdrawn', {}, text('why'));
    case 'reopen':
      return { ...step('reopen', 'assessed', {}, text('why')), reopened: one.reopened + 1, priority: 1 };
  }
}
