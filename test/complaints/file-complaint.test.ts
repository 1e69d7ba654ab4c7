import { addInformation, link, reopen, withdraw } from '../../src/complaints/amend';
import { fileComplaint } from '../../src/complaints/file-complaint';
import { catalogue, day, draft, filed, hour, now } from './example-complaint';

describe('fileComplaint', () => {
  test('acknowledges at once with the promise of the service standard', () => {
    const complaint = filed();
    expect(complaint.status).toBe('acknowledged');
    expect(complaint.history).toEqual([
      { at: now, actor: 'customer', event: 'receive', to: 'received' },
      { at: now, actor: 'bot', event: 'acknowledge', from: 'received', to: 'acknowledged' },
    ]);
    expect(complaint.marks).toEqual({ recorded: { at: now, actor: 'bot' } });
    expect(complaint.promise).toEqual({
      owner: 'value_added',
      // On a Saturday: two working hours of Monday, and its end.
      firstReplyBy: Date.parse('2026-11-23T11:00:00+08:00'),
      resolveBy: Date.parse('2026-11-23T18:00:00+08:00'),
      answerBy: now + 15 * day,
    });
    expect(complaint.subType).toBe('unauthorised_order');
    expect(complaint).toMatchObject({ priority: 0, repeatCount: 0, linked: [], evidence: [], additions: [] });
  });

  test('an anonymous complaint is filed and never a repeat', () => {
    const { phone: _phone, ...anonymous } = draft;
    const earlier = [filed()];
    const complaint = fileComplaint(anonymous, { catalogue, now, id: 'a', createdBy: 'k', earlier });
    expect(complaint.repeatCount).toBe(0);
    expect('phone' in complaint).toBe(false);
  });

  test('repeats of 30 days are linked and raised, the third is urgent', () => {
    const first = filed({}, now - 29 * day);
    const second = filed({}, now - 1 * day, [first]);
    expect(second).toMatchObject({ repeatCount: 1, priority: 1 });
    expect(second.linked).toEqual([{ id: first.id, number: first.number, relation: 'repeat' }]);
    expect(filed({}, now, [second, first])).toMatchObject({ repeatCount: 2, priority: 2 });
  });

  test.each([
    ['older than 30 days', filed({}, now - 30 * day - 1)],
    ['of another type', filed({ type: 'staff_attitude' })],
    ['about another thing of the type', filed({ subType: 'double_charge' })],
    ['of another phone', filed({ phone: '13800000003' })],
    ['withdrawn', { ...filed(), status: 'withdrawn' as const }],
  ])('a complaint %s is no repeat', (_, earlier) => {
    expect(filed({}, now, [earlier])).toMatchObject({ repeatCount: 0, priority: 0, linked: [] });
  });

  test('a repeat goes to whoever had it only while that person may work on it; the level is the same', () => {
    const first = { ...filed(), handler: 'wang' };
    const asked: string[] = [];
    const again = (isHere: boolean) =>
      fileComplaint(draft, {
        ...{ catalogue, now, id: 'again', createdBy: 'k', earlier: [first] },
        mayHandle: (name, department) => {
          asked.push(`${name} ${department}`);
          return isHere;
        },
      });
    expect(again(true)).toMatchObject({ handler: 'wang', level: 1 });
    const free = again(false);
    expect(free.level).toBe(1);
    expect(free).not.toHaveProperty('handler');
    expect(new Set(asked)).toEqual(new Set([`wang ${first.promise.owner}`]));
  });

  test('where either has no sub-type, the same type is the same thing', () => {
    const { subType: _, ...vague } = filed();
    expect(vague.type).toBe('pricing_billing');
    expect(filed({}, now, [vague])).toMatchObject({ subType: 'unauthorised_order', repeatCount: 1 });
    const unclear = filed({ story: '不满意', slots: {} }, now, [filed()]);
    expect([unclear.subType, unclear.repeatCount]).toEqual([undefined, 1]);
  });

  test.each([
    ['anger 3', { anger: 3 }, 1],
    ['anger 2', { anger: 2 }, 0],
    ['the regulator', { threat: 'regulator' as const }, 2],
    ['the press', { threat: 'press' as const }, 2],
    ['leaving', { threat: 'leave' as const }, 0],
  ])('%s gives the right priority', (_, change, priority) => expect(filed(change).priority).toBe(priority));

  test('two grievances of one story name each other', () => {
    const first = filed({ type: 'staff_attitude' });
    const context = { catalogue, now, id: 'second', createdBy: 'k2', earlier: [first], sameConversation: [first] };
    const second = { ...fileComplaint(draft, context), number: 'C20261121-0043-1', version: 1 };
    expect(second.linked).toEqual([{ id: first.id, number: first.number, relation: 'same_conversation' }]);
    const both = link(first, second, 'same_conversation', { now });
    expect(both.linked).toEqual([{ id: 'second', number: second.number, relation: 'same_conversation' }]);
    expect(both.history.at(-1)).toEqual({ at: now, actor: 'bot', event: 'link', note: second.number });
    expect(link(both, second, 'same_conversation', { now })).toBe(both);
    expect(link(both, both, 'repeat', { now })).toBe(both);
  });
});

describe('later acts', () => {
  test('information and evidence are added, each once', () => {
    const complaint = filed();
    const added = addInformation(complaint, { text: ' 我有短信截图 ', evidence: ['att_1', 'att_1'], now: now + 5 });
    expect(added.ok && added.complaint).toMatchObject({
      additions: [{ at: now + 5, text: '我有短信截图' }],
      evidence: ['att_1'],
      status: 'acknowledged',
    });
    expect(added.ok && added.complaint.history).toHaveLength(complaint.history.length + 1);
    const again = added.ok ? addInformation(added.complaint, { evidence: ['att_1'], now }) : undefined;
    expect(again).toEqual({ ok: false, reason: 'nothing_new' });
    expect(addInformation({ ...complaint, status: 'closed' }, { text: 'x', now })).toEqual({
      ok: false,
      reason: 'closed',
    });
  });

  test('withdrawing keeps the record, re-opening gives a new promise', () => {
    const taken = withdraw(filed(), { now: now + hour });
    if (!taken.ok) throw new Error(taken.reason);
    expect(taken.complaint).toMatchObject({ status: 'withdrawn', story: draft.story });
    expect(withdraw(taken.complaint, { now })).toEqual({ ok: false, reason: 'not_now' });
    const later = now + 3 * day;
    const again = reopen(taken.complaint, { now: later, reason: '还在扣', catalogue });
    expect(again.ok && again.complaint).toMatchObject({
      status: 'assessed',
      priority: 1,
      promise: { resolveBy: later + 24 * hour, answerBy: later + 15 * day },
    });
  });
});
