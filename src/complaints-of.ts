import { join } from 'node:path';
import type { AppDeps } from './app';
import { createComplaintActs } from './complaints/acts/create-complaint-acts';
import { type Catalogue, loadCatalogue } from './complaints/catalogue';
import { climbEntries } from './complaints/climbs/climb-entries';
import { loadClimbWording } from './complaints/climbs/climb-wording';
import type { ComplaintActs } from './complaints/complaint-acts';
import {
  complaintClockEveryMs,
  complaintClockJobName,
  createComplaintClockJob,
} from './complaints/complaint-clock-job';
import type { AgentProfile } from './handoff/agent';
import { loadWorkingDays } from './handoff/hours';
import type { Routing } from './handoff/routing-data';
import type { WrapUpData } from './handoff/wrap-up-data';
import { type mailShape, readMail } from './outbox/mail-settings';
import type { BackgroundJob } from './platform/background-jobs';
import type { Clock } from './ports/clock';
import type { Consents } from './ports/consents';
import type { Log } from './ports/log';
import type { Store } from './storage/store';

/** The life of recorded complaints, one for the whole process. */
export interface Complaints {
  readonly catalogue: Catalogue;
  readonly complaintActs: ComplaintActs;
  /** Clocks that run out, on one node at a time. */
  readonly job: BackgroundJob;
}

export interface ComplaintsDeps {
  readonly store: Pick<Store, 'complaints'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly staff: () => readonly AgentProfile[];
  readonly wrapUp: WrapUpData;
  readonly routing: Routing;
  /** How staff hear of what climbs to them. */
  readonly config: Pick<AppDeps['config'], 'PUBLIC_URL' | keyof typeof mailShape>;
  /** Path of nlp-models. */
  readonly dataDir: string;
  /** What customers agreed to and refused. */
  readonly consents: Pick<Consents, 'may'>;
  /** A complaint was changed: what it has to tell its customer need not wait. */
  readonly changed: () => void;
}

/** Reads the data files of complaints and wires who acts on them. @throws DataFileError naming the file at fault */
export function complaintsOf({ store, dataDir, consents, config, ...deps }: ComplaintsDeps): Complaints {
  const { complaints } = store;
  const catalogue = loadCatalogue(join(dataDir, 'complaints'), loadWorkingDays(join(dataDir, 'handoff')));
  const { PUBLIC_URL: publicUrl, CLIMBED_WEBHOOK_URL: webhookUrl } = config;
  const climbs = {
    ...deps,
    catalogue,
    wording: loadClimbWording(join(dataDir, 'complaints')),
    language: config.MAIL_LANGUAGE,
    hasMail: readMail(config) !== undefined,
    ...(webhookUrl !== undefined && { webhookUrl }),
    ...(publicUrl !== undefined && {
      link: (number: string) => new URL(`/desk#/complaints/${number}`, publicUrl).href,
    }),
  };
  const complaintActs = createComplaintActs({
    ...deps,
    complaints,
    catalogue,
    climbed: (before, after, now) => climbEntries(before, after, now, climbs),
    mayGreet: async ({ phone }) => phone !== undefined && consents.may(phone, 'greeting'),
  });
  const clocks = createComplaintClockJob({ ...deps, complaints, acts: complaintActs });
  return {
    catalogue,
    complaintActs,
    job: { name: complaintClockJobName, everyMs: complaintClockEveryMs, run: (signal) => clocks.run(signal) },
  };
}
