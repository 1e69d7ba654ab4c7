import type { AccountAction, Bill, DataUsage, OrderedService, Subscriber } from '../ports/account-gateway';
import type { Suggestion, Wording } from '../ports/wording';

/** Which account data an answer needs. */
export type AccountNeed = 'subscriber' | 'bills' | 'usage' | 'services';

/** The customer's own data, as far as it was needed and fetched. */
export interface AccountData {
  readonly subscriber?: Subscriber;
  readonly bills?: readonly Bill[];
  readonly usage?: DataUsage;
  readonly services?: readonly OrderedService[];
}

/** What is said to a question. */
export interface Answer extends Wording {
  /** Which variant of the entry spoke (`general`, `low_spend`, …), for tests and the brief. */
  readonly variant: string;
  readonly followUps: readonly Suggestion[];
  /** Something that can be done now, once the customer confirms. */
  readonly proposal?: { readonly action: AccountAction; readonly ask: Wording };
  /** A charge this answer explained; a complaint that follows starts with it. */
  readonly disputable?: { readonly item: string; readonly amountFen: number; readonly billMonth: string };
}
