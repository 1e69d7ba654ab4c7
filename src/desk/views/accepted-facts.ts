import type { Handoff } from '../../handoff/handoff';
import type { Clock } from '../../ports/clock';
import type { HandoffQueue } from '../../ports/handoff-queue';

/** What is counted and compared of a hand-over a person took; without brief and transcript, so that many fit. */
export interface AcceptedFact
  extends Pick<Handoff, 'id' | 'version' | 'status' | 'skill' | 'agent' | 'createdAt' | 'conversationId' | 'wrapUp'> {
  readonly acceptedAt: number;
  /** Waited for a time of the customer's own choice. */
  readonly calledBack: boolean;
  readonly complaints: readonly { readonly number: string; readonly type: string }[];
}

const lookBackMs = 180 * 86_400_000;
const mostKept = 1_000;
/** After a longer pause reading anew is less work than reading all that changed. */
const pauseMs = 10 * 60_000;
/** And what was removed from the store (erased, purged) is no change: it is forgotten here with the next whole reading. */
const wholeMs = 3_600_000;

/**
 * Hand-overs of the last half year that people took, newest first. Read whole once, then only what changed: supervisors
 * look every few seconds, and each entry carries a whole conversation.
 */
export class AcceptedFacts {
  private readonly facts = new Map<string, AcceptedFact>();
  private position: string | undefined;
  private lookedAt = 0;
  private readWholeAt = 0;
  private looking: Promise<readonly AcceptedFact[]> | undefined;

  constructor(
    private readonly queue: Pick<HandoffQueue, 'changed' | 'acceptedSince'>,
    private readonly clock: Clock,
  ) {}

  /** Those who ask at the same time share one look. */
  look(): Promise<readonly AcceptedFact[]> {
    this.looking ??= this.read().finally(() => {
      this.looking = undefined;
    });
    return this.looking;
  }

  private async read(): Promise<readonly AcceptedFact[]> {
    const now = this.clock.now();
    const within = (ms: number, since: number): boolean => Math.abs(now - since) <= ms;
    const fresh = this.position !== undefined && within(pauseMs, this.lookedAt) && within(wholeMs, this.readWholeAt);
    // The position comes first: what is written while the rest is read is looked at again.
    const { position, handoffs } = await this.queue.changed(fresh ? this.position : undefined);
    if (fresh) for (const handoff of handoffs) this.keep(handoff);
    else {
      const all = await this.queue.acceptedSince(now - lookBackMs, mostKept);
      this.facts.clear();
      this.readWholeAt = now;
      for (const handoff of all) this.keep(handoff);
    }
    this.position = position;
    this.lookedAt = now;
    const newest = [...this.facts.values()].sort((a, b) => b.acceptedAt - a.acceptedAt);
    for (const { id } of newest.splice(mostKept)) this.facts.delete(id);
    return newest;
  }

  private keep(handoff: Handoff): void {
    const { id, version, status, skill, agent, createdAt, acceptedAt, conversationId, wrapUp, callBack, brief } =
      handoff;
    if (acceptedAt === undefined || (this.facts.get(id)?.version ?? 0) > version) return;
    this.facts.set(id, {
      ...{ id, version, status, skill, createdAt, acceptedAt, conversationId },
      ...(agent === undefined ? {} : { agent }),
      ...(wrapUp === undefined ? {} : { wrapUp }),
      calledBack: callBack !== undefined,
      complaints: brief.complaints.map(({ number, type }) => ({ number, type })),
    });
  }
}
