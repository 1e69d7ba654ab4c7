import type { Conversations } from '../../conversation/conversations';
import type { HttpRequest } from '../../platform/http';
import { safeHost } from '../../platform/origins';
import type { RateLimiter } from '../../platform/rate-limit';
import type { AttachmentStore } from '../../ports/attachment-store';
import type { Clock } from '../../ports/clock';
import type { IdGenerator } from '../../ports/id-generator';
import type { Log } from '../../ports/log';
import type { OpenNew } from './new-conversations';
import type { View } from './outgoing-activity';
import type { TokenClaims, Tokens } from './tokens';

/** What the parts of the channel share. */
export interface DirectLineContext {
  readonly conversations: Conversations;
  readonly attachments: AttachmentStore;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly log: Log;
  readonly publicUrl?: string | undefined;
  readonly limits: {
    /** Messages a conversation. */
    readonly messages: RateLimiter;
    /** Signs that the customer types, a conversation. */
    readonly typing: RateLimiter;
  };
  readonly openNew: OpenNew;
}

export const basePath = '/v3/directline';

/** @returns the address the client reached us at, without a slash at the end: configured, or as its Host header says */
export function baseUrl(headers: HttpRequest['headers'], publicUrl: string | undefined): string {
  return publicUrl?.replace(/\/$/, '') ?? `http://${safeHost(headers['host']) ?? 'localhost'}`;
}

/** How one caller sees a conversation: files get addresses that work for as long as a token does. */
export function viewOf(context: DirectLineContext, claims: TokenClaims, base: string): View {
  // Signed for the first file only: most pages have none.
  let files: string | undefined;
  return {
    conversationId: claims.conv,
    ...(claims.user === '' ? {} : { userId: claims.user }),
    fileUrl(id) {
      files ??= context.tokens.issue('files', claims);
      return `${base}${basePath}/attachments/${id}?t=${files}`;
    },
  };
}
