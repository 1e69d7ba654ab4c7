/**
 * The operator's business system (BOSS) as the desk sees it. Money in fen, data in megabytes, months as `YYYY-MM`,
 * times in epoch milliseconds. Reads may be retried, `perform` is idempotent by key.
 * @throws AccountUnavailable when the system cannot be reached or answers nonsense
 */
export interface AccountGateway {
  subscriber(phone: string): Promise<Subscriber | undefined>;
  /** The last `months` bills including the running month, newest first. */
  bills(phone: string, months: number): Promise<readonly Bill[]>;
  dataUsage(phone: string): Promise<DataUsage | undefined>;
  /** Value-added services now or lately ordered, ring-back tones among them. */
  services(phone: string): Promise<readonly OrderedService[]>;
  /** Does one thing, once per key; a refusal is a value. */
  perform(action: AccountAction, key: string): Promise<ActionResult>;
}

export type Brand = 'global_tone' | 'm_zone' | 'easy_own'; // 全球通, 动感地带, 神州行

export interface Subscriber {
  readonly phone: string;
  /** Full name; mask it before showing (张*). */
  readonly name: string;
  readonly brand: Brand;
  readonly age: number;
  readonly plan: {
    readonly name: string;
    readonly nameEn: string;
    readonly monthlyFen: number;
    readonly voiceMinutes: number;
    readonly dataMb: number;
    readonly includes: readonly string[];
  };
  readonly balanceFen: number;
  readonly status: 'active' | 'suspended_arrears' | 'suspended_request';
  readonly arrearsFen: number;
}

export interface BillItem {
  /** Stable id of the charge kind, for example `ring_back_tone_fee`, `plan_fee`, `data_overage`. */
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly amountFen: number;
  /** The ordered service this charge comes from. */
  readonly serviceId?: string;
}

export interface Bill {
  readonly month: string;
  readonly totalFen: number;
  /** The month is still running. */
  readonly open: boolean;
  readonly items: readonly BillItem[];
}

export interface DataUsage {
  readonly month: string;
  readonly quotaMb: number;
  readonly usedMb: number;
  readonly outOfPlanMb: number;
  readonly outOfPlanFen: number;
  /** Spending limit for data outside the plan; `undefined`: none set. */
  readonly capFen?: number;
  readonly packs: readonly {
    readonly id: string;
    readonly name: string;
    readonly nameEn: string;
    readonly quotaMb: number;
    readonly usedMb: number;
    readonly priceFen: number;
    readonly expiresAt: number;
  }[];
}

export interface OrderedService {
  readonly id: string;
  readonly kind: 'ring_back_tone' | 'caller_display' | 'missed_call_reminder' | 'video' | 'game' | 'reading' | 'other';
  readonly name: string;
  readonly nameEn: string;
  readonly monthlyFen: number;
  readonly orderedAt: number;
  /** How it came to be ordered, as the business system recorded it. */
  readonly orderedVia: 'sms' | 'app' | 'shop' | 'hotline' | 'phone_sales' | 'web';
  /** Order detail for people, for example the text message that was sent. */
  readonly orderedDetail: string;
  readonly orderedDetailEn: string;
  readonly cancelledAt?: number;
  /** The monthly fee stops with this month's bill. */
  readonly lastFeeMonth?: string;
  readonly freeWithPlan: boolean;
}

export type AccountAction =
  | { readonly kind: 'cancel_service'; readonly phone: string; readonly serviceId: string }
  | { readonly kind: 'set_data_cap'; readonly phone: string; readonly capFen: number }
  | { readonly kind: 'order_data_pack'; readonly phone: string; readonly packId: string }
  | { readonly kind: 'order_ring_back_tone'; readonly phone: string }
  | { readonly kind: 'open_repair_order'; readonly phone: string; readonly service: string; readonly place: string }
  | CreditAction;

/** Money to the customer's balance; keys of these are kept for as long as bills are. */
export interface CreditAction {
  readonly kind: 'credit';
  readonly phone: string;
  readonly amountFen: number;
  /** Out of goodwill, or what should not have been charged. */
  readonly reason: 'credit' | 'fee_waiver';
  /** Number of the complaint it is for. */
  readonly reference: string;
}

export type ActionResult =
  | { readonly ok: true; readonly reference: string; readonly effectiveMonth?: string }
  | { readonly ok: false; readonly reason: 'not_found' | 'already_done' | 'not_allowed' };

/** The business system cannot be reached just now; the question is kept and the customer told. */
export class AccountUnavailable extends Error {
  readonly code = 'ACCOUNT_UNAVAILABLE';
  constructor(operation: string, options?: { cause?: unknown }) {
    super(
      `The business system did not answer "${operation}": check ACCOUNT_API_URL and the system's own health page.`,
      options,
    );
  }
}
