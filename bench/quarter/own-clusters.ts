import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Complaint } from '../../src/complaints/complaint';
import type { StoredProblem } from '../../src/known-problems/stored-problem';
import { minuteMs } from './own-calendar';
import type { Language, Stories } from './stories';
import type { Absence } from './timer-check';

/*
 * Where the rule for troubles of many (docs/known-problems.md) asks for a suggestion, counted again: from what was told and
 * from the histories, complaint by complaint, with the data file and not a line of the product's own search.
 */

interface Rule {
  readonly rule: string;
  readonly type: string;
  readonly sub_types: readonly string[];
  readonly where: 'same_area' | 'everywhere';
  readonly window_minutes: number;
  readonly customers: number;
}

/** The job looks every 30 s, at the seconds all jobs look at. */
const lookMs = 40_000;

/** Kind and place of complaints as they stood at a time, and what the rule makes of them. */
export interface OwnClusters {
  areaOf(complaint: Complaint): string | undefined;
  kindAt(complaint: Complaint, at: number): { readonly type: string; readonly subType: string | undefined };
  /** Suggestions too many, too few, too late, or with another count. */
  faults(complaints: readonly Complaint[], problems: readonly StoredProblem[], absences: readonly Absence[]): string[];
}

export function ownClusters(root: string, stories: Readonly<Record<Language, Stories>>): OwnClusters {
  const read = (name: string): unknown => parse(readFileSync(join(root, 'nlp-models/complaints', name), 'utf8'));
  const { rules } = read('known-problems.yaml') as { rules: readonly Rule[] };
  const places = placesOf(read('areas.yaml') as AreasFile, stories);

  const find = (text: string): string | undefined => places.find(({ word }) => text.includes(word))?.area;
  const areaOf = ({ slots, story }: Complaint): string | undefined => find(slots.place ?? '') ?? find(story);

  /** Complaints that count for a rule at a place at a time. */
  function counting(
    rule: Rule,
    area: string | undefined,
    complaints: readonly Complaint[],
    problems: readonly StoredProblem[],
    at: number,
  ): readonly Complaint[] {
    const from = at - rule.window_minutes * minuteMs;
    const mended = problems
      .filter((problem) => isSamePlace(problem, rule, area))
      .flatMap(({ repair }) => (repair && repair.at <= at ? [repair.at] : []));
    return complaints.filter((complaint) => {
      const { createdAt } = complaint;
      const { type, subType } = kindAt(complaint, at);
      return (
        createdAt >= from &&
        createdAt <= at &&
        type === rule.type &&
        subType !== undefined &&
        rule.sub_types.includes(subType) &&
        (rule.where === 'everywhere' || areaOf(complaint) === area) &&
        !isPartAt(complaint, at) &&
        !['withdrawn', 'merged'].includes(statusAt(complaint, at)) &&
        mended.every((repairedAt) => createdAt > repairedAt)
      );
    });
  }
  const customersOf = (complaints: readonly Complaint[]): number =>
    new Set(complaints.map(({ phone, conversationId }) => phone ?? conversationId)).size;

  return {
    areaOf,
    kindAt,
    faults(complaints, problems, absences) {
      const faults: string[] = [];
      const inTime = [...complaints].sort((a, b) => a.createdAt - b.createdAt);
      for (const rule of rules) {
        const window = rule.window_minutes * minuteMs;
        const areas = rule.where === 'everywhere' ? [undefined] : [...new Set(inTime.map(areaOf))];
        for (const area of areas) {
          if (rule.where === 'same_area' && area === undefined) continue;
          const here = inTime.filter((one) => area === undefined || areaOf(one) === area);
          const known = problems.filter((problem) => isSamePlace(problem, rule, area));
          const at = (time: number) => counting(rule, area, between(here, time - window, time), known, time);
          for (const problem of known) {
            const suggested = problem.history.find(({ event }) => event === 'suggest');
            if (!suggested || !ruleMade(problem, rule)) continue;
            const count = customersOf(at(suggested.at));
            const others = known.filter((other) => other !== problem);
            const name = `${problem.number} of ${rule.rule} in ${area ?? 'all places'}`;
            if (count < rule.customers)
              faults.push(`${name}: suggested for ${count} customers, the rule asks for more`);
            if (`${count}` !== suggested.note)
              faults.push(`${name}: says ${suggested.note} customers, there were ${count}`);
            if (isKnownAt(others, suggested.at - 1, window)) faults.push(`${name}: suggested, and known already`);
          }
          const moments = [
            ...here.filter(({ type }) => type === rule.type).map(({ createdAt }) => createdAt),
            ...known.flatMap(({ status, endedAt = 0 }) => (status === 'dismissed' ? [endedAt + window] : [])),
          ];
          for (const moment of moments) {
            const away = absences.find(({ from, until }) => moment + lookMs > from && moment < until);
            const by = (away ? Math.max(moment, away.until) : moment) + lookMs;
            if (customersOf(at(moment)) < rule.customers || customersOf(at(by)) < rule.customers) continue;
            if (!isKnownAt(known, by, window))
              faults.push(
                `${rule.rule} in ${area ?? 'all places'}: enough customers at ${time(moment)}, and nothing was suggested`,
              );
          }
        }
      }
      return faults;
    },
  };
}

