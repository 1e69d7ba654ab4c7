import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  clockTime,
  dayMs,
  hourMs,
  midnight,
  minuteMs,
  type OwnCalendar,
  ownCalendar,
  partOfDay,
  weekdayOf,
} from './own-calendar';

interface HoursFile {
  readonly standard: number;
  readonly by_type: Readonly<Record<string, number>>;
}

/** What the simulation reads of nlp-models/complaints/standard.yaml. */
export interface StandardFile {
  readonly first_reply_hours: HoursFile;
  readonly resolve_hours: HoursFile;
  readonly line_fault: {
    readonly sub_types: readonly string[];
    readonly town_hours: number;
    readonly country_hours: number;
    readonly country_words: readonly string[];
  };
  readonly severity: Readonly<
    Record<
      string,
      {
        readonly first_reply_hours?: HoursFile;
        readonly resolve_hours?: HoursFile;
      }
    >
  >;
  readonly work_hours: readonly { readonly from: string; readonly until: string }[];
  readonly around_the_clock: readonly string[];
  readonly ladder: {
    readonly first_reply: readonly { readonly percent: number }[];
    readonly resolve: readonly { readonly percent: number }[];
    readonly law: readonly { readonly day: number }[];
  };
  readonly answer_days: number;
  readonly feed_back_days: number;
  readonly pause_reasons: Readonly<Record<string, { readonly max_days: number }>>;
  readonly recheck: {
    readonly told_within_hours: number;
    readonly ask_again_hours: readonly number[];
    readonly within_hours: number;
    readonly close_hours: number;
  };
  readonly awake: { readonly from: string; readonly until: string };
  readonly call_backs: { readonly days: readonly number[]; readonly from: string; readonly until: string };
  readonly greeting: { readonly after_days: number; readonly at: string };
  readonly remedy_decision_hours: number;
  readonly remedies: Readonly<
    Record<
      string,
      {
        readonly limit_fen?: number;
        readonly severity_limit_fen?: Readonly<Record<string, number>>;
        readonly paid?: boolean;
        readonly gift?: boolean;
      }
    >
  >;
  readonly repeat: { readonly days: number };
}

/** The standard as times, worked out a second time. */
export interface OwnStandard {
  readonly file: StandardFile;
  readonly calendar: OwnCalendar;
  promise(type: string, subType: string | undefined, place: string | undefined, at: number): OwnPromise;
  ownerOf(type: string, subType: string | undefined): string;
  /** Hours an assessment asks for. */
  target(clock: 'first_reply' | 'resolve', type: string, severity: string): number | undefined;
  isRoundTheClock(subType: string | undefined): boolean;
  /** Where a message that nobody asked for may be sent at the earliest. */
  byDay(at: number): number;
  /** Until when the repair of a known problem was promised at a time, by what the supervisor said. */
  repairTime(problem: string, at: number): number | undefined;
  /** The next time customers are called, within one part of the day; `except` a part, where a call in it would not count. */
  callBack(after: number, except?: number): { readonly from: number; readonly until: number };
}

export interface OwnPromise {
  readonly firstReplyBy: number;
  readonly resolveBy: number;
  readonly answerBy: number;
}

interface TypeFile {
  readonly id: string;
  readonly owner: string;
  readonly sub_types: readonly { readonly id: string; readonly owner?: string }[];
}

/** @param repairTime what supervisors say of known problems; nothing unless told */
export function ownStandard(root: string, repairTime: OwnStandard['repairTime'] = () => undefined): OwnStandard {
  const dir = join(root, 'nlp-models/complaints');
  const read = (name: string): unknown => parse(readFileSync(join(dir, name), 'utf8'));
  const file = read('standard.yaml') as StandardFile;
  const types = readdirSync(dir)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => read(name) as Partial<TypeFile>)
    .filter((found): found is TypeFile => Array.isArray(found.sub_types) && typeof found.owner === 'string');
  const calendar = ownCalendar(root, file.work_hours);
  const half = (at: number): number => Math.floor(at / (30 * minuteMs)) * 30 * minuteMs;
  return {
    file,
    calendar,
    promise(type, subType, place, at) {
      const { line_fault: fault, resolve_hours: resolve, first_reply_hours: first } = file;
      const isCountry = place !== undefined && fault.country_words.some((word) => place.toLowerCase().includes(word));
      const lineHours = isCountry ? fault.country_hours : fault.town_hours;
      const isFault = subType !== undefined && fault.sub_types.includes(subType);
      const hours = isFault ? lineHours : (resolve.by_type[type] ?? resolve.standard);
      const reply = (first.by_type[type] ?? first.standard) * hourMs;
      const isAlways = subType !== undefined && file.around_the_clock.includes(subType);
      const firstReplyBy = half(isAlways ? at + reply : calendar.after(half(at), reply));
      const byWork = (): number => calendar.endOfWork(calendar.afterOnWorkedDays(at, hours * hourMs));
      return {
        firstReplyBy,
        resolveBy: Math.max(firstReplyBy, half(isAlways ? at + hours * hourMs : byWork())),
        answerBy: at + file.answer_days * dayMs,
      };
    },
    repairTime,
    ownerOf(type, subType) {
      const found = types.find(({ id }) => id === type);
      return found?.sub_types.find(({ id }) => id === subType)?.owner ?? found?.owner ?? '';
    },
    target(clock, type, severity) {
      const wanted = file.severity[severity];
      const hours = clock === 'first_reply' ? wanted?.first_reply_hours : wanted?.resolve_hours;
      return hours?.by_type[type] ?? hours?.standard;
    },
    isRoundTheClock: (subType) => subType !== undefined && file.around_the_clock.includes(subType),
    byDay(at) {
      const start = midnight(at);
      if (at >= start + clockTime(file.awake.until)) return start + dayMs + clockTime(file.awake.from);
      return Math.max(at, start + clockTime(file.awake.from));
    },
    callBack(after, except) {
      const { days, from, until } = file.call_backs;
      for (let start = midnight(after); ; start += dayMs) {
        if (!days.includes(weekdayOf(start)) || calendar.isHoliday(start)) continue;
        const [opens, ends] = [start + clockTime(from), start + clockTime(until)];
        const begins = [opens, start + 12 * hourMs, start + 18 * hourMs]
          .filter((at) => at >= opens && at < ends)
          .sort((a, b) => a - b);
        const at = begins.find((time) => time >= after && partOfDay(time) !== except);
        if (at !== undefined) return { from: at, until: begins.find((time) => time > at) ?? ends };
      }
    },
  };
}
