import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { ClockRules } from '../../complaints/clock-rules';
import type { ComplaintClock } from '../../complaints/clocks';
import type { Complaint } from '../../complaints/complaint';
import { type MissedMark, missedMarks } from '../../complaints/missed-marks';
import type { Clock } from '../../ports/clock';
import type { ComplaintRepository } from '../../ports/complaint-repository';
import type { ComplaintTodo, LedgerView } from '../complaint-api';
import { nextClock, todoOf } from './complaint-line';

/** A complaint somebody has to look at now. */
export interface DueEntry {
  readonly id: string;
  readonly owner: string;
  readonly handler?: string;
  /** Of the clock that runs out next, or of the earliest mark that is missed. */
  readonly dueAt: number;
  /** Only a remedy waits for a supervisor. */
  readonly onlyDecision: boolean;
}

/** What is due and what was left out, a second ago, or 15 s and more where there is a lot to look at. */
export interface DueView {
  /** The longest overdue first. */
  readonly due: readonly DueEntry[];
  readonly omissions: LedgerView['omissions'];
  /** Open complaints by the clock that runs out next, the first to run out first; what stands still is left out. */
  readonly deadlines: readonly { readonly id: string; readonly dueAt: number }[];
  /** Complaints with a remedy that waits for a supervisor. */
  readonly approvals: number;
  /** These complaints, in the order of what is due. */
  readonly decisions: readonly { readonly id: string; readonly dueAt: number }[];
}

/** Share of a clock that makes a complaint due; the ladder warns the team lead at the same (standard.yaml). */
const dueShare = 0.8;
/** Some milliseconds of work between two turns of others. */
const pageSize = 50;
const keptMs = 15_000;
/** For so long where looking is cheap. */
const keptCheaplyMs = 1_000;
/** A look that took longer than this is not repeated for every change. */
const cheapMs = 100;
/** Looking takes at most this part of the time. */
const restFactor = 20;

/**
 * One look for all open pages of a process over every complaint that owes a mark, page by page, so that turns go on between.
 * What is due follows from clocks and cannot be asked of the store.
 */
export class DueWatch {
  private last: { readonly view: DueView; readonly at: number; readonly took: number } | undefined;
  private looking: Promise<DueView> | undefined;
  private stale = false;

  constructor(
    private readonly complaints: Pick<ComplaintRepository, 'list'>,
    private readonly rules: ClockRules,
    private readonly clock: Clock,
  ) {}

  /** Something was changed here: the next look is a new one, where looking is cheap. */
  forget(): void {
    this.stale = true;
  }

  async view(): Promise<DueView> {
    const { last } = this;
    const isCheap = last !== undefined && last.took <= cheapMs;
    const age = last === undefined ? Infinity : this.clock.now() - last.at;
    const isFresh =
      last !== undefined &&
      age < Math.max(isCheap ? keptCheaplyMs : keptMs, restFactor * last.took) &&
      !(this.stale && isCheap);
    if (isFresh) return last.view;
    this.looking ??= this.look().finally(() => {
      this.looking = undefined;
    });
    if (last === undefined || isCheap) return this.looking;
    // A long look goes on behind the page's back; if it fails, the next page hears of it.
    this.looking.catch(() => undefined);
    return last.view;
  }

  private async look(): Promise<DueView> {
    const at = this.clock.now();
    this.stale = false;
    const due: DueEntry[] = [];
    const omissions: LedgerView['omissions'][number][] = [];
    const deadlines: DueView['deadlines'][number][] = [];
    const decisions: DueView['decisions'][number][] = [];
    let before: Complaint | undefined;
    do {
      const page = await this.complaints.list({ owing: true, ...(before && { before }) }, pageSize);
      for (const complaint of page) {
        const missed = missedMarks(complaint, at, this.rules);
        const clock = nextClock(complaint, this.rules, at);
        const todo = todoOf(complaint, this.rules, at);
        const entry = entryOf(complaint, { missed, clock, todo });
        if (entry) due.push(entry);
        if (clock && !clock.paused) deadlines.push({ id: complaint.id, dueAt: clock.dueAt });
        if (entry && todo.includes('decide_remedy')) decisions.push({ id: complaint.id, dueAt: entry.dueAt });
        for (const omission of missed) omissions.push({ ...subject(complaint), ...omission });
      }
      before = page.length < pageSize ? undefined : page.at(-1);
      if (before) await yieldToOthers();
    } while (before);
    const view = {
      due: due.sort(byDue),
      omissions: omissions.sort((a, b) => a.dueAt - b.dueAt),
      deadlines: deadlines.sort(byDue),
      approvals: decisions.length,
      decisions: decisions.sort(byDue),
    };
    this.last = { view, at, took: this.clock.now() - at };
    return view;
  }
}

interface Standing {
  readonly missed: readonly MissedMark[];
  readonly clock: ComplaintClock | undefined;
  readonly todo: readonly ComplaintTodo[];
}

function entryOf(complaint: Complaint, { missed, clock, todo }: Standing): DueEntry | undefined {
  const runsOut = clock !== undefined && !clock.paused && clock.used >= dueShare;
  const isDue = runsOut || missed.length > 0 || todo.some((what) => what !== 'decide_remedy');
  if (!isDue && todo.length === 0) return undefined;
  const times = [...missed.map(({ dueAt }) => dueAt), ...(clock ? [clock.dueAt] : [])];
  const { number: _, ...whose } = subject(complaint);
  return {
    ...whose,
    id: complaint.id,
    dueAt: times.length === 0 ? complaint.createdAt : Math.min(...times),
    onlyDecision: !isDue,
  };
}

const subject = ({ number, handler, promise }: Complaint) => ({
  number,
  owner: promise.owner,
  ...(handler === undefined ? {} : { handler }),
});

type Dated = Pick<DueEntry, 'id' | 'dueAt'>;
const byDue = (a: Dated, b: Dated): number => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1);
