import type { Language } from './language';

/**
 * Proves that a phone number is the customer's own: a one-time code by SMS, bound to the conversation (S13). Whether
 * a number belongs to a subscriber shows nowhere: a stranger's gets the same words, tries and limits, only no message.
 */
export interface Identity {
  /**
   * Sends a code; an earlier one of the same conversation no longer counts.
   * @param deliver `false` for a number that is no customer's: all is as usual, only no message goes out
   */
  begin(conversationId: string, phone: string, language: Language, deliver?: boolean): Promise<IdentityBegun>;
  /** @param code as typed or said: full-width digits, blanks and Chinese digits are understood */
  check(conversationId: string, code: string): Promise<IdentityChecked>;
}

export type IdentityBegun =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'rate_limited' | 'unavailable' };

export type IdentityChecked =
  /** `until`: epoch ms up to which the number counts as verified in this conversation. */
  | { readonly ok: true; readonly phone: string; readonly until: number }
  | {
      readonly ok: false;
      readonly reason: 'wrong' | 'expired' | 'too_many' | 'none';
      /** With `wrong` only. */
      readonly triesLeft?: number;
    };
