import type { Conversations } from '../../conversation/conversations';
import type { Authenticator, Route, SocketRoute } from '../../platform/http';
import { createOriginPolicy } from '../../platform/origins';
import { createRateLimiter } from '../../platform/rate-limit';
import type { AttachmentStore } from '../../ports/attachment-store';
import type { Clock } from '../../ports/clock';
import type { DocumentStore } from '../../ports/document-store';
import type { IdGenerator } from '../../ports/id-generator';
import type { Log } from '../../ports/log';
import { type Metrics, noMetrics } from '../../ports/metrics';
import type { RecordLog } from '../../ports/record-log';
import { activityRoutes } from './activity-routes';
import { attachmentRoute } from './attachment-route';
import { browserSessionRoute } from './browser-session';
import { createAuthenticator } from './caller';
import type { DirectLineContext } from './context';
import { conversationRoutes } from './conversation-routes';
import { feedbackRoute } from './feedback-route';
import { createOpenNew } from './new-conversations';
import { seenRoute } from './seen-route';
import { createSessionCookies } from './session-cookie';
import { createStreamSockets, type StreamLimits, streamLimits } from './stream-socket';
import { createTokens } from './tokens';
import { uploadRoute } from './upload-route';

export interface DirectLineOptions {
  readonly conversations: Conversations;
  readonly attachments: AttachmentStore;
  /** Signs tokens and cookies; the same on every process and after a restart. */
  readonly signingKey: string;
  /** For servers, never for browsers; at least 16 characters. */
  readonly secret: string;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly log: Log;
  /** Where customers reach us; without it addresses follow the Host header. */
  readonly publicUrl?: string;
  /** Other web origins whose scripts may call us. */
  readonly allowedOrigins?: readonly string[];
  /** Other web origins that show the chat page in a frame. */
  readonly embedOrigins?: readonly string[];
  readonly limits?: Partial<DirectLineLimits>;
  /** Where thumbs up and down are kept; without it the page cannot send them. */
  readonly records?: RecordLog;
  /** Where it is kept how far a customer has read (kind `seen`); without it the page cannot tell. */
  readonly documents?: Pick<DocumentStore, 'get' | 'put'>;
  readonly metrics?: Metrics;
}

export interface DirectLineLimits extends StreamLimits {
  /** Messages a conversation may send in 10 seconds. */
  readonly messagesPer10Seconds: number;
  /** Signs of typing a conversation may send in 10 seconds; a page sends one every few seconds. */
  readonly typingPer10Seconds: number;
  /** New conversations an address may open in a minute. */
  readonly conversationsPerMinute: number;
}

export const directLineLimits: DirectLineLimits = {
  ...streamLimits,
  messagesPer10Seconds: 20,
  typingPer10Seconds: 10,
  conversationsPerMinute: 10,
};

export interface DirectLine {
  readonly routes: Route[];
  readonly sockets: SocketRoute[];
  /** For `access: 'direct-line'`. */
  readonly authenticator: Authenticator;
  /** Ends the streams with 1001. */
  close(): void;
}

/** Direct Line 3.0 over our own conversations: docs/direct-line.md. */
export function createDirectLine(options: DirectLineOptions): DirectLine {
  const { clock, ids, log, conversations, attachments, publicUrl } = options;
  const limits = { ...directLineLimits, ...options.limits };
  const context: DirectLineContext = {
    conversations,
    attachments,
    clock,
    ids,
    log,
    publicUrl,
    tokens: createTokens(options.signingKey, clock),
    limits: {
      messages: createRateLimiter({ limit: limits.messagesPer10Seconds, windowMs: 10_000, clock }),
      typing: createRateLimiter({ limit: limits.typingPer10Seconds, windowMs: 10_000, clock }),
    },
    openNew: createOpenNew(createRateLimiter({ limit: limits.conversationsPerMinute, windowMs: 60_000, clock })),
  };
  const origins = createOriginPolicy(options);
  const cookies = createSessionCookies(options.signingKey, clock, {
    secure: publicUrl?.startsWith('https:') === true,
    embedded: origins.embedders.length > 0,
  });
  const streams = createStreamSockets(context, limits);
  return {
    routes: [
      ...conversationRoutes(context),
      ...activityRoutes(context),
      uploadRoute(context),
      attachmentRoute(context),
      browserSessionRoute(context, cookies, origins),
      ...(options.documents ? [seenRoute(context, options.documents)] : []),
      ...(options.records ? [feedbackRoute(context, options.records, options.metrics ?? noMetrics)] : []),
    ],
    sockets: [streams.route],
    authenticator: createAuthenticator(context.tokens, options.secret, origins),
    close: () => streams.close(),
  };
}
