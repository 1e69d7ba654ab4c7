/** Who waits for the turn of which incoming activity to be committed. */
export class Waiters {
  private readonly byConversation = new Map<string, Map<Promise<void>, Waiting>>();

  /** Resolves when the conversation is processed up to `seq`. */
  until(conversationId: string, seq: number): Promise<void> {
    const waiting: Partial<Waiting> = { seq };
    const promise = new Promise<void>((resolve, reject) => Object.assign(waiting, { resolve, reject }));
    // Nobody has to wait for a turn: one that never came must not end the process as an unhandled rejection.
    promise.catch(() => undefined);
    const all = this.byConversation.get(conversationId) ?? new Map<Promise<void>, Waiting>();
    this.byConversation.set(conversationId, all.set(promise, waiting as Waiting));
    return promise;
  }

  has(conversationId: string): boolean {
    return this.byConversation.has(conversationId);
  }

  conversations(): string[] {
    return [...this.byConversation.keys()];
  }

  settle(conversationId: string, processedSeq: number): void {
    const all = this.byConversation.get(conversationId);
    if (!all) return;
    for (const [promise, { seq, resolve }] of all) {
      if (seq > processedSeq) continue;
      all.delete(promise);
      resolve();
    }
    if (all.size === 0) this.byConversation.delete(conversationId);
  }

  /** Resolves when nobody waits any more, however it ended. */
  async none(): Promise<void> {
    await Promise.allSettled([...this.byConversation.values()].flatMap((all) => [...all.keys()]));
  }

  rejectAll(error: Error): void {
    for (const all of this.byConversation.values()) for (const { reject } of all.values()) reject(error);
    this.byConversation.clear();
  }
}

interface Waiting {
  readonly seq: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}