interface AreasFile {
  readonly areas: readonly { readonly area: string; readonly words: readonly string[] }[];
}

/** Places people name, in every language, the longest first. */
function placesOf({ areas }: AreasFile, stories: Readonly<Record<Language, Stories>>) {
  return stories['zh-Hans'].places
    .flatMap((place, index) => {
      const area = areas.find(({ words }) => words.includes(place))?.area;
      if (area === undefined) throw new Error(`${place} is in no area.`);
      return Object.values(stories).map(({ places }) => ({ word: places[index] ?? place, area }));
    })
    .sort((a, b) => b.word.length - a.word.length);
}

function kindAt({ type, subType, history }: Complaint, at: number): { type: string; subType: string | undefined } {
  const later = history.find((line) => line.event === 'correct_type' && line.at > at);
  const [before] = later?.note?.split(' → ') ?? [];
  if (before === undefined) return { type, subType };
  const [was = '', sub] = before.split('/');
  return { type: was, subType: sub };
}

const statusAt = ({ history }: Complaint, at: number): string =>
  history.findLast((line) => line.at <= at && line.to !== undefined)?.to ?? 'received';

function isPartAt({ history }: Complaint, at: number): boolean {
  const last = history.findLast((line) => line.at <= at && (line.event === 'attach' || line.event === 'detach'));
  return last?.event === 'attach';
}

const isSamePlace = ({ type, subTypes, areas }: StoredProblem, rule: Rule, area: string | undefined): boolean =>
  type === rule.type &&
  subTypes.some((one) => rule.sub_types.includes(one)) &&
  (areas.length === 0 || area === undefined || areas.includes(area));

const ruleMade = ({ subTypes }: StoredProblem, { sub_types: own }: Rule): boolean => `${subTypes}` === `${own}`;

/** Suggested or open there, or dismissed within the window. */
const isKnownAt = (problems: readonly StoredProblem[], at: number, window: number): boolean =>
  problems.some(({ history, status, endedAt, repair }) => {
    if ((history[0]?.at ?? 0) > at) return false;
    if (status === 'dismissed') return at < (endedAt ?? 0) + window;
    return repair === undefined || at < repair.at;
  });

function between(inTime: readonly Complaint[], from: number, until: number): readonly Complaint[] {
  const first = inTime.findIndex(({ createdAt }) => createdAt >= from);
  return first < 0 ? [] : inTime.slice(first).filter(({ createdAt }) => createdAt <= until);
}

const time = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
