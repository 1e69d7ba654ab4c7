import type { TurnContext } from 'botbuilder';

type Logic = (context: TurnContext) => Promise<void>;

/** A proactive turn asked for in this process, see `BotAdapter.continueConversation`. */
export interface OwnTurn {
  readonly key: string;
  readonly logic: Logic;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** Proactive turns in line, by conversation; each stays the first of its line until it is done or failed. */
export class OwnTurns {
  private readonly lines = new Map<string, OwnTurn[]>();

  /** Resolves when the turn is committed, rejects with what the logic threw. */
  add(conversationId: string, key: string, logic: Logic): Promise<void> {
    return new Promise((resolve, reject) => {
      const own: OwnTurn = {
        key,
        logic,
        done: () => {
          this.remove(conversationId, own);
          resolve();
        },
        failed: (error) => {
          this.remove(conversationId, own);
          reject(error);
        },
      };
      this.lines.set(conversationId, [...(this.lines.get(conversationId) ?? []), own]);
    });
  }

  first(conversationId: string): OwnTurn | undefined {
    return this.lines.get(conversationId)?.[0];
  }

  failAll(error: Error): void {
    for (const own of [...this.lines.values()].flat()) own.failed(error);
  }

  private remove(conversationId: string, own: OwnTurn): void {
    const left = (this.lines.get(conversationId) ?? []).filter((other) => other !== own);
    if (left.length > 0) this.lines.set(conversationId, left);
    else this.lines.delete(conversationId);
  }
}
