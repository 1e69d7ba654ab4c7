import type { Complaint, ComplaintType } from '../src/complaints/complaint';
import { byWhen, dayOf, pointInTime } from '../src/complaints/when';
import { toldBeginning } from '../src/known-problems/beginning';
import { hasComeBack } from '../src/known-problems/count-attached';
import { matchProblem, placeMatters } from '../src/known-problems/match-problem';
import type { StoredProblem } from '../src/known-problems/stored-problem';
import { type ToldWords, wordsIn } from '../src/known-problems/told-words';
import { shanghaiDay } from '../src/ports/calendar';
import { hasChinese } from '../src/ports/language';
import type { Wording } from '../src/ports/wording';
import { listOf } from '../src/wording/list-of';
import type { Question } from './ask-dialog';
import type { Draft, Grievance } from './complaint-draft';
import { nameOf, numberWording } from './complaint-words';
import type { DeskTurn } from './desk-turn';

/** An open problem that one of the told grievances is part of, and which. */
export interface Matched {
  readonly problem: StoredProblem;
  readonly grievance: Grievance;
}

const openProblems = async ({ services }: DeskTurn): Promise<readonly StoredProblem[]> =>
  (await services.knownProblems?.current()) ?? [];

/** The district the story so far speaks of. */
const areaOf = ({ services }: DeskTurn, { slots, story }: Pick<Draft, 'slots' | 'story'>): string | undefined =>
  services.catalogue.areas.of(slots.place, story.join('\n'));

/** What the customer tells is known already; each problem is put once. */
export async function matchDraft(desk: DeskTurn, draft: Draft): Promise<Matched | undefined> {
  const problems = (await openProblems(desk)).filter(({ id }) => !draft.problemsTold?.includes(id));
  const area = areaOf(desk, draft);
  for (const grievance of draft.grievances) {
    if (grievance.problem) continue;
    const problem = matchProblem(problems, { ...grievance, area });
    if (problem) return { problem, grievance };
  }
  return undefined;
}

/** Whether the place is worth asking for first: a problem of that kind is open somewhere. */
export async function wantsPlace(desk: DeskTurn, draft: Draft): Promise<boolean> {
  if (areaOf(desk, draft) !== undefined) return false;
  const problems = await openProblems(desk);
  return draft.grievances.some((grievance) => !grievance.problem && placeMatters(problems, grievance));
}

/** What is known, since when, until when; and the one question. */
export function askToJoin(
  desk: DeskTurn,
  problem: StoredProblem,
  subType: string | undefined,
): Pick<Question, 'ask' | 'key' | 'values'> {
  desk.say(knownWording(desk, 'known_problem.told', problem, subType));
  return desk.question('known_problem.ask');
}

/** It may have been repaired, or ended, since it was told. @returns it as it stands now */
export async function stillOpen(desk: DeskTurn, id: string): Promise<StoredProblem | undefined> {
  const found = (await openProblems(desk)).find((problem) => problem.id === id);
  return found?.status === 'open' ? found : undefined;
}

/** Said instead of attaching to what is open no more. */
export async function sayOver(desk: DeskTurn, id: string): Promise<void> {
  const found = (await openProblems(desk)).find((problem) => problem.id === id);
  if (found?.repair) sayOf(desk, 'known_problem.just_repaired', found.repair, {});
  else desk.sayKey('known_problem.over');
}

/** What the complaint keeps of it: its customer knows the present news. */
export const attachedTo = ({ id, number, news, repairBy }: StoredProblem): NonNullable<Complaint['problem']> => ({
  ...{ id, number, news },
  ...(repairBy === undefined ? {} : { repairBy }),
});

/** After number and promise. */
export const sayAttached = (desk: DeskTurn, problem: StoredProblem): void =>
  desk.sayKey('known_problem.attached', { time: timeOf(desk, problem) });

/** Other words or another time, to somebody attached; nothing when it has gone on meanwhile: that is told by itself. */
export async function sayProblemNews(desk: DeskTurn, complaint: Complaint, name: string): Promise<void> {
  const problem = complaint.problem && (await stillOpen(desk, complaint.problem.id));
  if (!problem?.known) return;
  sayOf(desk, 'known_problem.news', problem.known, {
    number: numberWording(desk, complaint.number),
    name,
    time: timeOf(desk, problem),
  });
}

/** After the stage of an attached complaint: what is known of the whole. */
export async function sayProblemStatus(desk: DeskTurn, complaint: Complaint): Promise<void> {
  const problem = (await openProblems(desk)).find(({ id }) => id === complaint.problem?.id);
  if (!problem) return;
  if (problem.status === 'open') desk.say(knownWording(desk, 'known_problem.status', problem, complaint.subType));
  // Who said that it did not help hears of the own complaint only.
  else if (problem.repair && !hasComeBack(complaint, problem.repair.at))
    sayOf(desk, 'known_problem.status_repaired', problem.repair, scopeOf(desk, problem, complaint.subType));
}

