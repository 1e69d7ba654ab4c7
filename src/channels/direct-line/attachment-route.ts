import { HttpError, type HttpRequest, type HttpResponse, type Route } from '../../platform/http';
import { basePath, type DirectLineContext } from './context';

/**
 * `GET /attachments/:id?t=`: a stored file, for whoever holds a token of its conversation (a picture cannot send a
 * header, so a token for files only stands in the address). Shown as a picture or saved, never run: sandboxed, not
 * sniffed, offered as a download.
 */
export function attachmentRoute(context: DirectLineContext): Route {
  async function handle({ params, query, headers }: HttpRequest): Promise<HttpResponse> {
    const conversationId = conversationAllowed(context, query['t'], headers['authorization']);
    const file = await context.attachments.get(params['attachmentId'] ?? '');
    // "Not yours" and "not there" look alike (S5).
    if (file === undefined || file.conversationId !== conversationId) {
      throw new HttpError(404, 'NotFound', 'There is no such file.');
    }
    return {
      status: 200,
      headers: {
        'content-type': file.contentType === 'text/plain' ? 'text/plain; charset=utf-8' : file.contentType,
        'content-disposition': `attachment; filename*=UTF-8''${encodeName(file.name)}`,
        'content-security-policy': "default-src 'none'; sandbox",
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': 'private, max-age=1800',
      },
      body: file.bytes,
    };
  }
  // Public for the server, as the token may stand in the address; checked right here.
  return { method: 'GET', path: `${basePath}/attachments/:attachmentId`, access: 'public', cors: true, handle };
}

/** @throws HttpError 401 or 403 */
function conversationAllowed({ tokens }: DirectLineContext, inAddress?: string, authorization?: string): string {
  const bearer = /^Bearer ([\w.-]{1,4096})$/i.exec(authorization ?? '')?.[1];
  const verified =
    bearer === undefined ? tokens.verify('files', inAddress ?? '') : tokens.verify('conversation', bearer);
  if (verified.ok) return verified.claims.conv;
  throw verified.reason === 'expired'
    ? new HttpError(403, 'TokenExpired', 'The token has expired: fetch a new one.')
    : new HttpError(401, 'BadArgument', 'Send a valid token.');
}

/** RFC 8187: what `encodeURIComponent` leaves and a header may not hold. */
const encodeName = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
