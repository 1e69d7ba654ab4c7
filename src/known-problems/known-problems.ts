import type { Catalogue } from '../complaints/catalogue';
import type { ComplaintType } from '../complaints/complaint';
import { parseComplaintNumber } from '../complaints/number';
import type { ProblemChildActs } from '../complaints/problem-acts';
import type { AgentProfile } from '../handoff/agent';
import type { WrapUpData } from '../handoff/wrap-up-data';
import { type ActKey, underKey } from '../ports/act-key';
import type { Clock } from '../ports/clock';
import type { ComplaintRepository } from '../ports/complaint-repository';
import type { DocumentStore } from '../ports/document-store';
import type { Log } from '../ports/log';
import { applyProblemEvent } from './apply-problem-event';
import { attachPending } from './attach-pending';
import { isBeginning, saidBeginning } from './beginning';
import { changeProblem, type ProblemActResult } from './change-problem';
import { type AttachedCounts, countAttached } from './count-attached';
import { type OpenProblems, openProblems } from './open-problems';
import { problemDocuments } from './problem-documents';
import type { ProblemNews, ProblemRepair, ProblemUpdate } from './problem-news';
import { askedAbout, likelyCauses, type ProblemRules } from './rules';
import { saidBefore } from './said-before';
import type { StoredProblem } from './stored-problem';
import { isSameWords, wordsOf } from './told-words';
import { updateProblem } from './update-problem';

export interface KnownProblemDeps {
  readonly complaints: Pick<ComplaintRepository, 'byId' | 'byNumber' | 'list' | 'ofProblem'>;
  readonly complaintActs: ProblemChildActs;
  readonly documents: Pick<DocumentStore, 'get' | 'list' | 'put' | 'remove'>;
  readonly catalogue: Pick<Catalogue, 'areas' | 'type' | 'standard'>;
  /** Coded causes (nlp-models/handoff/wrap-up.yaml). */
  readonly wrapUp: Pick<WrapUpData, 'isCause'>;
  /** `loadProblemRules(nlp-models/complaints)`. */
  readonly rules: ProblemRules;
  readonly clock: Clock;
  readonly log: Log;
  /** Called after every act: there is work for the job (nudge `knownProblemJobName`). */
  readonly changed?: () => void;
}

/** What a supervisor says of a problem. */
export interface ProblemWish extends ProblemNews {
  readonly subTypes: readonly string[];
  /** None: everywhere. */
  readonly areas: readonly string[];
  /** When it began; none: when the first complaint came, of those it is opened with or was suggested for. */
  readonly since?: number | undefined;
  /** Complaints to attach at once. */
  readonly numbers?: readonly string[] | undefined;
}

/** What the dialogs ask: no store read a turn. */
export interface ProblemLookup extends Pick<OpenProblems, 'current'> {
  /** What a calm question may be about, see `questions` of known-problems.yaml. */
  askedAbout: (intent: string) => ReturnType<typeof askedAbout>;
}

/** Troubles of many: suggested by rule, opened and ended by supervisors, told to everybody they concern. */
export interface KnownProblems extends ProblemLookup {
  /** The same for one request of a member of staff: its acts said again under its key change nothing. */
  once(key: ActKey): KnownProblems;
  /** All that are kept, the newest first, as they are in the store now. */
  list(): Promise<readonly StoredProblem[]>;
  byId(id: string): Promise<StoredProblem | undefined>;
  /** Coded causes to be offered first. */
  likelyCauses(problem: Pick<StoredProblem, 'type' | 'subTypes'>): readonly string[];
  /** At most five seconds old. */
  counts(problem: StoredProblem): Promise<AttachedCounts>;
  openNew(by: AgentProfile, type: ComplaintType, wish: ProblemWish): Promise<ProblemActResult>;
  open(id: string, by: AgentProfile, wish: ProblemWish): Promise<ProblemActResult>;
  dismiss(id: string, by: AgentProfile, why: string): Promise<ProblemActResult>;
  /**
   * New words or another time: told by day to everybody attached to whom it is news in their language. Another beginning:
   * told to whoever comes from now on.
   */
  update(id: string, by: AgentProfile, wish: ProblemUpdate): Promise<ProblemActResult>;
  attach(id: string, by: AgentProfile, number: string): Promise<ProblemActResult>;
  detach(id: string, by: AgentProfile, number: string): Promise<ProblemActResult>;
  /** Answers everybody attached, by day. */
  repair(id: string, by: AgentProfile, repair: ProblemRepair): Promise<ProblemActResult>;
  /** Closes what may be closed; may be done again while others are waited for. */
  close(id: string, by: AgentProfile): Promise<ProblemActResult>;
}

