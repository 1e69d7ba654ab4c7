import { accountEventsRoute } from './accounts/events/account-events-route';
import { createNoticeJob, type NoticeJobDeps } from './notices/notice-job';
import { createNoticeQueue } from './notices/notice-queue';
import { loadNoticeRules } from './notices/notice-rules';
import { createRepairVisits } from './notices/repair-visits';
import type { Whereabouts } from './notices/whereabouts';
import type { BackgroundJob } from './platform/background-jobs';
import type { Route } from './platform/http';
import type { DocumentStore } from './ports/document-store';

export interface NoticesDeps
  extends Pick<NoticeJobDeps, 'accounts' | 'consents' | 'outbox' | 'sms' | 'clock' | 'ids' | 'log' | 'metrics'> {
  readonly documents: DocumentStore;
  /** Id of a number's SMS conversation: `conversationOfNumber` with the signing key. */
  readonly conversationOf: (phone: string) => string;
  /** Pages on which numbers were proved (`createWhereabouts`, also given to the dialogs). */
  readonly whereabouts: Pick<Whereabouts, 'pageOf'>;
  /** ACCOUNT_EVENTS_SECRET. */
  readonly secret?: string | undefined;
  /** Path of nlp-models. */
  readonly dataDir: string;
  /** Events came in: nudge the job named {@link noticeJobName}. */
  readonly accepted: () => void;
  /** Something was put into the outbox: nudge its job. */
  readonly told: () => void;
}

/** What customers are told before they ask (docs/notices.md). */
export interface Notices {
  /** None without a secret. */
  readonly routes: readonly Route[];
  /** For `createBackgroundJobs`. */
  readonly job: BackgroundJob;
}

export const noticeJobName = 'notices';
const everyMs = 5_000;

/** Wire one for the whole process. @throws DataFileError naming the file at fault */
export function noticesOf(deps: NoticesDeps): Notices {
  const { documents, clock, secret, accepted, conversationOf, whereabouts } = deps;
  const rules = loadNoticeRules(deps.dataDir);
  const queue = createNoticeQueue(documents, clock);
  const job = createNoticeJob({
    ...deps,
    queue,
    rules,
    visits: createRepairVisits(documents, rules),
    async placeOf(phone) {
      const page = await whereabouts.pageOf(phone);
      return page === undefined ? { conversationId: conversationOf(phone), to: phone } : { conversationId: page };
    },
  });
  return {
    routes: secret === undefined ? [] : [accountEventsRoute({ secret, queue, clock, accepted })],
    job: { name: noticeJobName, everyMs, run: (signal) => job.run(signal) },
  };
}
