import { type Actor, Agenda } from './agenda';
import { Gateways } from './gateways';
import type { NoticedCustomer } from './notices';
import { dayMs } from './own-calendar';
import type { OwnStandard } from './own-standard';
import { ProductGone, type ProductLink, startProductLink } from './product-link';
import type { Answer, Appeared, CrashPoint, Filed, ProductOptions, Question, StaffMember } from './protocol';
import type { Language, Stories } from './stories';
import type { Trouble } from './supervisor';
import type { Absence } from './timer-check';

/** How long the machine takes to start the product again after a crash. */
const restartMs = 20_000;
const secondMs = 1_000;
/** Who finds the product away comes back so much later. */
const againMs = 40_000;

export interface WorldOptions {
  readonly root: string;
  readonly dir: string;
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
  /** The product was away or could not write. */
  readonly absences: Absence[] = [];
  readonly crashes: { readonly point: CrashPoint; readonly at: number }[] = [];
  readonly failures: Failure[] = [];
  /** Questions put to the product, those put again included. */
  asked = 0;
  now: number;
  /** When the product has something due, epoch ms. */
  next = Number.POSITIVE_INFINITY;
  private link: ProductLink | undefined;
  private life = 0;
  private backAt = 0;
  /** The file cannot be written, and the world found that out so often. */
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
  }

  get until(): number {
    return this.options.until;
  }

  async start(): Promise<void> {
    this.life += 1;
    const { root, dir, staff } = this.options;
    const options: ProductOptions = { root, dir, staff, at: this.now, life: this.life };
    this.link = await startProductLink(
      options,
      (call) => this.gateways.take(call, this.now),
      (point) => void this.crash(point),
    );
    this.took(this.link.ready);
    this.next = this.now;
  }

  /** Ends the product at once; it comes back at a time. */
  async away(until: number): Promise<void> {
    this.absences.push({ from: this.now, until });
    this.backAt = until;
    const { link } = this;
    this.link = undefined;
    await link?.kill();
  }

  /** Nothing can be written to the store until then; the product goes on running. */
  locked(until: number): void {
    this.absences.push({ from: this.now, until });
    this.isLocked = true;
    this.backAt = until;
    this.refused = 0;
  }

  private async crash(point: CrashPoint): Promise<void> {
    this.crashes.push({ point, at: this.now });
    await this.away(this.now + restartMs);
  }

  get isThere(): boolean {
    return this.link !== undefined;
  }

  /** When the product or somebody outside has something to do. */
  get nextAt(): number {
    const product = this.isThere && !this.isShut ? this.next : this.backAt;
    return Math.min(product, this.agenda.next);
  }

  /** Enough has been asked of a store that cannot write to know that it cannot. */
  private get isShut(): boolean {
    return this.isLocked && this.refused >= 3;
  }

  /** Goes on to the next moment at which something happens. */
  async step(unlock: () => void): Promise<void> {
    this.now = Math.max(this.now, this.nextAt);
    if (this.backAt > 0 && this.now >= this.backAt) {
      this.backAt = 0;
      if (this.isLocked) {
        this.isLocked = false;
        unlock();
        this.next = this.now;
      } else if (!this.isThere) await this.start();
    }
    if (this.isThere && !this.isShut && this.next <= this.now) {
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
    if (!this.link || this.isShut) return undefined;
    this.asked += 1;
    if (this.isLocked) this.refused += 1;
    try {
      const answer = await this.link.ask({ ...question, at: this.now });
      this.took(answer);
      return answer;
    } catch (error) {
      if (!(error instanceof ProductGone)) {
        if (!this.isLocked) this.failures.push({ at: this.now, fault: error instanceof Error ? `${error.stack}` : '' });
        this.next = this.now + 5 * secondMs;
        return undefined;
      }
      if (this.link) throw error;
      return undefined;
    }
  }

  /** Asks until it is answered, as a client does that has its own key for what it wants. */
  async *request(question: Question): AsyncGenerator<number, Answer, void> {
    for (;;) {
      const answer = await this.ask(question);
      if (answer) return answer;
      yield this.now + againMs;
    }
  }

  private took({ next, appeared, filed, suggested, failures }: Answer): void {
    // While it cannot write it says so, and is right.
    if (!this.isLocked) for (const fault of failures) this.failures.push({ at: this.now, fault });
    this.next = next ?? Number.POSITIVE_INFINITY;
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
  look(conversation: string): readonly Appeared[] {
    return listOf(this.shown, conversation).splice(0);
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

  async stop(): Promise<void> {
    const { link } = this;
    this.link = undefined;
    await link?.kill();
  }
}

function listOf<Item>(lists: Map<string, Item[]>, key: string): Item[] {
  const found = lists.get(key) ?? [];
  lists.set(key, found);
  return found;
}