const countsForMs = 5_000;
const detached = 'not part of it';

/**
 * Wire one for the whole process: to the dialogs as `Services.knownProblems`, to the desk as `DeskContext.problems`, and to
 * the job (`createKnownProblemJob`).
 */
export function createKnownProblems(deps: KnownProblemDeps): KnownProblems {
  const problems = problemDocuments(deps.documents);
  return problemsUnder({ ...deps, problems, memory: openProblems(problems, deps.clock, deps.log), counted: new Map() });
}

interface Shared extends KnownProblemDeps {
  readonly problems: ReturnType<typeof problemDocuments>;
  readonly memory: OpenProblems;
  readonly counted: Map<string, { readonly at: number; readonly version: string; readonly counts: AttachedCounts }>;
}

function problemsUnder(deps: Shared, key?: ActKey): KnownProblems {
  const { clock, catalogue, complaints, complaintActs, rules, wrapUp, problems: documents, memory, counted } = deps;

  const changed = (result: ProblemActResult): ProblemActResult => {
    if (!result.ok) return result;
    counted.delete(result.problem.id);
    memory.forget();
    deps.changed?.();
    return result;
  };
  const change = (id: string, decide: Parameters<typeof changeProblem>[2]) => changeProblem(documents, id, decide, key);
  const step = async (
    id: string,
    event: Parameters<typeof applyProblemEvent>[1],
    by: AgentProfile,
    details: (problem: StoredProblem) => Parameters<typeof applyProblemEvent>[4],
  ): Promise<ProblemActResult> =>
    changed(
      await change(id, (problem) => applyProblemEvent(problem, event, actorOf(by), clock.now(), details(problem))),
    );

  function faultOf(type: ComplaintType, wish: ProblemWish): 'unknown' | undefined {
    const subTypes = new Set(catalogue.type(type).sub_types.map(({ id }) => id));
    const isKnown =
      wish.subTypes.every((id) => subTypes.has(id)) &&
      wish.areas.every((area) => catalogue.areas.has(area)) &&
      wish.known.trim() !== '';
    const now = clock.now();
    return isKnown && isAhead(wish.repairBy, now) && isBeginning(wish.since, now) ? undefined : 'unknown';
  }

  const opened = (problem: Pick<StoredProblem, 'news'>, by: AgentProfile, wish: ProblemWish) => {
    const { subTypes, areas, repairBy, numbers = [] } = wish;
    return {
      subTypes: [...new Set(subTypes)],
      areas: [...new Set(areas)],
      ...saidBeginning(wish.since),
      known: { ...wordsOf(wish.known, wish.english), at: clock.now(), by: by.name },
      ...(repairBy === undefined ? {} : { repairBy }),
      ...(numbers.length === 0 ? {} : { attaching: [...new Set(numbers)] }),
      news: problem.news + 1,
    };
  };
  const withPending = async (result: ProblemActResult): Promise<ProblemActResult> => {
    if (!changed(result).ok || !result.ok || result.problem.attaching === undefined) return result;
    return changed(await attachPending(deps, result.problem.id));
  };

  return {
    once: (other) => problemsUnder(deps, other),
    current: memory.current,
    askedAbout: (intent) => askedAbout(rules, intent),
    list: async () =>
      (await documents.all()).map(({ problem }) => problem).sort((a, b) => (a.number < b.number ? 1 : -1)),
    likelyCauses: (problem) => likelyCauses(rules, problem).filter((cause) => wrapUp.isCause(cause)),
    byId: async (id) => (await documents.get(id))?.problem,

    async counts(problem) {
      const version = `${problem.status}:${problem.history.length}:${problem.left?.length ?? 0}`;
      const known = counted.get(problem.id);
      const now = clock.now();
      if (known?.version === version && now - known.at >= 0 && now - known.at < countsForMs) return known.counts;
      const counts = await countAttached(complaints, problem);
      counted.set(problem.id, { at: now, version, counts });
      return counts;
    },

    async openNew(by, type, wish) {
      const now = clock.now();
      // Numbers are given one at a time; who comes second takes the next, unless it is the same again (R1).
      for (let tries = 0; tries < 5; tries += 1) {
        const standing: ProblemActResult[] = [];
        const problem = await documents.insert(now, (number, all) => {
          const said = saidBefore(all, { by: by.name, type, wish, now, key });
          const base = { id: number, number, type, subTypes: [], areas: [], history: [], news: 0 };
          // Its time may be over when it is said again.
          const fault = said === undefined ? faultOf(type, wish) : undefined;
          const result =
            said ??
            (fault === undefined
              ? applyProblemEvent(base, 'open', actorOf(by), now, { changes: opened(base, by, wish) })
              : refused(fault));
          if (said === undefined && result.ok) return key ? underKey(result.problem, undefined, key) : result.problem;
          standing.push(result);
          return undefined;
        });
        const [result] = standing;
        if (result !== undefined) return result.ok ? withPending(result) : result;
        if (problem !== undefined) return withPending({ ok: true, problem });
      }
      return refused('busy');
    },

    async open(id, by, wish) {
      const stored = await documents.get(id);
      if (stored === undefined) return refused('not_found');
      if (faultOf(stored.problem.type, wish) !== undefined) return refused('unknown');
      return withPending(await step(id, 'open', by, (problem) => ({ changes: opened(problem, by, wish) })));
    },

    async dismiss(id, by, why) {
      const stored = await documents.get(id);
      if (stored === undefined) return refused('not_found');
      // Counted before the write: whoever joins in between makes the job find one attached to a dismissed problem.
      const attached = stored.problem.status === 'open' ? await countAttached(complaints, stored.problem) : undefined;
      return step(id, 'dismiss', by, () => ({
        note: why,
        changes: { endedAt: clock.now() },
        ...(attached && { attached }),
      }));
    },

    async update(id, by, wish) {
      const now = clock.now();
      const isPossible = isAhead(wish.repairBy, now) && isBeginning(wish.since, now);
      if (wish.known.trim() === '' || !isPossible) return refused('unknown');
      return changed(await change(id, (problem) => updateProblem(problem, wish, actorOf(by), clock.now())));
    },

    async attach(id, by, number) {
      const [stored, complaint] = await both(id, number);
      if (stored === undefined) return refused('not_found');
      if (complaint === undefined) return refused('unknown');
      const allowed = applyProblemEvent(stored, 'attach', actorOf(by), clock.now());
      if (!allowed.ok) return refused(allowed.reason);
      const done = await complaintActs.attach(complaint.id, by, { id, number: stored.number });
      if (!done.ok) return refused(done.reason === 'busy' ? 'busy' : 'not_now');
      return changed(
        await change(id, (problem) => {
          // Older than those told last: the round begins anew, and tells nobody twice.
          const { telling: _, ...rest } = problem;
          return applyProblemEvent(rest, 'attach', actorOf(by), clock.now(), { note: complaint.number });
        }),
      );
    },

    async detach(id, by, number) {
      const [stored, complaint] = await both(id, number);
      if (stored === undefined) return refused('not_found');
      if (complaint === undefined || complaint.problem?.id !== id) return refused('unknown');
      const allowed = applyProblemEvent(stored, 'detach', actorOf(by), clock.now());
      if (!allowed.ok) return refused(allowed.reason);
      const done = await complaintActs.detach(complaint.id, by, id, detached);
      if (!done.ok) return refused(done.reason === 'busy' ? 'busy' : 'not_now');
      return step(id, 'detach', by, () => ({ note: complaint.number }));
    },

    async repair(id, by, { text, english, cause }) {
      const words = wordsOf(text, english);
      if (!wrapUp.isCause(cause) || words.text === '') return refused('unknown');
      const stored = (await documents.get(id))?.problem;
      if (stored?.repair?.cause === cause && isSameWords(stored.repair, words)) return { ok: true, problem: stored };
      const repair = { ...words, cause, at: clock.now(), by: by.name };
      return step(id, 'repair', by, () => ({ note: cause, changes: { repair } }));
    },

    close: (id, by) => step(id, 'close', by, () => ({ changes: { closing: { by: by.name, done: 0, of: 0 } } })),
  };

  async function both(id: string, text: string) {
    const number = parseComplaintNumber(text);
    return [
      (await documents.get(id))?.problem,
      number === undefined ? undefined : await complaints.byNumber(number),
    ] as const;
  }
}

const refused = (reason: Extract<ProblemActResult, { ok: false }>['reason']): ProblemActResult => ({
  ok: false,
  reason,
});

const actorOf = ({ role, name }: AgentProfile) => ({
  role: role === 'supervisor' ? role : ('agent' as const),
  id: name,
});

const isAhead = (time: number | undefined, now: number): boolean => time === undefined || time > now;
