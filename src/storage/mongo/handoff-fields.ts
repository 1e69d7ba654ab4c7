import type { Handoff } from '../../handoff/handoff';
import { finite, stored } from '../stored-text';

/** The document and the fields beside it that change with it; what is absent is null, which no search asks for. */
export const handoffFields = (handoff: Handoff) => ({
  conversationId: stored(handoff.conversationId),
  status: stored(handoff.status),
  skill: stored(handoff.skill),
  rank: finite(handoff.rank ?? handoff.createdAt),
  agent: handoff.agent === undefined ? null : stored(handoff.agent),
  acceptedAt: handoff.acceptedAt === undefined ? null : finite(handoff.acceptedAt),
  version: handoff.version,
  doc: JSON.stringify(handoff),
});
