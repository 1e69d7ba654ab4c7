import { type Actor, Agenda } from './agenda';
import { dice } from './dice';
import { Gateways } from './gateways';
import { Nodes } from './nodes';
import type { NoticedCustomer } from './notices';
import { dayMs } from './own-calendar';
import type { OwnStandard } from './own-standard';
import type { Answer, Appeared, CrashPoint, Filed, Question, StaffMember } from './protocol';
import type { QuarterStore } from './quarter-store';
import type { Language, Stories } from './stories';
import type { Trouble } from './supervisor';
import type { Absence } from './timer-check';

/** How long the machine takes to start the product again after a crash; where others go on, nobody hurries. */
const restartMs = 20_000;
const replacedMs = 15 * 60_000;
const secondMs = 1_000;
/** Who finds the product away comes back so much later. */
const againMs = 40_000;

export interface WorldOptions {
  readonly root: string;
  readonly store: QuarterStore;
  /** Processes of the product beside that store. */
  readonly nodes: number;
  readonly from: number;
  readonly until: number;
  readonly seed: number;
  readonly standard: OwnStandard;
  readonly stories: Readonly<Record<Language, Stories>>;
  readonly staff: readonly StaffMember[];
}

/** An answer to the question whether to be on record for a known problem. */
export interface Joining {
  readonly conversation: string;
  readonly joins: boolean;
  readonly at: number;
}

/** A question whose turn failed, and that is asked again. */
export interface Failure {
  readonly at: number;
  readonly fault: string;
}

/** Everything outside the product: the time, who acts when, what reached whom, and whether the product is there. */
export class World {
  readonly agenda = new Agenda();
  readonly gateways = new Gateways();
  /** The product was away as a whole or could not write. */
  readonly absences: Absence[] = [];
  /** A node was away, and others went on. */
  readonly replaced: Absence[] = [];
  readonly crashes: { readonly point: CrashPoint; readonly at: number }[] = [];
  readonly failures: Failure[] = [];
  /** Questions put to the product, those put again included. */
  asked = 0;
  now: number;
  private readonly nodes: Nodes;
  private unlockAt = Number.POSITIVE_INFINITY;
  /** The store cannot be written, and the world found that out so often. */
  private refused = 0;
  isLocked = false;
  /** Messages of customers, as the log of their conversation calls them. */
  readonly sent: { readonly conversation: string; readonly external: string }[] = [];
  /** Numbers of complaints, as they were heard of. */
  readonly recorded = new Set<string>();
  /** What people answered who were asked whether to be on record for a known problem. */
  readonly joinings: Joining[] = [];
  /** Languages of pages and of numbers' conversations, before anything is said there. */
  readonly locales = new Map<string, Language>();
  /** Customers who write one language only, by number. */
  readonly speakers = new Map<string, Language>();
  /** Of whom the business system has something to tell. */
  readonly noticed: NoticedCustomer[] = [];
  /** When somebody began to tell a story, and whether they went away in the middle. */
  readonly told: { readonly conversation: string; readonly at: number; left: boolean }[] = [];
  /** Troubles of many, as supervisors saw them. */
  readonly troubles = new Map<string, Trouble>();
  /** Complaints somebody works on, by number. */
  readonly cases = new Map<string, { readonly mayBeAttached: boolean }>();
  /** What went otherwise than people outside may expect. */
  readonly faults: string[] = [];
  /** How many matters somebody has brought so far. */
  private readonly matters = new Map<string, number>();
  private readonly shown = new Map<string, Appeared[]>();
  private readonly filed = new Map<string, Filed[]>();

  /** @param onSuggested a suggestion stands on the board; told again after a restart */
  constructor(
    readonly options: WorldOptions,
    private readonly onSuggested: (id: string) => void,
  ) {
    this.now = options.from;
    const { root, store, staff, seed } = options;
    this.nodes = new Nodes(options.nodes, {
      options: { root, staff, store: store.place },
      chance: dice(seed, 9_000_000),
      gateway: (call) => this.gateways.take(call, this.now),
      reached: (point, node) => void this.crash(point, node),
    });
  }

  get until(): number {
    return this.options.until;
  }

  async start(): Promise<void> {
    const all = Array.from({ length: this.nodes.count }, (_, index) => index);
    for (const answer of await this.nodes.start(this.now, all)) this.took(answer);
  }

  /** Ends a node at once, any if none is named; it comes back at a time. */
  async away(until: number, node = this.nodes.living[0] ?? 0): Promise<void> {
    const isAlone = this.nodes.living.every((one) => one === node);
    (isAlone ? this.absences : this.replaced).push({ from: this.now, until });
    await this.nodes.kill(node, until);
  }

  /** Nothing can be written to the store until then; the product goes on running. */
  async locked(until: number): Promise<void> {
    this.absences.push({ from: this.now, until });
    this.isLocked = true;
    this.unlockAt = until;
    this.refused = 0;
    await this.options.store.shut();
  }

