import type { HttpRequest, HttpResponse, Route } from '../../platform/http';
import { complaintSeenBy } from '../complaints/visible-complaint';
import type { DeskContext } from '../desk-context';
import { notFound } from '../refusals';
import type { StaffIdentity } from '../staff-account';
import { identityOf, visibleOf } from './visible';

/** What a customer sent, for whoever may see its conversation: saved, never run. */
export function attachmentRoute(context: DeskContext): Route {
  async function handle(request: HttpRequest): Promise<HttpResponse> {
    const identity = identityOf(request);
    const id = request.params['id'] ?? '';
    const file = id.length > 200 ? undefined : await context.attachments.get(id);
    if (!file) throw notFound();
    const { conversationId } = file;
    await seenThrough(identity, id, conversationId, request.query['complaint']);
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
  /** Evidence of a complaint this person may see, or part of a conversation they may. @throws HttpError 404 */
  async function seenThrough(
    identity: StaffIdentity,
    id: string,
    conversationId: string,
    number: string | undefined,
  ): Promise<void> {
    const complaint = number === undefined ? undefined : await complaintSeenBy(context, identity, number);
    if (complaint?.evidence.includes(id) !== true) await visibleOf(context, identity, conversationId);
  }

  return { method: 'GET', path: '/desk/api/attachments/:id', access: 'staff', handle };
}

/** RFC 8187: what `encodeURIComponent` leaves and a header may not hold. */
const encodeName = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
