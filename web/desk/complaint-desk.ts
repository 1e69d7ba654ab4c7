import type { ComplaintActBodies, PacketWish } from '../../src/desk/complaint-api';
import { randomKey } from '../shared/random-key';
import { type ApiFault, api } from './api';
import { groupOf, listKey } from './state/complaints';
import type { DeskChange, DeskState } from './state/desk-state';
import { neighbourIn } from './state/neighbour-in';
import { type ComplaintsRoute, hashOf } from './state/route';
import type { Store } from './state/store';

export interface ComplaintDeskOptions {
  readonly store: Store<DeskState, DeskChange>;
  /** What is no refusal of a step: a session that is over, a server that is away. */
  readonly fault: (fault: ApiFault) => void;
  /** Why a step was refused, in the agent's words. */
  readonly words: (fault: ApiFault) => string;
  readonly done: (act: keyof ComplaintActBodies) => void;
  /** A step without a dialog was refused. */
  readonly refused: (words: string) => void;
}

/** A file that is being saved is kept this long. */
const keptMs = 60_000;
const everyMs = 15_000;

/** The work on complaints as the page does it: the list and the open one are looked at again every 15 s. */
export class ComplaintDesk {
  private readonly store: Store<DeskState, DeskChange>;
  private listed: readonly string[] = [];

  constructor(private readonly options: ComplaintDeskOptions) {
    this.store = options.store;
    this.store.subscribe((state, before) => this.follow(state, before));
    document.addEventListener('visibilitychange', () => this.lookAgain());
    setInterval(() => this.lookAgain(), everyMs);
  }

  go(route: Omit<ComplaintsRoute, 'view'>): void {
    location.hash = hashOf({ view: 'complaints', ...route });
  }

  /**
   * @param key of the dialog it was filled in; said again there it is the same step
   * @returns why it was refused; `undefined`: done
   */
  async act<Act extends keyof ComplaintActBodies>(
    number: string,
    act: Act,
    body: ComplaintActBodies[Act],
    key: string,
  ): Promise<string | undefined> {
    const answer = await api.complaintAct(number, act, body, key);
    if (answer.ok) {
      // What is out of one's sight by now is answered with nothing.
      if (answer.value) this.show(number, { type: 'complaint', detail: answer.value });
      else this.show(number, { type: 'complaint_absent', number });
      this.options.done(act);
      void this.loadList(false);
      return undefined;
    }
    const { fault } = answer;
    if (fault.status === 401) this.options.fault(fault);
    // Somebody else was faster, or the dialog's first try had arrived: show what it is now.
    else if ([404, 409, 422].includes(fault.status)) void this.loadDetail(number);
    return this.options.words(fault);
  }
  /** A step without anything to fill in. */
  async actAtOnce<Act extends keyof ComplaintActBodies>(number: string, act: Act, body: ComplaintActBodies[Act]) {
    const refusal = await this.act(number, act, body, randomKey());
    if (refusal !== undefined) this.options.refused(refusal);
  }

  /** The papers with the personal data in full, saved as a file. @returns why not; `undefined`: saved */
  async packet(number: string, wish: PacketWish): Promise<string | undefined> {
    const answer = await api.packet(number, wish);
    if (!answer.ok) {
      if (answer.fault.status === 401) this.options.fault(answer.fault);
      return this.options.words(answer.fault);
    }
    const link = document.createElement('a');
    link.href = URL.createObjectURL(answer.value);
    link.download = `${number}.${wish.format}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), keptMs);
    return undefined;
  }

  more(): Promise<void> {
    return this.loadList(true);
  }
  /** Now, because somebody asked for it. */
  retry(): void {
    void this.loadList(false);
  }
  transcript(transcript: DeskState['complaints']['transcript']): void {
    this.store.dispatch({ type: 'complaint_transcript', transcript });
  }

  /** The numbers the list shows by now, in its order. */
  shows(listed: readonly string[]): void {
    this.listed = listed;
  }
  /** The list's next or previous one, from the one that is open. */
  step(by: 1 | -1): void {
    const { route } = this.store.get();
    if (route.view !== 'complaints') return;
    const number = neighbourIn(this.listed, route.number, by);
    if (number !== undefined) this.go({ ...route, number });
  }

  private follow(state: DeskState, before: DeskState): void {
    const { route, phase } = state;
    if (phase !== 'signed_in' || route.view !== 'complaints') return;
    const entered = before.phase !== 'signed_in' || before.route.view !== 'complaints';
    if (entered || keyOf(before) !== keyOf(state)) void this.loadList(false);
    if (entered || (before.route.view === 'complaints' && before.route.number !== route.number)) {
      if (route.number !== undefined) void this.loadDetail(route.number);
    }
  }

  private lookAgain(): void {
    const { route, phase } = this.store.get();
    if (document.visibilityState !== 'visible' || phase !== 'signed_in' || route.view !== 'complaints') return;
    void this.loadList(false, true);
    if (route.number !== undefined) void this.loadDetail(route.number, true);
  }

  private async loadList(more: boolean, quiet = false): Promise<void> {
    const state = this.store.get();
    const { route, me, complaints } = state;
    if (route.view !== 'complaints') return;
    const key = listKey(route, me?.role);
    const before = more ? complaints.list?.next : undefined;
    const { type, status, level } = route;
    const query = new URLSearchParams({ group: groupOf(route, me?.role) });
    for (const [name, value] of Object.entries({ type, status, level, before }))
      if (value !== undefined) query.set(name, value);
    const answer = await api.complaints(query, quiet);
    if (keyOf(this.store.get()) !== key) return;
    if (answer.ok) this.store.dispatch({ type: 'complaints', key, page: answer.value, more });
    else if (answer.fault.status === 401) this.options.fault(answer.fault);
    else this.store.dispatch({ type: 'complaints_failed' });
  }

  private async loadDetail(number: string, quiet = false): Promise<void> {
    const answer = await api.complaint(number, quiet);
    if (answer.ok) this.show(number, { type: 'complaint', detail: answer.value });
    else if (answer.fault.status === 404) {
      // What is being written about it is not taken away; a later look says it.
      if (document.querySelector('dialog[open]') === null) this.show(number, { type: 'complaint_absent', number });
    } else if (answer.fault.status === 401 || this.store.get().complaints.detail === undefined)
      this.options.fault(answer.fault);
  }

  /** Only what is still looked at: an answer may come late. */
  private show(number: string, change: DeskChange): void {
    const { route } = this.store.get();
    if (route.view === 'complaints' && route.number === number) this.store.dispatch(change);
  }
}

const keyOf = ({ route, me }: DeskState): string | undefined =>
  route.view === 'complaints' ? listKey(route, me?.role) : undefined;
