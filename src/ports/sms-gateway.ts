/** Sends text messages; sending the same key twice sends one message. */
export interface SmsGateway {
  /** Whether messages to this number can be sent at all: nothing is promised to a customer otherwise. */
  available(to: string): boolean;
  /**
   * @param message `to` an 11-digit mainland mobile number; `key` makes it happen once; `kind` for limits and the audit
   * @returns what became of it; a limit reached is a value, not an error (S12)
   */
  send(message: SmsMessage): Promise<SmsReceipt>;
}

export interface SmsMessage {
  readonly to: string;
  readonly text: string;
  readonly key: string;
  /** `reply`: answers what the customer wrote by text message; so many may leave as came in. */
  readonly kind: 'one_time_code' | 'complaint' | 'service' | 'confirmation' | 'reply';
}

export type SmsReceipt =
  | { readonly ok: true }
  | {
      readonly ok: false;
      /** `refused`: the other side will never take it. */
      readonly reason: 'rate_limited' | 'daily_cap' | 'country_not_allowed' | 'refused' | 'unavailable';
      /** With `unavailable`: when asking again makes sense, in ms from now, where the other side said so. */
      readonly retryAfterMs?: number;
    };
