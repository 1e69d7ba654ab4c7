import type { HttpRequest, HttpResponse, Route } from '../../platform/http';
import type { DeskContext } from '../desk-context';
import { notFound } from '../refusals';
import { identityOf, visibleOf } from './visible';

/** What a customer sent, for whoever may see its conversation: saved, never run. */
export function attachmentRoute(context: DeskContext): Route {
  async function handle(request: HttpRequest): Promise<HttpResponse> {
    const identity = identityOf(request);
    const id = request.params['id'] ?? '';
    const file = id.length > 200 ? undefined : await context.attachments.get(id);
    if (!file) throw notFound();
    const { conversationId } = file;
    await visibleOf(context, identity, conversationId);
    await context.audit.saw(identity, { act: 'attachment', about: id, conversationId });
    return {
      status: 200,
      headers: {
        'content-type': file.contentType === 'text/plain' ? 'text/plain; charset=utf-8' : file.contentType,
        'content-disposition': `attachment; filename*=UTF-8''${encodeName(file.name)}`,
        'content-security-policy': "default-src 'none'; sandbox",
      },
      body: file.bytes,
    };
  }
  return { method: 'GET', path: '/desk/api/attachments/:id', access: 'staff', handle };
}

/** RFC 8187: what `encodeURIComponent` leaves and a header may not hold. */
const encodeName = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
