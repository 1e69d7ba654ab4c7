/** What a customer may agree to or refuse. `greeting`: a word after a complaint; `offers`: commercial; `service`: told before he asks. */
export const consentTopics = ['greeting', 'service', 'offers'] as const;
export type ConsentTopic = (typeof consentTopics)[number];

/** One decision with its proof (L9, L12). */
export interface Consent {
  readonly given: boolean;
  readonly at: number;
  /** How it was said: conversation and the activity that proves it, or the staff name that wrote it down. */
  readonly by: string;
  readonly words?: string;
}

/**
 * What numbers agreed to. Without a decision: `service` may be sent (a duty of the operator), the others may not. A refusal
 * holds from the next message on (L12: at most a minute).
 */
export interface Consents {
  may(phone: string, topic: ConsentTopic): Promise<boolean>;
  of(phone: string): Promise<Readonly<Partial<Record<ConsentTopic, Consent>>>>;
  /** The newest decision counts, whatever order they come in. Each is kept as proof, the same one again changes nothing. */
  decide(phone: string, topics: readonly ConsentTopic[], consent: Consent): Promise<void>;
  /**
   * Notes that the customer is being asked; once a number and topic.
   * @param by the turn that asks; the same again (R1) may ask
   * @returns `false` when that was done before, or the customer has decided unasked
   */
  ask(phone: string, topic: ConsentTopic, by: string): Promise<boolean>;
}
