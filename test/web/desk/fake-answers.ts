import type { Me } from '../../../src/desk/desk-api';
import type { FakeComplaints } from './complaints/fake-complaints';
import { fakeActs, refusal } from './fake-acts';
import { summaryOf } from './fake-cases';
import type { FakeFloor } from './fake-floor';
import { fakeWords } from './fake-words';

/** What is asked, `/desk/api/` and the session left out, to what is answered; `undefined`: 204. */
export function fakeAnswers(floor: FakeFloor, refusesMessages: () => boolean, complaints: FakeComplaints) {
  const { cases, staff, byId, ofConversation, meOf, sees, detailFor } = floor;
  const acts = fakeActs(floor, refusesMessages);

  function answer(
    name: string,
    method: string,
    path: string,
    query: URLSearchParams,
    body: Record<string, unknown>,
  ): unknown {
    const [kind, id = '', act = ''] = path.split('/').map(decodeURIComponent);
    if (kind === 'me') return meOf(name);
    if (kind === 'complaints') return complaints.answer(meOf(name), method, path, query, body);
    if (kind === 'presence') {
      const found = staff.find((one) => one.me.name === name);
      if (found)
        found.me = { ...found.me, presence: { status: 'available', ...body, since: Date.now() } as Me['presence'] };
      return meOf(name);
    }
    if (kind === 'words') return fakeWords();
    if (kind === 'colleagues') return { colleagues: staff.map(({ me, load }) => ({ ...me, load })) };
    if (kind === 'knowledge')
      return {
        hits: [
          { intent: 'x', title: `“${query.get('q')}”`, text: '彩铃功能费每月 6 元，随时可以取消，次月起不再收取。' },
        ],
      };
    if (kind === 'live') return live();
    if (kind === 'audit') {
      const at = Date.now();
      return query.has('before')
        ? { entries: [] }
        : {
            entries: [
              {
                at,
                staff: 'agent1',
                act: 'reveal',
                about: 'handoff_1',
                details: { what: 'phone', why: '需要给客户打电话' },
              },
            ],
          };
    }
    if (kind === 'outbox') {
      if (method === 'POST') return undefined;
      return {
        entries: [
          {
            key: 'k',
            kind: 'sms',
            createdAt: Date.now() - 90_000_000,
            attempts: 12,
            error: 'HTTP 503 from the gateway',
          },
        ],
      };
    }
    if (kind === 'conversations') {
      const one = ofConversation(id);
      return one && sees(name, one) ? { id: one.detail.id } : refusal(404, 'not_found');
    }
    const one = kind === 'handoffs' ? byId(id) : undefined;
    if (!one || (act !== 'accept' && !sees(name, one))) return refusal(404, 'not_found');
    if (act === '') return detailFor(one, name);
    if (act === 'account') return one.account ?? { unavailable: 'no_phone', bills: [], services: [] };
    if (act === 'similar') return { cases: one.similar ?? [] };
    return (acts[act] ?? (() => refusal(404, 'not_found')))(name, body, one);
  }

  function live() {
    const waiting = cases.filter(({ detail }) => ['waiting', 'offered'].includes(detail.status));
    return {
      now: Date.now(),
      agents: staff.map(({ me, load }) => ({
        ...me,
        load,
        finishedToday: 12,
        handlingMs: 415_000,
        customers: cases
          .filter(({ detail }) => detail.status === 'assigned' && detail.agent === me.name)
          .map((one) => summaryOf(one, '')),
      })),
      waiting: waiting.map((one) => summaryOf(one, '')),
      waitingInAll: waiting.length,
      waits: [
        {
          team: 'billing',
          waiting: 2,
          longestMs: 95_000,
          accepted: 18,
          medianMs: 32_000,
          standardMs: 60_000,
          withinStandard: 0.78,
        },
        {
          team: 'technical',
          waiting: 0,
          longestMs: 0,
          accepted: 7,
          medianMs: 18_000,
          standardMs: 60_000,
          withinStandard: 1,
        },
        { team: 'service', waiting: 0, longestMs: 0, accepted: 0, standardMs: 60_000 },
      ],
    };
  }

  return answer;
}
