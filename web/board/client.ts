import { type ApiFault, type ApiResult, act, get, quietly } from '../shared/ask-desk';

const mostKept = 60;

/** What was last heard of an address, and when. */
export interface Kept {
  readonly value: unknown;
  readonly at: number;
}

/** Asks the server for the views, keeps what it heard so that going back shows it at once, and notices the session's end. */
export class BoardClient {
  private readonly kept = new Map<string, Kept>();

  constructor(readonly sessionEnded: () => void) {}

  keptOf = (path: string): Kept | undefined => this.kept.get(path);

  /** @param quiet asked by the page of its own accord: keeps no session awake */
  async look<Value>(path: string, quiet: boolean): Promise<ApiResult<Value>> {
    const answer = await this.watched(get<Value>(path, quiet ? quietly : {}));
    if (answer.ok) {
      this.kept.delete(path);
      this.kept.set(path, { value: answer.value, at: Date.now() });
      const oldest = this.kept.keys().next();
      if (this.kept.size > mostKept && !oldest.done) this.kept.delete(oldest.value);
    }
    return answer;
  }

  /** @param key under which it happens once, however often it is said */
  act = <Value>(path: string, body: object, key: string): Promise<ApiResult<Value>> =>
    this.watched(act<Value>(path, body, key));

  /** Nothing of one user is left for the next. */
  forget = (): void => this.kept.clear();

  private async watched<Value>(asked: Promise<ApiResult<Value>>): Promise<ApiResult<Value>> {
    const answer = await asked;
    if (!answer.ok && answer.fault.status === 401) this.sessionEnded();
    return answer;
  }
}

export type { ApiFault };
