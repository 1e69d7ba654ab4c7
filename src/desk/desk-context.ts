import type { Catalogue } from '../complaints/catalogue';
import type { ComplaintActs } from '../complaints/complaint-acts';
import type { Conversations } from '../conversation/conversations';
import type { HandoffActs } from '../handoff/acts';
import type { ServiceHours } from '../handoff/hours';
import type { Presences } from '../handoff/presence';
import type { Routing } from '../handoff/routing-data';
import type { KnowledgeBase } from '../knowledge/knowledge-base';
import type { AccountGateway } from '../ports/account-gateway';
import type { AttachmentStore } from '../ports/attachment-store';
import type { Clock } from '../ports/clock';
import type { ComplaintRepository } from '../ports/complaint-repository';
import type { DocumentStore } from '../ports/document-store';
import type { HandoffQueue } from '../ports/handoff-queue';
import type { IdGenerator } from '../ports/id-generator';
import type { Localized } from '../ports/language';
import type { Log } from '../ports/log';
import type { Outbox } from '../ports/outbox';
import type { RecordLog } from '../ports/record-log';
import type { Understander } from '../understanding/understanding';
import type { DeskAudit } from './audit';
import type { DueWatch } from './complaints/due-watch';
import type { PacketWords } from './complaints/packet-words';
import type { DeskWords } from './desk-api';
import type { StaffIdentity } from './staff-account';
import type { AcceptedFacts } from './views/accepted-facts';

/** What the desk's rooms work with. */
export interface DeskContext {
  readonly queue: HandoffQueue;
  readonly acts: HandoffActs;
  readonly presence: Pick<Presences, 'of' | 'list' | 'setStatus' | 'seen'>;
  readonly documents: Pick<DocumentStore, 'get'>;
  readonly complaints: ComplaintRepository;
  readonly complaintActs: ComplaintActs;
  /** nlp-models/complaints/packet.yaml */
  readonly packetWords: PacketWords;
  readonly conversations: Pick<Conversations, 'receive' | 'read' | 'follow' | 'pass'>;
  readonly accounts: AccountGateway;
  readonly attachments: Pick<AttachmentStore, 'get'>;
  readonly records: RecordLog;
  readonly outbox: Pick<Outbox, 'counts' | 'list' | 'resend'>;
  readonly catalogue: Catalogue;
  readonly knowledge: KnowledgeBase;
  readonly understander: Understander;
  readonly hours: ServiceHours;
  /** Intent → what people call it (nlp-models/handoff/topics.yaml). */
  readonly topics: ReadonlyMap<string, Localized>;
  /** What the data files of nlp-models/handoff offer to choose from. */
  readonly words: Omit<DeskWords, 'callBacks'>;
  /** nlp-models/handoff/routing.yaml */
  readonly routing: Routing;
  /** Whether somebody is among those who work on complaints: what others have is nobody's (`Staffing`). */
  readonly isHere: (name: string) => boolean;
  /** Everyone who may sign in. */
  readonly people: () => Promise<readonly StaffIdentity[]>;
  /** What people took, for counting and comparing. */
  readonly accepted: AcceptedFacts;
  /** One look at all that is due, for every list that shows it. */
  readonly due: DueWatch;
  readonly audit: DeskAudit;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly log: Log;
  /** Something was changed here: open pages are to hear of it at once. */
  readonly nudge: () => void;
}
