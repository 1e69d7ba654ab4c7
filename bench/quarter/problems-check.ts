import type { Complaint, HistoryEntry } from '../../src/complaints/complaint';
import type { StoredProblem } from '../../src/known-problems/stored-problem';
import type { Gateways } from './gateways';
import { groupBy } from './group-by';
import { hourMs, minuteMs } from './own-calendar';
import type { OwnClusters } from './own-clusters';
import type { OwnStandard } from './own-standard';
import type { RawActivity, RawStore } from './raw-store';
import type { Trouble } from './supervisor';
import type { Absence } from './timer-check';
import type { Joining } from './world';

/** What people outside know of troubles of many. */
export interface TroublesLog {
  readonly troubles: ReadonlyMap<string, Trouble>;
  readonly joinings: readonly Joining[];
  /** When somebody began to tell a story; and those who went away in the middle. */
  readonly told: readonly { readonly conversation: string; readonly at: number; readonly left: boolean }[];
  readonly absences: readonly Absence[];
  readonly gateways: Pick<Gateways, 'delivered'>;
}

export interface ProblemsFindings {
  readonly suggested: number;
  readonly byFate: Readonly<Record<Trouble['fate'], number>>;
  /** Attached by a supervisor, by their own yes; asked and said no. */
  readonly ticked: number;
  readonly joined: number;
  readonly saidNo: number;
  /** Told of the repair; of them closed, come back, and still waited for. */
  readonly repaired: number;
  readonly closed: number;
  readonly returned: number;
  readonly faults: readonly string[];
}

/** Work of the job is done within its look and a turn; the doing of hundreds takes no virtual time. */
const soonMs = minuteMs;
const lapseMs = 12 * hourMs;

