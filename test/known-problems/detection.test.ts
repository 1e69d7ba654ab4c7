import fc from 'fast-check';
import type { ComplaintDraft } from '../../src/complaints/file-complaint';
import { findClusters } from '../../src/known-problems/find-clusters';
import { chen, monday } from '../complaints/office';
import { done, hour, minute, problemRules, signal, watch } from './watch';

const network = problemRules.rules.find(({ rule }) => rule === 'mobile_network');
if (!network) throw new Error('The rule of these tests is gone.');
const { customers, window_minutes: minutes } = network;

type Watch = ReturnType<typeof watch>;
const several = (w: Watch, count: number, change: Partial<ComplaintDraft> = {}) => {
  for (let one = 0; one < count; one += 1) w.broken(change);
};
const look = async (w: Watch): Promise<void> => {
  w.clock.advance(30_000);
  await w.job.run(signal);
};

describe('a suggestion', () => {
  it('comes with enough customers of one district within the window, once', async () => {
    const w = watch();
    several(w, customers - 1);
    await look(w);
    expect(await w.problems.list()).toEqual([]);
    const last = w.broken();
    await look(w);
    await look(w);
    const [found, ...others] = await w.problems.list();
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      ...{ id: 'P20261123-01', number: 'P20261123-01', status: 'suggested', type: 'product_quality' },
      ...{ areas: ['zhongquan'], subTypes: network.sub_types, since: monday },
      suggestion: { count: customers },
      history: [{ actor: 'desk', event: 'suggest', note: `${customers}` }],
    });
    expect(found?.suggestion?.numbers).toContain(last.number);
  });

  it('counts customers, not complaints', async () => {
    const w = watch();
    several(w, customers * 3, { phone: '13800000001' });
    several(w, customers - 2);
    await look(w);
    expect(await w.problems.list()).toEqual([]);
    w.broken({ phone: undefined, conversationId: 'anonymous' });
    await look(w);
    expect(await w.problems.list()).toHaveLength(1);
  });

  it('keeps districts apart, and leaves out who names none', async () => {
    const w = watch();
    several(w, customers - 1, { slots: { place: '中泉区' } });
    several(w, customers - 1, { slots: { place: '东湖区' } });
    several(w, customers * 2, { slots: {}, story: '没信号' });
    await look(w);
    expect(await w.problems.list()).toEqual([]);
  });

  it('needs no district where the rule is for the whole city', async () => {
    const w = watch();
    several(w, 8, { subType: 'sms_failure', slots: {}, story: '收不到验证码' });
    await look(w);
    expect(await w.problems.list()).toMatchObject([{ areas: [], subTypes: ['sms_failure'] }]);
  });

  it('leaves out what was withdrawn and what is part of a problem already', async () => {
    const w = watch();
    several(w, customers - 1);
    const gone = w.broken();
    await w.acts.withdraw(gone.id, 'customer', '');
    await look(w);
    expect(await w.problems.list()).toEqual([]);
    done(
      await w.problems.openNew(chen, 'product_quality', { ...w.wish, areas: ['donghu'], numbers: [w.broken().number] }),
    );
    await look(w);
    expect(await w.problems.list()).toHaveLength(1);
  });

  it('grows while it stands, without a line of history for each', async () => {
    const w = watch();
    several(w, customers);
    await look(w);
    several(w, 7);
    await look(w);
    const [found] = await w.problems.list();
    expect(found?.suggestion?.count).toBe(customers + 7);
    expect(found?.suggestion?.numbers).toHaveLength(customers + 7);
    expect(found?.history).toHaveLength(1);
  });

  it('does not come while one is open, nor within the window after it was dismissed', async () => {
    const w = watch();
    several(w, customers);
    await look(w);
    done(await w.problems.dismiss('P20261123-01', chen, '只是演习'));
    several(w, customers * 2);
    await look(w);
    expect(await w.problems.list()).toHaveLength(1);
    w.clock.advance(minutes * minute + 1);
    several(w, customers);
    await look(w);
    expect((await w.problems.list()).map(({ status }) => status)).toEqual(['suggested', 'dismissed']);
    done(await w.problems.open('P20261123-02', chen, w.wish));
    several(w, customers);
    await look(w);
    expect(await w.problems.list()).toHaveLength(2);
  });

  it('counts nobody who complained before the repair', async () => {
    const w = watch();
    several(w, customers);
    done(await w.problems.openNew(chen, 'product_quality', w.wish));
    w.clock.advance(minute);
    done(await w.problems.repair('P20261123-01', chen, { text: '光缆已接好', cause: 'line_damage' }));
    await look(w);
    expect(await w.problems.list()).toHaveLength(1);
    w.clock.advance(minute);
    several(w, customers);
    await look(w);
    expect(await w.problems.list()).toHaveLength(2);
  });

  it('lapses when nobody takes it up', async () => {
    const w = watch();
    several(w, customers);
    await look(w);
    w.clock.advance(problemRules.suggestion_hours * hour);
    await look(w);
    expect(await w.problems.list()).toMatchObject([
      { status: 'dismissed', history: [{}, { actor: 'desk', event: 'dismiss', note: 'lapsed' }] },
    ]);
  });

  it('is one, though two nodes look at the same time and are started anew', async () => {
    const w = watch();
    several(w, customers);
    await Promise.all([w.node().run(signal), w.node().run(signal), w.node().run(signal)]);
    await w.node().run(signal);
    expect(await w.problems.list()).toHaveLength(1);
  });

  it('looks as far as complaints go, page after page', async () => {
    const w = watch();
    several(w, 1_200, { phone: '13800000001', slots: { place: '东湖区' } });
    w.clock.advance(-minute);
    several(w, customers);
    w.clock.advance(minute);
    await look(w);
    expect(await w.problems.list()).toMatchObject([{ areas: ['zhongquan'] }]);
  });
});

it('holds exactly to the edges of the window', () => {
  const w = watch();
  const now = monday + 10 * hour;
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -2, max: minutes + 2 }), { minLength: 1, maxLength: 12 }), (ages) => {
      const complaints = ages.map((age) => ({ ...w.broken(), createdAt: now - age * minute }));
      const inside = ages.filter((age) => age >= 0 && age <= minutes).length;
      const [cluster] = findClusters(complaints, network, [], now);
      expect(cluster?.count).toBe(inside >= customers ? inside : undefined);
    }),
    { numRuns: 60 },
  );
});
