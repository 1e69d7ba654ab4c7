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
  readonly kind: 'one_time_code' | 'complaint' | 'service' | 'confirmation';
}

export type SmsReceipt =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'rate_limited' | 'daily_cap' | 'country_not_allowed' | 'unavailable' };
