import type { Catalogue } from '../src/complaints/catalogue';
import type { Replies } from '../src/conversation/replies';
import type { Turn } from '../src/conversation/turn';
import type { ServiceHours } from '../src/handoff/hours';
import type { Openings } from '../src/handoff/openings';
import type { HandoffPolicy } from '../src/handoff/policy';
import type { KnowledgeBase } from '../src/knowledge/knowledge-base';
import type { AccountGateway } from '../src/ports/account-gateway';
import type { ComplaintRepository } from '../src/ports/complaint-repository';
import type { HandoffQueue } from '../src/ports/handoff-queue';
import type { IdGenerator } from '../src/ports/id-generator';
import type { Identity } from '../src/ports/identity';
import type { Log } from '../src/ports/log';
import type { Metrics } from '../src/ports/metrics';
import type { RecordLog } from '../src/ports/record-log';
import type { SmsGateway } from '../src/ports/sms-gateway';
import type { Understander } from '../src/understanding/understanding';
import type { Cues } from './cues';

/** All that the dialogs may reach: data, domain and ports, never an edge. */
export interface Services {
  readonly understander: Understander;
  readonly replies: Replies;
  readonly cues: Cues;
  readonly knowledge: KnowledgeBase;
  readonly catalogue: Catalogue;
  readonly policy: HandoffPolicy;
  readonly hours: ServiceHours;
  readonly openings: Openings;
  readonly accounts: AccountGateway;
  readonly identity: Identity;
  readonly complaints: ComplaintRepository;
  readonly queue: HandoffQueue;
  readonly records: RecordLog;
  /** Whether a text message can be promised; it leaves through {@link Turn.send}, never directly. */
  readonly sms: Pick<SmsGateway, 'available'>;
  readonly ids: IdGenerator;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly settings: DialogSettings;
}

export interface DialogSettings {
  /** How long a story may go on before the desk answers, in ms; 0: answer at once. */
  readonly listenWindowMs: number;
  /** Customers can answer text messages here: what a call left open goes on there. Default no. */
  readonly answersTexts?: boolean;
  /** One-time codes can be read on the demo inbox page; the customer is told so. */
  readonly demo: boolean;
}