  private async crash(point: CrashPoint, node: number): Promise<void> {
    this.crashes.push({ point, at: this.now });
    await this.away(this.now + (this.nodes.living.length > 1 ? replacedMs : restartMs), node);
  }

  /** How many questions each node answered. */
  get askedOfNodes(): readonly number[] {
    return this.nodes.answered;
  }

  get isThere(): boolean {
    return this.nodes.living.length > 0;
  }

  /** Whoever asked at that time may not have got the answer: the process died meanwhile. */
  wasCut(since: number): boolean {
    return this.absences.some(({ until }) => until > since) || this.replaced.some(({ from }) => from >= since);
  }

  /** When the product or somebody outside has something to do. */
  get nextAt(): number {
    const product = this.isThere && !this.isShut ? this.nodes.next : Number.POSITIVE_INFINITY;
    // One that comes up reads and writes the store.
    const back = this.isLocked ? Number.POSITIVE_INFINITY : this.nodes.backAt;
    return Math.min(product, back, this.unlockAt, this.agenda.next);
  }

  /** Enough has been asked of a store that cannot write to know that it cannot. */
  private get isShut(): boolean {
    return this.isLocked && this.refused >= 3;
  }

  /** Goes on to the next moment at which something happens. */
  async step(): Promise<void> {
    this.now = Math.max(this.now, this.nextAt);
    if (this.now >= this.unlockAt) {
      this.unlockAt = Number.POSITIVE_INFINITY;
      await this.options.store.open();
      this.isLocked = false;
      this.nodes.lookAt(this.now);
    }
    if (!this.isLocked && this.now >= this.nodes.backAt)
      for (const answer of await this.nodes.start(this.now)) this.took(answer);
    if (this.isThere && !this.isShut && this.nodes.next <= this.now) {
      await this.ask({ do: 'due' });
      return;
    }
    const actor = this.agenda.next <= this.now ? this.agenda.take() : undefined;
    if (!actor) return;
    const { value, done } = await actor.next();
    if (done !== true && value !== undefined) this.agenda.add(Math.max(value, this.now), actor);
  }

  /** @returns `undefined`: the product is not there, or could not do it: ask again later */
  async ask(question: Question): Promise<Answer | undefined> {
    if (!this.isThere || this.isShut) return undefined;
    this.asked += 1;
    if (this.isLocked) this.refused += 1;
    const { answer, heard, fault } = await this.nodes.ask({ ...question, at: this.now });
    for (const one of heard) this.took(one);
    if (fault === undefined) return answer;
    if (!this.isLocked) this.failures.push({ at: this.now, fault: fault instanceof Error ? `${fault.stack}` : '' });
    this.nodes.lookAt(this.now + 5 * secondMs);
    return answer;
  }

  /** Asks until it is answered, as a client does that has its own key for what it wants. */
  async *request(question: Question): AsyncGenerator<number, Answer, void> {
    for (;;) {
      const answer = await this.ask(question);
      if (answer) return answer;
      yield this.now + againMs;
    }
  }

  private took({ appeared, filed, suggested, failures }: Answer): void {
    // While it cannot write it says so, and is right.
    if (!this.isLocked) for (const fault of failures) this.failures.push({ at: this.now, fault });
    for (const entry of appeared) listOf(this.shown, entry.conversation).push(entry);
    for (const id of suggested) this.onSuggested(id);
    for (const complaint of filed) {
      // A turn that is run again finds what it had recorded.
      if (this.recorded.has(complaint.number)) continue;
      this.recorded.add(complaint.number);
      listOf(this.filed, complaint.conversation).push(complaint);
    }
  }

  /** What a page has shown since it was last looked at. */
  async look(conversation: string): Promise<readonly Appeared[]> {
    const { store } = this.options;
    return store.shown ? store.shown(conversation) : listOf(this.shown, conversation).splice(0);
  }
  /** Complaints recorded in a conversation and not yet taken up. */
  filedIn(conversation: string): readonly Filed[] {
    return listOf(this.filed, conversation).splice(0);
  }

  /** Another matter of somebody, known by the number or by the page. */
  brings(teller: string): void {
    this.matters.set(teller, this.mattersOf(teller) + 1);
  }
  mattersOf(teller: string): number {
    return this.matters.get(teller) ?? 0;
  }

  /** A trouble of that type is open, or was not long ago: work that began before may not be done yet. */
  isTroubled(type: string): boolean {
    for (const { suggested, openedAt, repair } of this.troubles.values())
      if (suggested.type === type && openedAt !== undefined && this.now - (repair?.at ?? this.now) < 8 * dayMs)
        return true;
    return false;
  }

  go(actor: Actor, at = this.now): void {
    this.agenda.add(at, actor);
  }

  stop(): Promise<void> {
    return this.nodes.stop();
  }
}

function listOf<Item>(lists: Map<string, Item[]>, key: string): Item[] {
  const found = lists.get(key) ?? [];
  lists.set(key, found);
  return found;
}
