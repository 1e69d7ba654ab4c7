import { join } from 'node:path';
import { type BriefInput, composeBrief } from '../../src/handoff/brief';
import { loadServiceHours } from '../../src/handoff/hours';
import { loadHandoffPolicy } from '../../src/handoff/policy';
import { requestHandoff } from '../../src/handoff/request';
import { loadRouting } from '../../src/handoff/routing-data';
import { loadKnowledge } from '../../src/knowledge/load-knowledge';
import { languages } from '../../src/ports/language';
import { catalogue, filed, now } from '../complaints/example-complaint';

const dir = join(__dirname, '../../nlp-models/handoff');
const policy = loadHandoffPolicy(dir);
const routing = loadRouting(dir);
const complaint = { ...filed(), number: 'C20261121-0042-7' };

const input: BriefInput = {
  reason: 'strong_anger',
  channel: 'web',
  language: 'zh-Hans',
  customer: { phone: '13800000002', name: '张小明', identity: 'verified', age: 22 },
  intent: 'complaint.pricing_billing',
  complaintTypes: [{ type: 'pricing_billing', score: 0.93 }],
  subType: 'unauthorised_order',
  slots: { item: 'ring_back_tone', amountFen: 600, staff: '他说打13900000009找他' },
  wantedOutcome: { kind: 'refund', words: '把钱退给我，打13800000002' },
  answered: ['说明了11月账单里的彩铃功能费'],
  mood: [
    { at: now - 2, anger: 1 },
    { at: now - 1, anger: 3 },
  ],
  promises: ['明天下午3点前给结果'],
  complaints: [complaint],
  transcript: [
    { at: now - 3, from: 'customer', text: '我手机13800000002，身份证11010119900307123X，彩铃没开过' },
    { at: now - 2, from: 'bot', text: '对不起' },
  ],
};
const brief = composeBrief(input, catalogue, policy.openings);

describe('composeBrief', () => {
  test('puts the whole story in one line', () => {
    expect(brief.summary).toBe('投诉：未订购被开通扣费，彩铃，6元，希望退费或减免，单号C20261121-0042-7（情绪激动）');
    expect(brief.summaries).toEqual({
      'zh-Hans': brief.summary,
      'zh-Hant': expect.stringMatching(/^投訴：.*，6元，.*，單號C20261121-0042-7（情緒激動）$/),
      en: expect.stringMatching(/^Complaint: .*, number C20261121-0042-7 \(very angry\)$/),
    });
    expect(brief.complaints).toEqual([
      { number: complaint.number, type: 'pricing_billing', status: 'acknowledged', createdAt: now },
    ]);
    expect(brief).toMatchObject({ answered: input.answered, promises: input.promises, mood: input.mood });
  });

  test('masks what a customer wrote, and the name; the number to call stays', () => {
    const text = JSON.stringify({ ...brief, customer: undefined });
    expect(text).not.toMatch(/13800000002|13900000009|19900307/);
    expect(brief.transcript[0]?.text).toContain('138****0002');
    expect(brief.customer).toMatchObject({ phone: '13800000002', identity: 'verified', age: 22 });
    expect(brief.customer.name).toMatch(/^张\*+$/);
  });

  test('marks the evidence and where the bot failed, masked, each once', () => {
    expect('evidenceSpans' in brief || 'notUnderstood' in brief).toBe(false);
    const marked = composeBrief(
      { ...input, evidenceSpans: ['扣我钱', '扣我钱', ' '], notUnderstood: ['打13800000002', '字'.repeat(999)] },
      catalogue,
      policy.openings,
    );
    expect(marked.evidenceSpans).toEqual(['扣我钱']);
    expect(marked.notUnderstood).toEqual(['打138****0002', '字'.repeat(300)]);
  });

  test('opens shorter and with an apology when anger was high', () => {
    expect(brief.suggestedOpening).toBe('您好，彩铃扣费的事，我都看完了，是我们没做好，对不起。接下来由我负责到底。');
    const calm = composeBrief({ ...input, reason: 'customer_asked', mood: [] }, catalogue, policy.openings);
    expect(calm.suggestedOpening).toContain('不用再说一遍');
    expect(composeBrief({ ...input, reason: 'third_repeat' }, catalogue, policy.openings).suggestedOpening).toContain(
      '好几次',
    );
  });

  test('opens in the language of the customer, summarises in that of the desk', () => {
    const english = composeBrief({ ...input, language: 'en' }, catalogue, policy.openings);
    expect(english.suggestedOpening).toMatch(/^Hello\. I have read about the charge for a ring-back tone\./);
    expect(english.summary).toContain('投诉');
    expect(composeBrief({ ...input, deskLanguage: 'en' }, catalogue, policy.openings).summary).toMatch(/^Complaint: /);
  });

  test('is whole with nothing known', () => {
    for (const intent of ['None', 'billing.balance', '__proto__']) {
      for (const language of languages) {
        const bare = composeBrief(
          {
            reason: 'customer_asked',
            channel: 'sms',
            language,
            customer: { identity: 'none' },
            intent,
            complaintTypes: [],
            slots: {},
            transcript: [],
          },
          catalogue,
          policy.openings,
        );
        expect(bare.summary + bare.suggestedOpening).not.toMatch(/undefined|[{}[\]]/);
        expect(bare.suggestedOpening).not.toBe('');
      }
    }
  });

  test('shows the last words of a question, cut and on one line', () => {
    const transcript = [{ at: now, from: 'customer' as const, text: `我的话费\n${'多'.repeat(500)}` }];
    const asked = { ...input, complaintTypes: [], intent: 'billing.why_higher', transcript };
    const { summary } = composeBrief(asked, catalogue, policy.openings);
    expect(summary).toMatch(/^咨询：话费为什么多了，原话「我的话费 多+」（情绪激动）$/);
    expect(summary.length).toBeLessThan(100);
  });
});

