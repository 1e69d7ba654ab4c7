import type { KindSender } from '../../outbox/kind-sender';
import type { Route } from '../../platform/http';
import { type ConnectorSenderDeps, connectorSender } from '../connector-sender';
import { createHubEvents, type HubEventsDeps } from '../hub-events';
import { createHubOutbox, type HubOutbox } from '../hub-outbox';
import { loadNoteWords } from '../note-words';
import { chatwootApi } from './chatwoot-api';
import { createChatwootClient } from './chatwoot-client';
import { type ChatwootHubOptions, createChatwootHub } from './chatwoot-hub';
import { chatwootName } from './chatwoot-names';
import { chatwootWebhook } from './chatwoot-webhook';

export interface ChatwootSettings extends Pick<ChatwootHubOptions, 'inboxId' | 'publicUrl' | 'language' | 'sendPhone'> {
  /** CHATWOOT_URL */
  readonly url: string;
  readonly accountId: number;
  readonly token: string;
  /** CHATWOOT_WEBHOOK_SECRET: last part of the webhook's address. */
  readonly webhookSecret: string;
  /** CHATWOOT_SIGNING_SECRET: the inbox's own; absent for Chatwoot before 4.13. */
  readonly signingSecret?: string;
}

export interface ChatwootDeps
  extends Omit<ConnectorSenderDeps, 'hub' | 'acts'>,
    Pick<HubEventsDeps, 'acts' | 'conversations' | 'introductionMs'> {
  /** Path of nlp-models. */
  readonly dataDir: string;
  readonly fetch?: typeof globalThis.fetch;
}

export interface ChatwootDoor {
  /** Outbox kind `connector`. */
  readonly sender: KindSender;
  readonly routes: readonly Route[];
  /** What to enqueue when a customer enters the line, and with each of their messages while Chatwoot has them. */
  readonly outbox: HubOutbox;
}

/** Chatwoot answers its own agents within seconds or not at all, and waits for us no longer than five. */
const inWebhookMs = 2000;

/** Everything between us and one Chatwoot inbox: wire `sender` and `routes`, and give `outbox` to the bot. */
export function openChatwoot(settings: ChatwootSettings, deps: ChatwootDeps): ChatwootDoor {
  const { dataDir, acts, conversations, introductionMs, fetch, ...sending } = deps;
  const { url, accountId, token, inboxId, webhookSecret, signingSecret } = settings;
  const client = { url, accountId, token, ...(fetch && { fetch }) };
  const hub = createChatwootHub({
    ...settings,
    api: chatwootApi(createChatwootClient(client)),
    secret: webhookSecret,
    words: loadNoteWords(dataDir),
  });
  const { queue, clock, log } = deps;
  const waitFor = introductionMs === undefined ? {} : { introductionMs };
  return {
    sender: connectorSender({ ...sending, acts, hub }),
    routes: [
      chatwootWebhook({
        events: createHubEvents({ hub: chatwootName, queue, acts, conversations, ...waitFor }),
        api: chatwootApi(createChatwootClient({ ...client, timeoutMs: inWebhookMs })),
        inboxId,
        secret: webhookSecret,
        ...(signingSecret === undefined ? {} : { signingSecret }),
        clock,
        log,
      }),
    ],
    outbox: createHubOutbox(chatwootName),
  };
}
