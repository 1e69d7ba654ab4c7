/** What the operator's business system tells us of a customer, as it happens. Amounts in fen, data in MB, times epoch ms. */
export type AccountEvent = { readonly id: string; readonly phone: string; readonly at: number } & (
  | { readonly kind: 'bill_ready'; readonly month: string }
  | { readonly kind: 'data_used' }
  | { readonly kind: 'service_ordered'; readonly serviceId: string }
  | {
      readonly kind: 'repair_appointment';
      readonly from: number;
      readonly until: number;
      readonly place?: string;
      readonly cancelled?: true;
    }
  | { readonly kind: 'line_status'; readonly status: 'suspended_arrears' | 'suspended_request' | 'active' }
);

/** Event of a customer's conversation: value {@link NoticeValue}. Never from outside. */
export const noticeEventName = 'desk.notice';

/** What the bot says; wording in nlp-models/replies/notice.yaml. */
export interface NoticeValue {
  readonly id: string;
  /** Rule of nlp-models/notices/rules.yaml. */
  readonly rule: string;
  readonly facts: Readonly<Record<string, string | number>>;
}