/** Who had to be attached, told and closed, by what people planned and answered. */
export function checkProblems(
  raw: RawStore,
  { troubles, joinings, told, absences, gateways }: TroublesLog,
  clusters: OwnClusters,
  standard: OwnStandard,
  until: number,
): ProblemsFindings {
  const faults: string[] = [];
  const complaints = raw.complaints();
  const problems = raw.documents('known_problem').map(({ value }) => value as unknown as StoredProblem);
  const logs = groupBy(raw.log(), ({ conversation }) => conversation);
  const byNumber = new Map(complaints.map((complaint) => [complaint.number, complaint]));
  faults.push(...clusters.faults(complaints, problems, absences));
  const limit = (at: number): number => {
    const away = absences.find((absence) => at + soonMs > absence.from && at < absence.until);
    return (away?.until ?? at) + soonMs;
  };

  for (const problem of problems) checkFate(problem);
  for (const id of troubles.keys())
    if (!problems.some((one) => one.id === id)) faults.push(`${id} was seen, and is gone`);
  const wanted = new Map<string, string>();
  const ticked = tickedOf();
  const { joined, saidNo } = askedOf();
  checkAttached();
  const ends = checkEnds();
  const fates = [...troubles.values()].map(({ fate }) => fate);
  const countOf = (fate: Trouble['fate']): number => fates.filter((one) => one === fate).length;
  return {
    suggested: problems.length,
    byFate: { opened: countOf('opened'), dismissed: countOf('dismissed'), forgotten: countOf('forgotten') },
    ticked,
    joined,
    saidNo,
    ...ends,
    faults,
  };

  /** What the supervisor did, and what he left to the desk. */
  function checkFate({ number, id, history, status }: StoredProblem): void {
    const trouble = troubles.get(id);
    if (!trouble) return void faults.push(`${number} was suggested, and no supervisor saw it`);
    const lines = history.map(({ event }) => event);
    const lineOf = (event: string) => history.find((line) => line.event === event);
    const { fate, openedAt, dismissedAt, repair, news, closedAt } = trouble;
    const fault = (what: string): void => void faults.push(`${number}, ${fate}: ${what}; ${lines.join(', ')}`);
    if (fate === 'forgotten') {
      const due = (history[0]?.at ?? 0) + lapseMs;
      const lapsed = lineOf('dismiss');
      if (due + soonMs > until) return;
      if (status !== 'dismissed' || lapsed?.actor !== 'desk' || lapsed.at < due || lapsed.at > limit(due))
        fault(`had to lapse at ${time(due)}`);
      return;
    }
    if (fate === 'dismissed') {
      if (dismissedAt !== undefined && (status !== 'dismissed' || lineOf('dismiss')?.at !== dismissedAt))
        fault('is not dismissed');
      return;
    }
    if (openedAt !== undefined && lineOf('open')?.at !== openedAt) fault('is not open');
    if (repair && lineOf('repair')?.at !== repair.at) fault('is not repaired');
    const updates = lines.filter((event) => event === 'update').length;
    if (updates !== Math.max(0, news.length - 1)) fault(`${updates} updates`);
    if (lines.filter((event) => event === 'close').length !== closedAt.length) fault('closed otherwise than said');
    // An hour before each time that was told runs out, where it was not repaired by then.
    const reminders = history.filter(({ event }) => event === 'remind').map(({ at }) => at);
    const due = news.flatMap(({ at, repairBy }, index) => {
      const before = Math.max(at, repairBy - hourMs);
      const over = news[index + 1]?.at ?? repair?.at ?? until;
      return before + soonMs < over ? [before] : [];
    });
    const missing = due.filter((at) => !reminders.some((one) => one >= at && one <= limit(at)));
    if (missing.length > 0) fault(`not reminded at ${missing.map(time).join(', ')}`);
    if (reminders.length > news.length) fault(`${reminders.length} reminders`);
  }

  /** Who called is told by text message. */
  function textsTo(phone: string | undefined) {
    return gateways.delivered.filter(({ to }) => to === phone);
  }

  /** Complaints a supervisor attached. */
  function tickedOf(): number {
    let count = 0;
    for (const { id, ticked: numbers = [], openedAt = 0 } of troubles.values())
      for (const number of numbers) {
        count += 1;
        wanted.set(number, id);
        const line = byNumber.get(number)?.history.find(({ event }) => event === 'attach');
        if (line?.at !== openedAt || line.actor === 'customer')
          faults.push(`${number} was attached to ${id} by its supervisor, and its history does not say so`);
      }
    return count;
  }

  /** Complaints told while a trouble of their kind and place was known: asked at once, and as they answered. */
  function askedOf(): { joined: number; saidNo: number } {
    const found = { joined: 0, saidNo: 0 };
    for (const complaint of complaints) {
      const { number, conversationId, createdAt } = complaint;
      const begun = told.findLast(({ conversation, at }) => conversation === conversationId && at <= createdAt);
      if (!begun) continue;
      const answer = joinings.findLast(
        ({ conversation, at }) => conversation === conversationId && at >= begun.at && at <= createdAt,
      );
      const kind = clusters.kindAt(complaint, createdAt);
      const area = clusters.areaOf(complaint);
      const openAt = (at: number): Trouble | undefined =>
        [...troubles.values()].find(
          ({ suggested: { type, subTypes, areas }, openedAt = Infinity, repair }) =>
            type === kind.type &&
            subTypes.includes(kind.subType ?? '') &&
            (areas.length === 0 || areas.includes(area ?? '')) &&
            openedAt <= at &&
            at < (repair?.at ?? Infinity),
        );
      const known = openAt(begun.at);
      if (known && openAt(begun.at + soonMs) === known && !answer && !begun.left)
        faults.push(`${number}: ${known.id} was known when it was told, and its customer was not asked`);
      if (!answer) continue;
      const open = openAt(answer.at);
      if (answer.joins && open) {
        found.joined += 1;
        wanted.set(number, open.id);
        const line = complaint.history.find(({ event }) => event === 'attach');
        if (line?.at !== createdAt || line.actor !== 'customer')
          faults.push(`${number}: the customer said yes to ${open.id}, and is not part of it`);
      } else if (!answer.joins) found.saidNo += 1;
      if (known) toldOnce(number, known, logs.get(conversationId) ?? [], begun.at, createdAt, complaint.language);
    }
    return found;
  }

  /** What is known, in the supervisor's words, once before it is recorded. */
  function toldOnce(
    number: string,
    { id, news }: Trouble,
    log: readonly RawActivity[],
    from: number,
    to: number,
    language: string,
  ): void {
    const said = news.findLast(({ at }) => at <= from + soonMs);
    const words = language === 'en' ? said?.english : said?.text;
    // Traditional Chinese is made of the words by the product.
    if (words === undefined || language === 'zh-Hant') return;
    const times = log.filter(
      ({ direction, at, activity }) =>
        direction === 'out' && at >= from && at <= to && (activity.text ?? '').includes(words),
    ).length;
    if (times !== 1) faults.push(`${number}: what is known of ${id} was told ${times} times before it was recorded`);
  }

  function checkAttached(): void {
    for (const { number, history } of complaints) {
      const attached = history.filter(({ event }) => event === 'attach').map(({ note }) => note);
      const should = wanted.get(number);
      if (`${attached}` !== (should ?? ''))
        faults.push(
          `${number} had to be part of ${should ?? 'nothing'}, and was of ${attached.join(', ') || 'nothing'}`,
        );
    }
  }

  /** Told of the repair once, by day; then closed together, or gone back to work by itself. */
  function checkEnds(): Pick<ProblemsFindings, 'repaired' | 'closed' | 'returned'> {
    const found = { repaired: 0, closed: 0, returned: 0 };
    for (const { id, repair, closedAt } of troubles.values()) {
      const parts = [...wanted].flatMap(([number, of]) => (of === id ? [byNumber.get(number)] : []));
      if (!repair) continue;
      const due = standard.byDay(repair.at);
      for (const complaint of parts) {
        if (!complaint || endedBefore(complaint, repair.at)) continue;
        const { number, history, conversationId, language, channel, phone } = complaint;
        const fault = (what: string): void => void faults.push(`${number} of ${id}: ${what}`);
        const answers = history.filter(
          ({ event, at, actor }) => event === 'answer' && at >= repair.at && actor === 'supervisor2',
        );
        const [answer] = answers;
        if (answer === undefined || answers.length > 1) {
          if (due + soonMs < until) fault(`answered with the repair ${answers.length} times`);
          continue;
        }
        found.repaired += 1;
        if (answer.at < due || answer.at > limit(due))
          fault(`told of the repair at ${time(answer.at)}, due at ${time(due)}`);
        const words = language === 'en' ? repair.english : repair.text;
        const told = channel === 'voice' ? textsTo(phone) : (logs.get(conversationId) ?? []).map(saidOf);
        const times = told.filter(({ at, text }) => at >= repair.at && text.includes(words ?? '')).length;
        if (words !== undefined && language !== 'zh-Hant' && times !== 1) fault(`the repair was told ${times} times`);
        const leaves = closedAt.find((at) => isBackAt(history, answer.at, at) && !isEnd(statusAt(history, at)));
        const left = history.filter(({ event }) => event === 'detach');
        if (left.length !== (leaves === undefined ? 0 : 1) || (leaves !== undefined && (left[0]?.at ?? 0) < leaves))
          fault(`left it ${left.length} times, and had to at ${leaves === undefined ? 'no time' : time(leaves)}`);
        for (const at of closedAt) closedTogether(history, answer.at, at, fault);
        if (isBackAt(history, answer.at, until)) found.returned += 1;
        else if (complaint.status === 'closed') found.closed += 1;
      }
      const stored = problems.find((problem) => problem.id === id);
      const isOver = complaints.every(({ problem, status }) => problem?.id !== id || isEnd(status));
      if ((stored?.status === 'closed') !== isOver && due + soonMs < until)
        faults.push(`${id} is ${stored?.status}, and ${isOver ? 'nobody is' : 'some are'} left open`);
    }
    return found;
  }

  /** At a word of the supervisor: closed who may be, and nobody else. */
  function closedTogether(history: History, answeredAt: number, at: number, fault: (what: string) => void): void {
    const isClosed = history.some(
      (line) => line.event === 'close' && line.actor === 'supervisor2' && line.at >= at && line.at <= limit(at),
    );
    if (isBackAt(history, answeredAt, at)) {
      if (isClosed) fault(`was closed with the others at ${time(at)}, and had come back`);
      return;
    }
    const status = statusAt(history, at);
    const tries = history.filter(
      (line) => line.event === 'contact' && line.at >= answeredAt && line.at < at && !line.note?.endsWith(' reached'),
    );
    const isTriedTwice = new Set(tries.map((line) => partOfDay(line.at))).size > 1;
    const mayClose = status === 'rechecked' || (status === 'decision_communicated' && isTriedTwice);
    if (isClosed !== mayClose)
      fault(`${isClosed ? 'was' : 'was not'} closed with the others at ${time(at)}, ${status}`);
  }
}

type History = readonly HistoryEntry[];

const statusAt = (history: History, at: number): string =>
  history.findLast((line) => line.at < at && line.to !== undefined)?.to ?? '';
/** The customer said that the repair did not help, or was unhappy with it. */
const isBackAt = (history: History, answeredAt: number, at: number): boolean =>
  history.some(
    (line) => (line.event === 'recheck_failed' || line.event === 'reopen') && line.at >= answeredAt && line.at < at,
  );
const isEnd = (status: string): boolean => ['closed', 'withdrawn', 'merged'].includes(status);

/** Decided or over before: the repair changes nothing for it. */
const endedBefore = ({ history }: Complaint, at: number): boolean =>
  history.some((line) => line.at < at && (line.event === 'answer' || line.to === 'withdrawn' || line.to === 'merged'));

const saidOf = ({ direction, at, activity }: RawActivity): { at: number; text: string } => ({
  at,
  text: direction === 'out' ? (activity.text ?? '') : '',
});

function partOfDay(at: number): string {
  const hour = new Date(at + 8 * hourMs).getUTCHours();
  return hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening';
}

const time = (at: number): string => new Date(at + 8 * hourMs).toISOString().slice(0, 19).replace('T', ' ');
