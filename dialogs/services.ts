import type { Catalogue } from '../src/complaints/catalogue';
import type { ComplaintActs } from '../src/complaints/complaint-acts';
import type { Replies } from '../src/conversation/replies';
import type { Turn } from '../src/conversation/turn';
import type { DataRequests } from '../src/data-requests/data-requests';
import type { ContactKeeping } from '../src/figures/contacts';
import type { HandoffActs } from '../src/handoff/acts';
import type { Handoff } from '../src/handoff/handoff';
import type { ServiceHours } from '../src/handoff/hours';
import type { Openings } from '../src/handoff/openings';
import type { HandoffPolicy } from '../src/handoff/policy';
import type { Routing } from '../src/handoff/routing-data';
import type { Waits } from '../src/handoff/waits';
import type { KnowledgeBase } from '../src/knowledge/knowledge-base';
import type { ToTraditional } from '../src/knowledge/traditional';
import type { ProblemLookup } from '../src/known-problems/known-problems';
import type { PublishedDrafts } from '../src/learning/published-drafts';
import type { Whereabouts } from '../src/notices/whereabouts';
import type { AccountGateway } from '../src/ports/account-gateway';
import type { HubMessage } from '../src/ports/agent-hub';
import type { ComplaintRepository } from '../src/ports/complaint-repository';
import type { Consents } from '../src/ports/consents';
import type { HandoffQueue } from '../src/ports/handoff-queue';
import type { IdGenerator } from '../src/ports/id-generator';
import type { Identity } from '../src/ports/identity';
import type { Log } from '../src/ports/log';
import type { Metrics } from '../src/ports/metrics';
import type { NewOutboxEntry } from '../src/ports/outbox';
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
  /** What others wrote in Simplified Chinese only. */
  readonly toTraditional: ToTraditional;
  /** Answers of agents that supervisors published (`createPublishedDrafts`); absent: none. */
  readonly published?: PublishedDrafts;
  readonly catalogue: Catalogue;
  readonly policy: HandoffPolicy;
  readonly hours: ServiceHours;
  readonly openings: Openings;
  readonly accounts: AccountGateway;
  readonly identity: Identity;
  readonly complaints: ComplaintRepository;
  /** Whether new complaints of a department may go to this member of staff; absent: to everybody. */
  readonly mayHandle?: (name: string, department: string) => boolean;
  /** What customers do with a complaint of theirs, and the proof that they were told. */
  readonly complaintActs: Pick<
    ComplaintActs,
    'communicated' | 'customerAnswered' | 'recheck' | 'close' | 'reopen' | 'withdraw' | 'survey'
  >;
  /** Troubles of many that customers are told of at once (`createKnownProblems`); absent: none. */
  readonly knownProblems?: ProblemLookup;
  readonly queue: HandoffQueue;
  /** What a customer does with the own hand-over. */
  readonly acts: Pick<HandoffActs, 'bookCallBack' | 'withdraw' | 'customerLeft'>;
  /** What customers are told about their wait. */
  readonly waits: Pick<Waits, 'placeOf'>;
  readonly routing: Routing;
  /** Another desk, where customers are handed over to one (`createHubOutbox`). */
  readonly hub?: HubPost;
  readonly records: RecordLog;
  /** Absent: visits are not recorded. */
  readonly contacts?: ContactKeeping;
  /** Where customers are just now, for what they are told unasked (`createWhereabouts`); absent: by text message only. */
  readonly whereabouts?: Pick<Whereabouts, 'seen'>;
  /** What numbers agreed to and refused (`createConsents`). */
  readonly consents: Consents;
  /** What customers ask for of their own data (`createDataRequests`). */
  readonly dataRequests: Pick<DataRequests, 'ask' | 'get'>;
  /** Whether a text message can be promised; it leaves through {@link Turn.send}, never directly. */
  readonly sms: Pick<SmsGateway, 'available'>;
  readonly ids: IdGenerator;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly settings: DialogSettings;
}

/** What another desk has to learn, as outbox entries that are stored with what causes them. */
export interface HubPost {
  /** What to enqueue instead, and with it. */
  give<H extends Pick<Handoff, 'id' | 'conversationId' | 'status' | 'hub'>>(
    handoff: H,
  ): { readonly handoff: H; readonly outbox: readonly NewOutboxEntry[] };
  /** Nothing when the other desk has it not. */
  customerSaid(handoff: Handoff, message: HubMessage): readonly NewOutboxEntry[];
}

export interface DialogSettings {
  /** How long a story may go on before the desk answers, in ms; 0: answer at once. */
  readonly listenWindowMs: number;
  /** Customers can answer text messages here: what a call left open goes on there. Default no. */
  readonly answersTexts?: boolean;
  /** One-time codes can be read on the demo inbox page; the customer is told so. */
  readonly demo: boolean;
}