/** The repair, as the answer to the complaint of somebody attached. */
export function sayRepaired(desk: DeskTurn, complaint: Complaint, repair: ToldWords): void {
  const { area } = complaint;
  sayOf(desk, 'known_problem.repaired', repair, {
    where: hereIn(desk, area === undefined ? [] : [area]),
    name: nameOf(desk, complaint),
  });
}

/** A calm question about the network from a district whose trouble is known. */
export async function problemAsked(
  desk: DeskTurn,
  intent: string,
  text: string,
): Promise<{ readonly problem: StoredProblem; readonly type: ComplaintType; readonly subType: string } | undefined> {
  const about = desk.services.knownProblems?.askedAbout(intent);
  if (!about) return undefined;
  const area = desk.services.catalogue.areas.of(text);
  const problems = await openProblems(desk);
  for (const subType of about.subTypes) {
    const problem = matchProblem(problems, { type: about.type, subType, area });
    if (problem) return { problem, type: about.type, subType };
  }
  return undefined;
}

function knownWording(desk: DeskTurn, key: ToldKey, problem: StoredProblem, subType: string | undefined): Wording {
  return wordingOf(desk, key, problem.known, {
    ...scopeOf(desk, problem, subType),
    ...(key === 'known_problem.told' && { since: sinceWhen(desk, problem) }),
    time: timeOf(desk, problem),
  });
}

/** The beginning, where it is known; of another day, the day alone. */
function sinceWhen(desk: DeskTurn, problem: StoredProblem): Wording {
  const since = toldBeginning(problem);
  if (since === undefined) return desk.wording('known_problem.no_since');
  const { now } = desk.turn;
  const { language } = desk.state;
  const isToday = shanghaiDay(since) === shanghaiDay(now);
  const time = isToday ? pointInTime(since, now, language) : dayOf(since, now, language);
  return desk.wording('known_problem.since', { time });
}

/** Where it is, and what kind of trouble, as this customer has it. */
function scopeOf(
  desk: DeskTurn,
  { type, subTypes, areas }: StoredProblem,
  subType = subTypes[0] ?? '',
): { where: Wording; name: string } {
  return {
    where: hereIn(desk, areas),
    name: desk.services.catalogue.subTypeName(type, subType, desk.state.language),
  };
}

function hereIn(desk: DeskTurn, areas: readonly string[]): Wording {
  if (areas.length === 0) return { text: '', speak: '' };
  const { language } = desk.state;
  const names = areas.map((area) => desk.services.catalogue.areas.name(area, language));
  return desk.wording('known_problem.here', { areas: listOf(names, language) });
}

function timeOf(desk: DeskTurn, { repairBy }: StoredProblem): Wording {
  if (repairBy === undefined) return desk.wording('known_problem.no_time');
  const { now } = desk.turn;
  const by = byWhen(repairBy, now, desk.state.language);
  return desk.wording(repairBy > now ? 'known_problem.repair_by' : 'known_problem.late', { by });
}

type Values = Parameters<DeskTurn['wording']>[1];

/** Each sentence with the supervisor's words, and the one without. */
const wordless = {
  'known_problem.told': 'known_problem.told_wordless',
  'known_problem.just_repaired': 'known_problem.just_repaired_wordless',
  'known_problem.news': 'known_problem.news_wordless',
  'known_problem.status': 'known_problem.status_wordless',
  'known_problem.status_repaired': 'known_problem.status_repaired_wordless',
  'known_problem.repaired': 'known_problem.repaired_wordless',
} as const;
type ToldKey = keyof typeof wordless;

/** With the supervisor's words as {words}; where there are none in the customer's language, a sentence that needs none. */
function wordingOf(desk: DeskTurn, key: ToldKey, told: ToldWords | undefined, values: Values): Wording {
  const words = told && wordsIn(desk.state.language, told, desk.services.toTraditional);
  return words === undefined
    ? desk.wording(wordless[key], values)
    : desk.wording(key, { ...values, words: sentence(words) });
}

const sayOf = (desk: DeskTurn, key: ToldKey, told: ToldWords, values: Values): void =>
  desk.say(wordingOf(desk, key, told, values));

/** Supervisors write with or without a full stop. */
function sentence(text: string): string {
  const words = text.trim();
  if (words === '' || /[。！？.!?…]$/.test(words)) return words;
  return hasChinese(words) ? `${words}。` : `${words}.`;
}
