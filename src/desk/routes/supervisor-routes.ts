import { z } from 'zod';
import type { HttpRequest, HttpResponse, Route } from '../../platform/http';
import { maskText } from '../../ports/mask';
import { actKeyOf } from '../act-key';
import { isOnTrail } from '../audit';
import type { DeskContext } from '../desk-context';
import { readBody } from '../read-body';
import { badArgument, notFound } from '../refusals';
import { auditPage } from '../views/audit-page';
import { liveView } from '../views/live-view';
import { answer, onlyFor } from './visible';

const mostDead = 200;
const resendBody = z.strictObject({ key: z.string().min(1).max(500) });

/** For supervisors and administrators: the line as it is, the trail, and what could not be sent. */
export function supervisorRoutes(context: DeskContext): Route[] {
  async function live(request: HttpRequest): Promise<HttpResponse> {
    const identity = onlyFor(['supervisor'], request);
    return answer(await liveView(context, identity));
  }

  async function audit(request: HttpRequest): Promise<HttpResponse> {
    const identity = onlyFor(['supervisor', 'admin'], request);
    const before = request.query['before'];
    if (before !== undefined && !/^\d{1,15}$/.test(before)) throw badArgument('Send `before` as epoch ms.');
    await context.audit.saw(identity, { act: 'audit' });
    return answer(await auditPage(context.records, before === undefined ? undefined : Number(before)));
  }

  async function dead(request: HttpRequest): Promise<HttpResponse> {
    onlyFor(['admin'], request);
    const entries = await context.outbox.list('dead', mostDead);
    return answer({
      entries: entries.map(({ key, kind, createdAt, attempts, lastError }) => ({
        key,
        kind,
        createdAt,
        attempts,
        error: maskText(lastError ?? ''),
      })),
    });
  }

  async function resend(request: HttpRequest): Promise<HttpResponse> {
    const identity = onlyFor(['admin'], request);
    const { key } = readBody(resendBody, request.body);
    // Before the act, as nothing else keeps who sent it again; of an entry that is not there it tells a try.
    const under = actKeyOf(request, identity, 'resend', key);
    const what = { act: 'resend', about: key };
    const isSaidAgain = under !== undefined && (await isOnTrail(context.records, { ...what, key: under }));
    await context.audit.did(identity, { ...what, key: under });
    // On its way since it was said first.
    if (!(await context.outbox.resend(key)) && !isSaidAgain) throw notFound();
    return { status: 204 };
  }

  return [
    { method: 'GET', path: '/desk/api/live', access: 'staff', handle: live },
    { method: 'GET', path: '/desk/api/audit', access: 'staff', handle: audit },
    { method: 'GET', path: '/desk/api/outbox', access: 'staff', handle: dead },
    { method: 'POST', path: '/desk/api/outbox/resend', access: 'staff', body: 'json', handle: resend },
  ];
}
