import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { standardSchema } from '../complaints/catalogue-schema';
import { placeholders } from '../complaints/template';
import { DataFileError, loadData } from '../data-files/load-data';
import { shanghaiDay } from '../ports/calendar';
import { languages } from '../ports/language';
import { type CannedReplies, cannedVariables, loadCannedReplies } from './canned-replies';
import { hoursSchema, loadWorkingDays } from './hours';
import { loadOpenings, type Openings } from './openings';
import { loadHandoffPolicy, policySchema } from './policy';
import { loadRouting } from './routing-data';
import { loadWrapUp, type WrapUpData } from './wrap-up-data';

const known = new Set(['subject', 'matter', 'item', 'amount', 'outcome', 'number', 'reason', 'words']);

/**
 * Checks the files of nlp-models/handoff beyond their schemas.
 * @param now also says when the calendar ends soon or its review is late
 * @returns every fault with its file; empty when the data is sound
 */
export function lintHandoff(dir: string, now?: number): string[] {
  try {
    loadHandoffPolicy(dir);
    return [
      ...lintHours(dir),
      ...lintOpenings(loadOpenings(dir)),
      ...lintRouting(dir),
      ...lintWrapUp(dir, loadWrapUp(dir)),
      ...lintCannedReplies(loadCannedReplies(dir)),
      ...(now === undefined ? [] : calendarWarnings(dir, now)),
    ];
  } catch (error) {
    if (error instanceof DataFileError) return error.faults.map((fault) => `${error.file}: ${fault}`);
    throw error;
  }
}

/** What somebody has to do about the calendar; to be logged at the start. */
export const calendarWarnings = (dir: string, now: number): string[] =>
  loadWorkingDays(dir)
    .warnings(shanghaiDay(now))
    .map((warning) => `hours.yaml: ${warning}`);

function lintHours(dir: string): string[] {
  const { daily, call_back: callBack, calendar } = loadData(dir, 'hours.yaml', hoursSchema);
  const weekday = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay();
  return [
    // A call back promised while nobody serves would be an empty promise.
    ...callBack.slots
      .filter((slot) => !daily.some(({ from, until }) => slot.from >= from && slot.until <= until))
      .map(({ from, until }) => `hours.yaml: call-back slot ${from}-${until} lies outside the daily hours`),
    // A make-up day on a Tuesday is a slip of the pen.
    ...(calendar?.working_days ?? [])
      .filter((date) => weekday(date) !== 0 && weekday(date) !== 6)
      .map((date) => `hours.yaml: make-up day ${date} is no weekend day`),
    ...(calendar?.working_days ?? [])
      .filter((date) => calendar?.holidays.some(({ from, until }) => date >= from && date <= until))
      .map((date) => `hours.yaml: ${date} is both a holiday and a make-up day`),
    ...(calendar?.holidays ?? [])
      .filter(({ until }) => until > (calendar?.until ?? until))
      .map(({ name, until }) => `hours.yaml: ${name} ends ${until}, after the calendar itself`),
  ];
}

const lintOpenings = ({ summaries, matters, openings }: Openings): string[] =>
  [...Object.values(summaries), ...Object.values(matters), ...Object.values(openings)]
    .flatMap((template) => [...placeholders(template)])
    .filter((name) => !known.has(name))
    .map((name) => `openings.yaml: {${name}} is not known in a brief`);

/** Every team the policy sends somebody to must have a name, and a standard only for teams there are. */
function lintRouting(dir: string): string[] {
  const { teams, standard, owners } = loadRouting(dir);
  const { skills } = loadData(dir, 'policy.yaml', policySchema);
  const sentTo = [...Object.values(skills.by_type), ...Object.values(skills.by_intent), skills.default];
  return [
    ...[...new Set(sentTo)]
      .filter((team) => !Object.hasOwn(teams, team))
      .map((team) => `routing.yaml: policy.yaml sends to the team "${team}", which is not in teams`),
    ...Object.keys(standard.by_team)
      .filter((team) => !Object.hasOwn(teams, team))
      .map((team) => `routing.yaml: standard.by_team names the unknown team "${team}"`),
    ...Object.keys(owners)
      .filter((team) => !Object.hasOwn(teams, team))
      .map((team) => `routing.yaml: owners names the unknown team "${team}"`),
    ...lintOwners(join(dir, '..', 'complaints'), new Set(Object.values(owners).flat())),
  ];
}

/** A department without a team has complaints only supervisors see. */
function lintOwners(complaints: string, served: ReadonlySet<string>): string[] {
  if (!existsSync(join(complaints, 'standard.yaml'))) return [];
  const { owners } = loadData(complaints, 'standard.yaml', standardSchema);
  return [
    ...[...served]
      .filter((owner) => !Object.hasOwn(owners, owner))
      .map((owner) => `routing.yaml: owners names the unknown department "${owner}"`),
    ...Object.keys(owners)
      .filter((owner) => !served.has(owner))
      .map((owner) => `routing.yaml: no team serves the department "${owner}"`),
  ];
}

function lintWrapUp(dir: string, data: WrapUpData): string[] {
  const codes = Object.values(data.causes).flatMap(({ causes }) => Object.keys(causes));
  const twice = codes.filter((code, index) => codes.indexOf(code) !== index);
  return [
    ...twice.map((code) => `wrap-up.yaml: the cause "${code}" is there twice`),
    ...(data.isCause(data.defaults.hub) ? [] : [`wrap-up.yaml: defaults.hub "${data.defaults.hub}" is no cause`]),
    ...lintRemedies(join(dir, '..', 'complaints'), data),
  ];
}

/** What the bot proposes to the agent and what the agent says was given are the same remedies with the same limits. */
function lintRemedies(complaints: string, data: WrapUpData): string[] {
  if (!existsSync(join(complaints, 'standard.yaml'))) return [];
  const { remedies } = loadData(complaints, 'standard.yaml', standardSchema);
  return Object.entries(remedies)
    .filter(([code, { limit_fen: limit }]) => {
      const own = Object.hasOwn(data.remedies, code) ? data.remedies[code] : undefined;
      return own === undefined || own.limit_fen !== limit;
    })
    .map(([code]) => `wrap-up.yaml: remedy "${code}" is missing or has another limit than in complaints/standard.yaml`);
}

/** Unknown variables, and languages that do not name the same ones. */
function lintCannedReplies(replies: CannedReplies): string[] {
  const variables = new Set<string>(cannedVariables);
  const named = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort();
  const codes = replies.map(({ code }) => code);
  return [
    ...codes
      .filter((code, index) => codes.indexOf(code) !== index)
      .map((code) => `canned-replies.yaml: "${code}" is there twice`),
    ...replies.flatMap(({ code, texts }) => {
      const first = named(texts['zh-Hans']);
      return [
        ...languages
          .filter((language) => named(texts[language]).join() !== first.join())
          .map((language) => `canned-replies.yaml: ${code} names other variables in ${language} than in zh-Hans`),
        ...first
          .filter((name) => !variables.has(name))
          .map((name) => `canned-replies.yaml: ${code} names the unknown {${name}}`),
      ];
    }),
  ];
}
