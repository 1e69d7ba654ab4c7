/**
 * A way text messages travel: an SMS gateway product (Kannel, a Twilio-compatible service) or an operator's own message
 * centre (SMPP, CMPP). A transport moves whole texts; what they mean is the SMS channel's business.
 */
export interface SmsTransport {
  /** `twilio`, `kannel`, `smpp` or `cmpp`: for logs, metrics and stored receipts. */
  readonly name: SmsTransportName;
  /**
   * Resolves when the other side has taken over every part of the text. Long texts are split here, by the rules of the
   * protocol; never inside a character. While the other side says "slower" or is away this waits or refuses, and loses
   * nothing: the caller's outbox asks again.
   */
  send(message: OutgoingSms): Promise<SmsSendResult>;
  /** Connects and begins to take in; resolves once started, which need not be connected yet. */
  start(listener: SmsListener): Promise<void>;
  /** Takes nothing in any more, finishes what is under way (at most `graceMs`), says goodbye as the protocol asks. */
  stop(graceMs: number): Promise<void>;
  /** Whether a message could be sent right now; for `/readyz` and the metrics. */
  connected(): boolean;
}

export type SmsTransportName = 'twilio' | 'kannel' | 'smpp' | 'cmpp';

export interface OutgoingSms {
  /** An 11-digit mainland mobile number; transports add country codes where theirs wants them. */
  readonly to: string;
  readonly text: string;
  /** The same key is the same message; sent along where the protocol has a field for it. */
  readonly key: string;
}

export type SmsSendResult =
  | {
      readonly ok: true;
      /** The other side's ids of the parts, by which its receipts come. */
      readonly ids: readonly string[];
    }
  | {
      readonly ok: false;
      /** `away`, `busy`: ask again later. `refused`: it will never be taken (wrong number, blocked, bad text). */
      readonly reason: 'away' | 'busy' | 'refused';
      /** The protocol's own word or number for it. */
      readonly detail: string;
      /** When asking again makes sense, in ms from now. */
      readonly retryAfterMs?: number;
    };

export interface IncomingSms {
  /** The customer's number without country code. */
  readonly from: string;
  /** The number it was sent to. */
  readonly to: string;
  /** Whole: parts of a long message are put together before. */
  readonly text: string;
  /** The other side's id where it has one, else one derived from the content and time: the same delivery again has the same id (R1). */
  readonly id: string;
}

/** What became of a message on its way to the handset. */
export interface DeliveryReceipt {
  /** One of {@link SmsSendResult.ids}. */
  readonly id: string;
  /** `buffered` may still become one of the others; they are final and never overwritten by it. */
  readonly state: 'buffered' | 'delivered' | 'failed';
  readonly detail: string;
}

/** What a transport calls; it confirms to the other side only when these have resolved, so nothing taken is lost. */
export interface SmsListener {
  received(message: IncomingSms): Promise<void>;
  receipt(receipt: DeliveryReceipt): Promise<void>;
}
