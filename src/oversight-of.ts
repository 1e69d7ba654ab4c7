import { join } from 'node:path';
import type { Services } from '../dialogs/services';
import type { AppDeps } from './app';
import { conversationOfNumber } from './channels/sms/conversation-id';
import type { Complaints } from './complaints-of';
import { createDataRequests } from './data-requests/data-requests';
import { createOverdueJob } from './data-requests/overdue-job';
import { boardRoom } from './desk/board/board-routes';
import { loadExportWords } from './desk/board/export-words';
import { ownDataRoutes } from './desk/board/own-data-routes';
import type { DeskRoomRoutes } from './desk/desk';
import { openLearning } from './desk/learning/open-learning';
import { loadMeasures } from './figures/load-measures';
import { figuresOf } from './figures-of';
import { loadOpenings } from './handoff/openings';
import type { Handoffs } from './handoffs-of';
import type { KnownProblems } from './known-problems/known-problems';
import { createWhereabouts } from './notices/whereabouts';
import { noticeJobName, noticesOf } from './notices-of';
import { readDigest } from './outbox/mail-settings';
import type { BackgroundJob } from './platform/background-jobs';
import type { Route } from './platform/http';
import type { Consents } from './ports/consents';
import { problemsOf } from './problems-of';

export interface OversightDeps
  extends Pick<
    AppDeps,
    'config' | 'store' | 'accounts' | 'sms' | 'clock' | 'ids' | 'log' | 'metrics' | 'secrets' | 'dataDir'
  > {
  readonly handoffs: Handoffs;
  readonly complaints: Complaints;
  readonly consents: Consents;
  /** Something was put into the outbox. */
  readonly leaves: () => void;
  /** A job has something to do now. */
  readonly nudge: (job: string) => void;
}

/** What goes beyond the single conversation: figures, troubles of many, learning, notices, and the board that shows them. */
export interface Oversight {
  readonly dialogs: Pick<Services, 'knownProblems' | 'contacts' | 'published' | 'consents' | 'whereabouts'>;
  /** What supervisors do with troubles of many. */
  readonly knownProblems: KnownProblems;
  readonly jobs: readonly BackgroundJob[];
  readonly routes: readonly Route[];
  /** Their addresses on the desk. */
  readonly desk: readonly DeskRoomRoutes[];
  /** Reads what the board's figures need, behind everything else. Never rejects. */
  warm(signal: AbortSignal): Promise<void>;
}

/** @throws DataFileError naming the file at fault */
export function oversightOf(deps: OversightDeps): Oversight {
  const { config, store, complaints, handoffs, consents, clock, secrets, dataDir, leaves, nudge } = deps;
  const { catalogue } = complaints;
  const { wrapUp } = handoffs;
  const measures = loadMeasures(join(dataDir, 'figures'));
  const figures = figuresOf({ ...deps, catalogue });
  const problems = problemsOf(deps);
  const digest = readDigest(config);
  const learning = openLearning({
    ...deps,
    catalogue,
    wrapUp,
    figures: figures.figures,
    ...(digest && { digest }),
    ...(config.PUBLIC_URL !== undefined && { publicUrl: config.PUBLIC_URL }),
    sent: leaves,
  });
  const whereabouts = createWhereabouts(store.documents, clock);
  const notices = noticesOf({
    ...deps,
    documents: store.documents,
    outbox: store.outbox,
    metrics: deps.metrics.metrics,
    conversationOf: (phone) => conversationOfNumber(phone, secrets.signingKey),
    whereabouts,
    secret: config.ACCOUNT_EVENTS_SECRET,
    accepted: () => nudge(noticeJobName),
    told: leaves,
  });
  const dataRequests = createDataRequests(store);
  const overdue = createOverdueJob({ ...deps, dataRequests });
  const board = boardRoom({
    figures: figures.figures,
    problems: problems.knownProblems,
    ownData: dataRequests,
    learning: learning.learning,
    measures,
    wrapUp,
    reasons: loadOpenings(join(dataDir, 'handoff')).reasons,
    exportWords: loadExportWords(join(dataDir, 'figures')),
    reviews: [
      { file: 'complaints/known-problems.yaml', due: problems.reviewBy },
      { file: 'learning/learning.yaml', due: learning.learning.rules.review_by },
    ],
  });
  return {
    dialogs: {
      knownProblems: problems.knownProblems,
      contacts: figures.contacts,
      published: learning.published,
      consents,
      whereabouts,
    },
    knownProblems: problems.knownProblems,
    jobs: [figures.job, problems.job, ...learning.jobs, notices.job, overdue],
    routes: notices.routes,
    desk: [board, (context) => ownDataRoutes(context, dataRequests), problems.desk, ...learning.rooms],
    warm: figures.warm,
  };
}
