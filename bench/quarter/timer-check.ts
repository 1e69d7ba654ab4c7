import type { Complaint, HistoryEntry } from '../../src/complaints/complaint';
import { minuteMs } from './own-calendar';
import { born, live, type OwnLife } from './own-life';
import type { OwnStandard } from './own-standard';
import { type OwnTimer, ownTimers } from './own-timers';

/** From and until when the product was not there, or could not write. */
export interface Absence {
  readonly from: number;
  readonly until: number;
}

export interface TimerFindings {
  readonly fired: number;
  /** By name, without rounds and ids. */
  readonly byName: Readonly<Record<string, number>>;
  /** The longest time between due and fired, where the product was there. */
  readonly latestMs: number;
  /** Fired after an absence that they fell into, and how long after its end at most. */
  readonly caughtUp: number;
  readonly caughtUpMs: number;
  readonly faults: readonly string[];
}

const tolerance = minuteMs;

/** Plays every history again and looks that what was due was fired: once, in time, and nothing else. */
export function checkTimers(
  complaints: readonly Complaint[],
  standard: OwnStandard,
  until: number,
  absences: readonly Absence[],
): TimerFindings {
  const byName: Record<string, number> = {};
  const faults: string[] = [];
  const found = { fired: 0, latestMs: 0, caughtUp: 0, caughtUpMs: 0 };

  /** When a timer that fell due then has to have been fired. */
  function limit(due: number): { readonly at: number; readonly back: number | undefined } {
    const away = absences.find((absence) => due + tolerance > absence.from && due < absence.until);
    return away ? { at: away.until + tolerance, back: away.until } : { at: due + tolerance, back: undefined };
  }

  for (const complaint of complaints) {
    const life = born(complaint, standard);
    const fired = new Set<string>();
    const fault = (text: string): void => void faults.push(`${complaint.number}: ${text}`);
    let since = complaint.createdAt;
    let waiting: readonly OwnTimer[] = [];
    const missing = (now: number): void => {
      for (const { name, at } of waiting)
        if (!fired.has(name) && now > limit(Math.max(at, since)).at)
          fault(`${name} was due at ${time(Math.max(at, since))} and not fired by ${time(now)}`);
    };
    complaint.history.forEach((line, index) => {
      if (line.at > since) missing(line.at);
      const name = timerOf(line, life);
      const before = complaint.history[index - 1];
      const isSame =
        name !== undefined && before !== undefined && timerOf(before, life) === name && before.at === line.at;
      if (name !== undefined && !isSame) {
        const due = waiting.find((timer) => timer.name === name);
        if (fired.has(name)) fault(`${name} was fired again at ${time(line.at)}`);
        else if (due === undefined) fault(`${name} was fired at ${time(line.at)}, and there is no such timer`);
        else if (line.at < due.at) fault(`${name} was fired at ${time(line.at)}, before ${time(due.at)}`);
        else note(name, Math.max(due.at, since), line.at, fault);
        fired.add(name);
      }
      live(life, line, complaint, standard);
      waiting = ownTimers(life, standard);
      since = line.at;
    });
    missing(until);
    const stored = complaint.fired ?? [];
    if (new Set(stored).size !== stored.length) fault('a timer stands twice among those fired');
    const differing = [
      ...stored.filter((name) => !fired.has(name)),
      ...[...fired].filter((name) => !stored.includes(name)),
    ];
    if (differing.length > 0) fault(`fired by the record and by the history differ: ${differing.join(', ')}`);
  }
  return { ...found, byName: sorted(byName), faults };

  function note(name: string, due: number, at: number, fault: (text: string) => void): void {
    found.fired += 1;
    const plain = name
      .replace(/#\d+$/, '')
      .replace(/^remedy:.*/, 'remedy')
      .replace(/^pause:.*/, 'pause');
    byName[plain] = (byName[plain] ?? 0) + 1;
    const { at: latest, back } = limit(due);
    if (at > latest) fault(`${name} was due at ${time(due)} and fired at ${time(at)}`);
    if (back !== undefined && at >= back) {
      found.caughtUp += 1;
      found.caughtUpMs = Math.max(found.caughtUpMs, at - back);
    } else found.latestMs = Math.max(found.latestMs, at - due);
  }
}

/** Whose work a line of the desk is. */
function timerOf({ actor, event, note = '' }: HistoryEntry, { round }: OwnLife): string | undefined {
  if (actor !== 'desk') return undefined;
  if (event === 'close') return `close#${round}`;
  return event === 'timer' || event === 'escalate' || event === 'customer_answered' ? note : undefined;
}

const sorted = (counts: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));

const time = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
