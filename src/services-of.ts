import { join } from 'node:path';
import { loadCues } from '../dialogs/cues';
import type { Services } from '../dialogs/services';
import { type Catalogue, loadCatalogue } from './complaints/catalogue';
import { createConsents } from './consents/create-consents';
import { loadReplies } from './conversation/replies';
import { createDataRequests } from './data-requests/data-requests';
import { loadWorkingDays } from './handoff/hours';
import { loadOpenings } from './handoff/openings';
import { loadHandoffPolicy } from './handoff/policy';
import type { Handoffs } from './handoffs-of';
import { loadKnowledge } from './knowledge/load-knowledge';
import { loadTraditional } from './knowledge/traditional';
import type { Store } from './storage/store';

/** What the dialogs need beside the data files. */
export type ServiceDeps = Pick<
  Services,
  | 'understander'
  | 'accounts'
  | 'identity'
  | 'sms'
  | 'ids'
  | 'log'
  | 'metrics'
  | 'settings'
  | 'hub'
  | 'complaintActs'
  | 'mayHandle'
  | 'contacts'
  | 'whereabouts'
  | 'published'
  | 'knownProblems'
> & {
  readonly handoffs: Pick<Handoffs, 'acts' | 'waits' | 'routing' | 'hours'>;
  readonly store: Pick<Store, 'complaints' | 'handoffs' | 'records' | 'documents'>;
  /** Read already by whoever acts on complaints. */
  readonly catalogue?: Catalogue;
  /** Default: what the store holds. */
  readonly consents?: Services['consents'];
  /** Path of nlp-models. */
  readonly dataDir: string;
};

/** Reads the data files the dialogs speak and decide by. @throws Error naming the file at fault */
export function servicesOf({ dataDir, store, handoffs, catalogue, consents, ...rest }: ServiceDeps): Services {
  const handoff = join(dataDir, 'handoff');
  return {
    ...rest,
    acts: handoffs.acts,
    waits: handoffs.waits,
    routing: handoffs.routing,
    hours: handoffs.hours,
    replies: loadReplies(join(dataDir, 'replies')),
    cues: loadCues(join(dataDir, 'lexicon', 'cues.yaml')),
    knowledge: loadKnowledge(join(dataDir, 'knowledge')),
    toTraditional: loadTraditional(join(dataDir, 'knowledge')),
    catalogue: catalogue ?? loadCatalogue(join(dataDir, 'complaints'), loadWorkingDays(handoff)),
    policy: loadHandoffPolicy(handoff),
    openings: loadOpenings(handoff),
    complaints: store.complaints,
    queue: store.handoffs,
    records: store.records,
    consents: consents ?? createConsents(store),
    dataRequests: createDataRequests(store),
  };
}