describe('requestHandoff', () => {
  const hours = loadServiceHours(dir);
  const decision = { reason: 'strong_anger', priority: 1, skill: 'billing' } as const;
  const request = { id: 'ho_1', createdBy: 'turn_1', conversationId: 'conv_1', decision, brief };

  test('waits while people serve', () => {
    const handoff = requestHandoff({ ...request, now }, hours, routing);
    expect(handoff).toMatchObject({ status: 'waiting', priority: 1, skill: 'billing', createdAt: now });
    expect('callBack' in handoff).toBe(false);
  });

  test('has its place in line, a head start included, and a history', () => {
    const calm = { ...request, decision: { ...decision, reason: 'customer_asked' as const }, now };
    const rank = (more: object) => requestHandoff({ ...calm, ...more }, hours, routing).rank;
    // Anger 3 stands in the brief.
    expect(rank({})).toBe(now - 13 * 60_000);
    expect(rank({ signals: { anger: 0, threat: 'press' } })).toBe(now - 15 * 60_000);
    expect(rank({ brief: { ...brief, mood: [], customer: { identity: 'none', age: 70 } } })).toBe(now - 10 * 60_000);
    expect(rank({ brief: { ...brief, mood: [] } })).toBe(now);
    expect(requestHandoff({ ...calm, preferredAgent: 'lin' }, hours, routing)).toMatchObject({
      preferredAgent: 'lin',
      history: [{ at: now, actor: 'bot', event: 'request', from: 'waiting', to: 'waiting', note: 'customer_asked' }],
    });
  });

  test('books a call back outside the hours', () => {
    const night = Date.parse('2026-11-21T23:30:00+08:00');
    expect(requestHandoff({ ...request, now: night }, hours, routing)).toMatchObject({
      status: 'call_back_booked',
      callBack: {
        phone: '13800000002',
        from: Date.parse('2026-11-22T09:00:00+08:00'),
        until: Date.parse('2026-11-22T11:00:00+08:00'),
      },
      rank: Date.parse('2026-11-22T09:00:00+08:00') - 13 * 60_000,
    });
  });

  it('quotes what the matter was about, not the wish for a person or a bare number', () => {
    const said = ['我的流量怎么没了', '13800000002', '转人工'].map((text, at) => ({
      at,
      from: 'customer' as const,
      text,
    }));
    const asked = {
      ...input,
      reason: 'customer_asked' as const,
      complaintTypes: [],
      intent: 'data_usage.why_used_up',
      transcript: said,
    };
    expect(composeBrief(asked, catalogue, policy.openings).summary).toContain('「我的流量怎么没了」');
  });

  it('calls topics and answers by their names', () => {
    const asked = {
      ...input,
      complaintTypes: [],
      intent: 'billing.why_higher',
      answered: ['billing.balance', '自由文字'],
    };
    const brief = composeBrief(asked, catalogue, policy.openings);
    expect(brief.answered).toEqual(['查余额', '自由文字']);
    expect(brief.topic.names).toMatchObject({ en: 'why the bill is higher' });
  });

  it('has a name for every intent that can be answered', () => {
    const knowledge = loadKnowledge(join(__dirname, '../../nlp-models/knowledge'));
    const answerable = knowledge.intents.filter((intent) => !/^(smalltalk|control)\./.test(intent));
    expect(answerable.filter((intent) => !policy.openings.intents.has(intent))).toEqual([]);
  });
});
