import { join } from 'node:path';
import type { AgentProfile } from '../../src/handoff/agent';
import type { Handoff } from '../../src/handoff/handoff';
import { createHandoffActs } from '../../src/handoff/handoff-acts';
import { loadServiceHours } from '../../src/handoff/hours';
import { createPresence } from '../../src/handoff/presence';
import { loadRouting } from '../../src/handoff/routing-data';
import { loadWrapUp } from '../../src/handoff/wrap-up-data';
import { silentLog } from '../../src/ports/log';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import { ManualClock } from '../support/manual-clock';
import { newHandoff } from '../support/new-handoff';
import { sequentialIds } from '../support/sequential-ids';

export const dataDir = join(__dirname, '../../nlp-models/handoff');
export const hours = loadServiceHours(dataDir);
export const routing = loadRouting(dataDir);
export const wrapUp = loadWrapUp(dataDir);

export const lin: AgentProfile = { name: 'lin', displayName: '小林', role: 'agent', teams: ['billing'] };
export const wang: AgentProfile = { name: 'wang', role: 'agent' };
export const chen: AgentProfile = { name: 'chen', role: 'agent', teams: ['technical'] };
export const boss: AgentProfile = { name: 'boss', role: 'supervisor' };
export const root: AgentProfile = { name: 'root', role: 'admin' };
export const staff: readonly AgentProfile[] = [lin, wang, chen, boss, root];

/** Acts, presence and a real store, at ten in the morning. */
export function deskOfActs(dir: string) {
  const clock = new ManualClock();
  const ids = sequentialIds();
  const store = openSqlite({ dir, clock, ids });
  const queue = store.handoffs;
  const presence = createPresence({ documents: store.documents, clock });
  const nudges: number[] = [];
  const deps = { queue, presence, clock, ids, log: silentLog, hours, routing, wrapUp };
  const acts = createHandoffActs({ ...deps, staff: () => staff, nudge: () => nudges.push(clock.now()) });
  let count = 0;
  return {
    ...deps,
    acts,
    store,
    nudges,
    staff: () => staff,
    /** Puts one in, in any state. */
    async put(fields: Partial<Omit<Handoff, 'version'>> = {}): Promise<Handoff> {
      count += 1;
      const id = `hand_${count}`;
      const own = { id, createdBy: `t${count}`, conversationId: `conv_${count}`, createdAt: clock.now() };
      return queue.enqueue(newHandoff({ ...own, skill: 'billing', ...fields }));
    },
    async now(id: string): Promise<Handoff> {
      const handoff = await queue.byId(id);
      if (handoff === undefined) throw new Error(`no ${id}`);
      return handoff;
    },
    /** What waits to go into conversations or to other desks, oldest first. */
    outbox: async () => [...(await store.outbox.list('waiting', 100))].reverse(),
  };
}
export type DeskOfActs = ReturnType<typeof deskOfActs>;
