import type { ClockRules } from '../complaints/clock-rules';
import type { Figures } from '../figures/figures';
import { shanghaiDay } from '../ports/calendar';
import type { Clock } from '../ports/clock';
import type { ComplaintRepository } from '../ports/complaint-repository';
import type { DocumentStore } from '../ports/document-store';
import { isOverdue } from './action-table';
import { causesAndFixes } from './causes-and-fixes';
import { type CorrectiveActions, createCorrectiveActions } from './corrective-actions';
import { didItStop } from './did-it-stop';
import { digestOf } from './digest-of';
import type { CorrectiveAction, DidItStop, Digest, LearningView } from './learning';
import type { LearningRules } from './rules';

export interface LearningDeps {
  readonly documents: Pick<DocumentStore, 'get' | 'list' | 'put'>;
  readonly figures: Pick<Figures, 'answer' | 'list'>;
  readonly complaints: Pick<ComplaintRepository, 'list'>;
  readonly catalogue: ClockRules;
  readonly clock: Clock;
  /** nlp-models/learning/learning.yaml (`loadLearningRules`) */
  readonly rules: LearningRules;
  /** nlp-models/handoff/wrap-up.yaml: `wrapUp.isCause` */
  readonly isCause: (code: string) => boolean;
  /** Departments, codes of `owners` in nlp-models/complaints/standard.yaml. */
  readonly owners: readonly string[];
}

/** What the company learns from complaints: corrective actions, whether they helped, and each department's week. */
export interface Learning extends Pick<CorrectiveActions, 'add' | 'act'> {
  readonly owners: readonly string[];
  readonly rules: LearningRules;
  /** Actions with their effect, and causes with what is done about them. */
  view(): Promise<LearningView>;
  /** @param week `2026-W47` @returns `undefined`: no such week or department */
  digest(week: string, owner: string): Promise<Digest | undefined>;
}

/** So long an effect is remembered: several people look at the same list. */
const effectKeptMs = 60_000;

export function createLearning(deps: LearningDeps): Learning {
  const { documents, figures, clock, rules, owners } = deps;
  const isOwner = (code: string): boolean => owners.includes(code);
  const actions = createCorrectiveActions({ documents, clock, isCause: deps.isCause, isOwner });
  const effects = new Map<string, { readonly at: number; readonly effect: Promise<DidItStop | undefined> }>();

  function effectOf(action: CorrectiveAction, now: number): Promise<DidItStop | undefined> {
    if (action.doneAt === undefined) return Promise.resolve(undefined);
    const key = `${action.id} ${action.doneAt}`;
    const known = effects.get(key);
    if (known && Math.abs(now - known.at) < effectKeptMs) return known.effect;
    const effect = didItStop(figures, action, rules.did_it_stop, now);
    effects.set(key, { at: now, effect });
    // What could not be counted is counted again by whoever asks next.
    effect.catch(() => effects.delete(key));
    return effect;
  }

  async function withEffects(): Promise<LearningView['actions']> {
    const now = clock.now();
    const today = shanghaiDay(now);
    return Promise.all(
      (await actions.all()).map(async (action) => {
        const effect = await effectOf(action, now);
        return { ...action, overdue: isOverdue(action, today), ...(effect && { effect }) };
      }),
    );
  }

  return {
    owners,
    rules,
    add: actions.add,
    act: actions.act,
    async view() {
      const all = await withEffects();
      return { actions: all, causes: await causesAndFixes(figures, all, shanghaiDay(clock.now()), rules.causes.weeks) };
    },
    digest: async (week, owner) =>
      isOwner(owner) ? digestOf({ ...deps, actions: withEffects }, week, owner) : undefined,
  };
}
