import { join } from 'node:path';
import type { AppDeps } from './app';
import type { Catalogue } from './complaints/catalogue';
import type { BoardWords } from './desk/board-api';
import type { DeskRoomRoutes } from './desk/desk';
import { draftRoutes } from './desk/learning/draft-routes';
import { learningRoutes } from './desk/learning/learning-routes';
import type { Figures } from './figures/figures';
import type { WrapUpData } from './handoff/wrap-up-data';
import { createLearning, type Learning } from './learning/create-learning';
import { createDigestJob, digestEveryMs, digestJobName } from './learning/digest-job';
import { createDraftJob, draftEveryMs, draftJobName } from './learning/draft-job';
import { createDrafts } from './learning/drafts';
import { loadMailWording } from './learning/mail-wording';
import { createPublishedDrafts, type PublishedDrafts } from './learning/published-drafts';
import { loadLearningRules } from './learning/rules';
import { loadMatching, sameQuestion } from './learning/same-question';
import { readDigest } from './outbox/mail-settings';
import type { BackgroundJob } from './platform/background-jobs';

/** What is learnt from complaints and from what agents answered. */
export interface LearningRoom {
  readonly learning: Learning;
  /** Answers of agents that supervisors published: for the dialogs. */
  readonly published: PublishedDrafts;
  readonly jobs: readonly BackgroundJob[];
  readonly desk: DeskRoomRoutes;
}

export interface LearningRoomDeps extends Pick<AppDeps, 'config' | 'store' | 'clock' | 'log' | 'dataDir'> {
  readonly catalogue: Catalogue;
  readonly wrapUp: WrapUpData;
  readonly figures: Figures;
  readonly measures: BoardWords['measures'];
  /** Something was put into the outbox. */
  readonly leaves: () => void;
}

/** Reads the rules of learning. @throws DataFileError naming the file at fault */
export function learningOf(deps: LearningRoomDeps): LearningRoom {
  const { config, store, catalogue, wrapUp, measures, clock, log } = deps;
  const { documents } = store;
  const dir = join(deps.dataDir, 'learning');
  const rules = loadLearningRules(dir);
  const wording = loadMailWording(dir);
  const learning = createLearning({
    ...deps,
    documents,
    complaints: store.complaints,
    rules,
    isCause: wrapUp.isCause,
    owners: Object.keys(catalogue.standard.owners),
  });
  const causes = Object.fromEntries(Object.values(wrapUp.causes).flatMap((group) => Object.entries(group.causes)));
  const names = () => ({ measures, names: { cause: causes, team: catalogue.standard.owners } });
  const drafts = createDraftJob({
    queue: store.handoffs,
    conversations: store.conversations,
    records: store.records,
    documents,
    clock,
    log,
    rules: rules.drafts,
  });
  const settings = readDigest(config);
  const digest =
    settings &&
    createDigestJob({
      learning,
      documents,
      outbox: store.outbox,
      clock,
      log,
      settings,
      wording,
      names,
      ...(config.PUBLIC_URL !== undefined && { link: digestLink(config.PUBLIC_URL) }),
      sent: deps.leaves,
    });
  return {
    learning,
    published: createPublishedDrafts({ documents, same: sameQuestion(loadMatching(dir)), clock, log }),
    jobs: [
      { name: draftJobName, everyMs: draftEveryMs, run: (signal) => drafts.run(signal) },
      ...(digest
        ? [{ name: digestJobName, everyMs: digestEveryMs, run: (signal: AbortSignal) => digest.run(signal) }]
        : []),
    ],
    desk: (context) => [
      ...learningRoutes(context, { learning, names, wording }),
      ...draftRoutes(context, createDrafts({ documents, clock })),
    ],
  };
}

const digestLink =
  (publicUrl: string) =>
  (week: string, owner: string): string =>
    `${new URL('/board', publicUrl).href}#/digest?${new URLSearchParams({ week, owner }).toString()}`;
