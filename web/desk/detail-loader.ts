import { type ApiFault, api } from './api';
import type { DeskChange, DeskState } from './state/desk-state';
import type { Store } from './state/store';

export interface DetailLoaderOptions {
  readonly store: Store<DeskState, DeskChange>;
  /** Asks the server; `quiet`: of the page's own accord, which keeps no session awake. */
  readonly ask?: typeof api.detail;
  /** What is open is not there any more, or not ours to see. */
  readonly gone: (id: string) => void;
  readonly fault: (fault: ApiFault) => void;
}

/** Keeps the brief that is open as new as the inbox's word of it, and looks at what changes beside it. */
export class DetailLoader {
  private readonly loading = new Map<string, number>();
  /** Versions at which a brief was not to be had: asking again is for a newer one. */
  private readonly absent = new Map<string, number>();

  constructor(private readonly options: DetailLoaderOptions) {}

  /** The inbox's word of the chosen one changed: look at the whole of it again. */
  follow(state: DeskState, before: DeskState): void {
    const id = openIn(state);
    if (id === undefined) return;
    const detail = state.details.get(id);
    const version = state.handoffs.get(id)?.version ?? detail?.version ?? 0;
    const asked = this.loading.get(id);
    const chosenNow = state.route !== before.route || state.phase !== before.phase;
    if (!chosenNow && version <= (this.absent.get(id) ?? -1)) return;
    if ((detail === undefined || detail.version < version || chosenNow) && (asked === undefined || asked < version)) {
      void this.load(id, version, false);
    }
  }

  /** Complaints change without the hand-over (a colleague corrects a type): asked for now and then while they are open. */
  async lookAgain(): Promise<void> {
    const state = this.options.store.get();
    const id = openIn(state);
    const known = id === undefined ? undefined : state.details.get(id);
    if (!known || this.loading.has(known.id)) return;
    await this.load(known.id, known.version, true);
  }

  private async load(id: string, version: number, quiet: boolean): Promise<void> {
    const { store, ask = api.detail, gone, fault } = this.options;
    this.loading.set(id, version);
    const answer = await ask(id, quiet);
    this.loading.delete(id);
    if (answer.ok) {
      this.absent.delete(id);
      store.dispatch({ type: 'detail', detail: answer.value });
    } else if (answer.fault.status === 404) {
      this.absent.set(id, version);
      store.dispatch({ type: 'detail_gone', id });
      gone(id);
    } else if (!quiet || answer.fault.status === 401) fault(answer.fault);
  }
}

const openIn = ({ phase, route }: DeskState): string | undefined =>
  phase === 'signed_in' && route.view === 'inbox' ? route.id : undefined;
