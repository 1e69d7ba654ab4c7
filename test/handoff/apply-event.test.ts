import { staffActor } from '../../src/handoff/actor';
import { applyHandoffEvent } from '../../src/handoff/apply-event';
import { handoffStatuses } from '../../src/handoff/handoff';
import { type HandoffActorRole, handoffEvents, handoffStateTable } from '../../src/handoff/state-table';
import { newHandoff } from '../support/new-handoff';

const roles: readonly HandoffActorRole[] = ['customer', 'bot', 'desk', 'hub', 'agent', 'colleague', 'supervisor'];
const combinations = handoffEvents.flatMap((event) =>
  handoffStatuses.flatMap((status) => roles.map((role) => ({ event, status, role }))),
);

describe('applyHandoffEvent', () => {
  test('does what the table says and nothing else', () => {
    for (const { event, status, role } of combinations) {
      const handoff = { ...newHandoff({ status }), version: 3 };
      const result = applyHandoffEvent(handoff, event, { roles: [role], id: 'somebody' }, 77);
      const possible = handoffStateTable.filter((step) => step.event === event && step.from.includes(status));
      const step = possible.find(({ by }) => by.includes(role));
      if (step === undefined)
        expect(result).toEqual({ ok: false, reason: possible.length > 0 ? 'not_allowed' : 'not_now' });
      else expect(result).toMatchObject({ ok: true, handoff: { status: step.to ?? status, version: 3 } });
    }
  });

  test('no status after the end changes again', () => {
    const ends = new Set(['done', 'withdrawn']);
    const after = handoffStateTable.filter(
      ({ from, to }) => to !== undefined && from.some((status) => ends.has(status)),
    );
    expect(after).toEqual([]);
  });

  test('the history grows by one, but not by what the customer was told', () => {
    const handoff = { ...newHandoff(), version: 1 };
    const desk = { roles: ['desk'] as const, id: 'desk' };
    const offered = applyHandoffEvent(handoff, 'offer', desk, 5, { offer: { agent: 'lin', until: 9 } }, ' 小林 ');
    if (!offered.ok) throw new Error(offered.reason);
    expect(offered.handoff.history).toEqual([
      { at: 5, actor: 'desk', event: 'offer', from: 'waiting', to: 'offered', note: '小林' },
    ]);
    const told = applyHandoffEvent(offered.handoff, 'told', desk, 6, { told: { position: 1, at: 6 } });
    expect(told).toMatchObject({ ok: true, handoff: { told: { position: 1, at: 6 }, history: [{ at: 5 }] } });
    expect(handoff.history).toBeUndefined();
  });

  test('a field set to undefined is gone', () => {
    const handoff = { ...newHandoff({ status: 'offered', offer: { agent: 'lin', until: 9 } }), version: 1 };
    const result = applyHandoffEvent(handoff, 'offer_expired', { roles: ['desk'], id: 'desk' }, 10, {
      offer: undefined,
    });
    expect(result.ok && 'offer' in result.handoff).toBe(false);
  });
});

describe('staffActor', () => {
  const at = (fields: Parameters<typeof newHandoff>[0]) => ({ ...newHandoff(fields), version: 1 });
  const lin = { name: 'lin', role: 'agent', teams: ['billing'] } as const;

  test('the parts people play', () => {
    expect(staffActor(at({ skill: 'billing' }), lin).roles).toEqual(['colleague']);
    expect(staffActor(at({ skill: 'technical' }), lin).roles).toEqual([]);
    expect(staffActor(at({ skill: 'technical', status: 'assigned', agent: 'lin' }), lin).roles).toEqual([
      ...['agent', 'colleague'],
    ]);
    // Who had it last has no more to say in it than others while it waits.
    expect(staffActor(at({ skill: 'technical', status: 'waiting', agent: 'lin' }), lin).roles).toEqual([]);
    expect(staffActor(at({ skill: 'technical' }), { ...lin, role: 'supervisor' }).roles).toEqual(['supervisor']);
    expect(staffActor(at({ status: 'assigned', agent: 'lin' }), { ...lin, role: 'admin' }).roles).toEqual([]);
  });
});
