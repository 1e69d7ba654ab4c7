import { join } from 'node:path';
import type { ClockRules } from '../../complaints/clock-rules';
import type { Figures } from '../../figures/figures';
import { loadMeasures } from '../../figures/load-measures';
import type { WrapUpData } from '../../handoff/wrap-up-data';
import { createLearning, type Learning } from '../../learning/create-learning';
import { createDigestJob, type DigestJobDeps, digestEveryMs, digestJobName } from '../../learning/digest-job';
import type { DigestNames } from '../../learning/digest-letter';
import { createDraftJob, draftEveryMs, draftJobName } from '../../learning/draft-job';
import { createDrafts, type Drafts } from '../../learning/drafts';
import { loadMailWording } from '../../learning/mail-wording';
import { createPublishedDrafts, type PublishedDrafts } from '../../learning/published-drafts';
import { loadLearningRules } from '../../learning/rules';
import { loadMatching, sameQuestion } from '../../learning/same-question';
import type { BackgroundJob } from '../../platform/background-jobs';
import type { Clock } from '../../ports/clock';
import type { ComplaintRepository } from '../../ports/complaint-repository';
import type { ConversationStore } from '../../ports/conversation-store';
import type { DocumentStore } from '../../ports/document-store';
import type { HandoffQueue } from '../../ports/handoff-queue';
import type { Localized } from '../../ports/language';
import type { Log } from '../../ports/log';
import type { Outbox } from '../../ports/outbox';
import type { RecordLog } from '../../ports/record-log';
import { allTitled } from '../../wording/titled';
import type { DeskRoomRoutes } from '../desk';
import { draftRoutes } from './draft-routes';
import { learningRoutes } from './learning-routes';

export interface OpenLearningDeps {
  readonly store: {
    readonly documents: DocumentStore;
    readonly complaints: Pick<ComplaintRepository, 'list'>;
    readonly handoffs: Pick<HandoffQueue, 'changed' | 'byId'>;
    readonly conversations: Pick<ConversationStore, 'read'>;
    readonly records: Pick<RecordLog, 'get'>;
    readonly outbox: Pick<Outbox, 'add'>;
  };
  /** `createFigures`, the one of the process. */
  readonly figures: Pick<Figures, 'answer' | 'list'>;
  readonly catalogue: ClockRules & { readonly standard: { readonly owners: Readonly<Record<string, Localized>> } };
  readonly wrapUp: Pick<WrapUpData, 'isCause' | 'causes'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Path of nlp-models. */
  readonly dataDir: string;
  /** `readDigest(config)`; absent: the digest goes nowhere by itself. */
  readonly digest?: DigestJobDeps['settings'];
  /** Where staff open the board; without it letters have no link. */
  readonly publicUrl?: string;
  /** Something was put into the outbox: nudge its job. */
  readonly sent?: () => void;
}

/** What there is to wire of learning. */
export interface LearningDoor {
  readonly learning: Learning;
  readonly drafts: Drafts;
  /** `Services.published` */
  readonly published: PublishedDrafts;
  /** For `createDesk({ rooms })`. */
  readonly rooms: readonly DeskRoomRoutes[];
  /** For `createBackgroundJobs`; the sender of kind `mail` is `mailSender(readMail(config))`. */
  readonly jobs: readonly BackgroundJob[];
}

/** Reads nlp-models/learning and makes all of the room. @throws DataFileError naming the file at fault */
export function openLearning(deps: OpenLearningDeps): LearningDoor {
  const { store, figures, catalogue, wrapUp, clock, log, dataDir, digest, publicUrl, sent } = deps;
  const { documents, handoffs: queue, conversations, records, outbox, complaints } = store;
  const dir = join(dataDir, 'learning');
  const rules = loadLearningRules(dir);
  const wording = loadMailWording(dir);
  const { owners } = catalogue.standard;
  const cause = Object.fromEntries(Object.values(wrapUp.causes).flatMap(({ causes }) => Object.entries(causes)));
  const names: DigestNames = {
    measures: loadMeasures(join(dataDir, 'figures')),
    names: { cause, team: allTitled(owners) },
  };
  const learning = createLearning({
    ...{ documents, figures, complaints, catalogue, clock, rules },
    isCause: wrapUp.isCause,
    owners: Object.keys(owners),
  });
  const drafts = createDrafts({ documents, clock });
  const draftJob = createDraftJob({ queue, conversations, records, documents, clock, log, rules: rules.drafts });
  const digestJob =
    digest &&
    createDigestJob({
      ...{ learning, documents, outbox, clock, log, settings: digest, wording },
      names: () => names,
      ...(publicUrl !== undefined && { link: (week: string, owner: string) => linkTo(publicUrl, week, owner) }),
      ...(sent && { sent }),
    });
  return {
    learning,
    drafts,
    published: createPublishedDrafts({ documents, same: sameQuestion(loadMatching(dir)), clock, log }),
    rooms: [
      (context) => learningRoutes(context, { learning, names: () => names, wording }),
      (context) => draftRoutes(context, drafts),
    ],
    jobs: [
      { name: draftJobName, everyMs: draftEveryMs, run: (signal) => draftJob.run(signal) },
      ...(digestJob
        ? [{ name: digestJobName, everyMs: digestEveryMs, run: (signal: AbortSignal) => digestJob.run(signal) }]
        : []),
    ],
  };
}

function linkTo(publicUrl: string, week: string, owner: string): string {
  const url = new URL('/board', publicUrl);
  url.hash = `/learning?${new URLSearchParams({ tab: 'digest', week, owner })}`;
  return url.href;
}
