import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { ClockRules } from '../../complaints/clock-rules';
import type { Complaint } from '../../complaints/complaint';
import type { Clock } from '../../ports/clock';
import type { ComplaintRepository } from '../../ports/complaint-repository';
import { owesMarks } from '../../storage/owes-marks';
import { type DueView, emptyView, type Touched, viewWith } from './due-view';
import { standingOf } from './standing';

export type { DueView } from './due-view';
export type { DueEntry } from './standing';

/** Some milliseconds of work between two turns of others. */
const pageSize = 50;
const keptMs = 1_000;
/** A look that takes longer than this goes on behind the page's back … */
const quickMs = 100;
/** … unless what is known is older than this. */
const oldestMs = 4_000;
/** Pages of changes followed in one look: more have waited for long already. */
const mostPages = 40;
/** Everything is looked at anew after so long, by and by, whatever was told of changes. */
const anewMs = 15 * 60_000;

export interface DueWatchDeps {
  readonly complaints: Pick<ComplaintRepository, 'list' | 'changed' | 'byId'>;
  /** A position of `changed` not long ago; absent: the first there ever was. */
  readonly position: () => Promise<string | undefined>;
  readonly rules: ClockRules;
  readonly clock: Clock;
}

/** By id of the complaint; `until` as in `Standing`. */
type Standings = Map<string, { readonly number: string; readonly until: number; readonly handler: string | undefined }>;
type One = (Touched extends ReadonlyMap<string, infer Each> ? Each : never) & { readonly handler?: string | undefined };
type Looked = Map<string, One>;

/** All that owe a mark, as they were looked at one after the other, and where to go on with what was changed meanwhile. */
interface Renewed {
  readonly position: string | undefined;
  readonly looked: Looked;
}

/**
 * For all open pages of a process: how every complaint that owes a mark stands. All of them are looked at once; from then
 * on those that were changed, on any node, and those whose time has come. What is due follows from clocks and cannot be
 * asked of the store.
 */
export class DueWatch {
  private readonly standings: Standings = new Map();
  private position: string | undefined;
  /** The view as it was made last, and what was looked at since: a look that fails half way loses nothing. */
  private known: DueView = emptyView;
  private looked: Looked = new Map();
  private last: { readonly view: DueView; readonly at: number; readonly took: number } | undefined;
  private looking: Promise<DueView> | undefined;
  private stale = false;
  private renewedAt = 0;
  private renewing: Promise<void> | undefined;
  private renewed: Renewed | undefined;

  constructor(private readonly deps: DueWatchDeps) {}

  /** Something was changed here: what is known is not kept for long. */
  forget(): void {
    this.stale = true;
  }

  async view(): Promise<DueView> {
    const { last } = this;
    const age = last === undefined ? Number.POSITIVE_INFINITY : Math.abs(this.deps.clock.now() - last.at);
    if (last !== undefined && age < keptMs && !this.stale) return last.view;
    this.looking ??= this.look().finally(() => {
      this.looking = undefined;
    });
    if (last === undefined || last.took <= quickMs || age > oldestMs) return this.looking;
    // If it fails, the next page hears of it.
    this.looking.catch(() => undefined);
    return last.view;
  }

  /** Whoever has a complaint that owes a mark, done or not: also who has left. */
  async handlers(): Promise<ReadonlySet<string>> {
    await this.view();
    return new Set([...this.standings.values()].flatMap(({ handler }) => handler ?? []));
  }

  private async look(): Promise<DueView> {
    const { clock } = this.deps;
    const at = clock.now();
    this.stale = false;
    if (this.last === undefined) this.renewed ??= await this.renew();
    else if (Math.abs(at - this.renewedAt) > anewMs) this.renewing ??= this.renewLater();
    this.begin();
    await this.follow();
    await this.lookAgain();
    const view = this.looked.size === 0 ? this.known : viewWith(this.known, this.looked);
    this.known = view;
    this.looked = new Map();
    this.last = { view, at, took: clock.now() - at };
    return view;
  }

  /** Where all was looked at anew, nothing is known but that. */
  private begin(): void {
    const { renewed } = this;
    if (!renewed) return;
    this.renewed = undefined;
    this.standings.clear();
    this.known = emptyView;
    this.looked = new Map();
    for (const [id, one] of renewed.looked) this.put(id, one);
    this.position = renewed.position;
  }

  /** All that owe a mark, page by page, so that turns go on between. */
  private async renew(): Promise<Renewed> {
    const { complaints, clock } = this.deps;
    this.renewedAt = clock.now();
    const position = await this.deps.position();
    const looked: Looked = new Map();
    let before: Complaint | undefined;
    do {
      const page = await complaints.list({ owing: true, ...(before && { before }) }, pageSize);
      for (const complaint of page) looked.set(complaint.id, this.standing(complaint));
      before = page.length < pageSize ? undefined : page.at(-1);
      if (before) await yieldToOthers();
    } while (before);
    return { position, looked };
  }

  /** Taken over by the next look; what could not be read is tried again after the same time. */
  private async renewLater(): Promise<void> {
    this.renewed = await this.renew().catch(() => undefined);
    this.renewing = undefined;
  }

  /** What was changed since, on any node. */
  private async follow(): Promise<void> {
    for (let pages = 0; pages < mostPages; pages += 1) {
      const { position, complaints } = await this.deps.complaints.changed(pageSize, this.position);
      for (const complaint of complaints) {
        // One that is over, and was so before, is none of those that are shown.
        if (owesMarks(complaint) || this.standings.has(complaint.id)) this.put(complaint.id, this.standing(complaint));
      }
      const isEnd = complaints.length === 0 && position === this.position;
      this.position = position;
      if (isEnd) return;
      await yieldToOthers();
    }
  }

  /** Those about which the time has changed something. */
  private async lookAgain(): Promise<void> {
    const now = this.deps.clock.now();
    const over: [string, string][] = [];
    for (const [id, { until, number }] of this.standings) if (until <= now) over.push([id, number]);
    for (const [index, [id, number]] of over.entries()) {
      const complaint = await this.deps.complaints.byId(id);
      this.put(id, complaint ? this.standing(complaint) : { number, standing: undefined });
      if (index % pageSize === pageSize - 1) await yieldToOthers();
    }
  }

  private standing(complaint: Complaint): One {
    const { rules, clock } = this.deps;
    const standing = owesMarks(complaint) ? standingOf(complaint, rules, clock.now()) : undefined;
    return { number: complaint.number, handler: complaint.handler, standing };
  }

  private put(id: string, one: One): void {
    this.looked.set(id, one);
    const { number, handler, standing } = one;
    if (standing) this.standings.set(id, { number, handler, until: standing.until });
    else this.standings.delete(id);
  }
}
