/** The ways a customer reaches the desk. */
export type ChannelId = 'web' | 'sms' | 'voice' | 'bot-framework';

/** What a channel can show; dialogs never ask which channel they are on, only this. */
export interface ChannelCapabilities {
  /** Choices can be shown as buttons. Where not, the channel numbers them itself. */
  readonly buttons: boolean;
  /** The reply is heard, not read: `speak` matters, links do not. */
  readonly spoken: boolean;
  /** Files can be sent as evidence. */
  readonly uploads: boolean;
  /** Every reply is a text message to the customer's own number: none needs to be sent to it besides. */
  readonly textMessages: boolean;
}

export const capabilitiesOf: Record<ChannelId, ChannelCapabilities> = {
  web: { buttons: true, spoken: false, uploads: true, textMessages: false },
  sms: { buttons: false, spoken: false, uploads: false, textMessages: true },
  voice: { buttons: false, spoken: true, uploads: false, textMessages: false },
  'bot-framework': { buttons: true, spoken: false, uploads: true, textMessages: false },
};
