import { z } from 'zod';
import type { DraftAct, DraftChange, DraftResult, Drafts } from '../../learning/drafts';
import { HttpError, type HttpRequest, type HttpResponse, type Route } from '../../platform/http';
import { errorBody } from '../../platform/respond';
import { actKeyOf } from '../act-key';
import type { DraftsView } from '../board-api';
import type { DeskContext } from '../desk-context';
import { longest, most } from '../longest';
import { readBody, writtenText } from '../read-body';
import { conflict, keyReused, notFound } from '../refusals';
import { answer, onlyFor } from '../routes/visible';

const question = writtenText(longest.question);

const changes: Readonly<Record<DraftAct, z.ZodType<DraftChange>>> = {
  edit: z
    .strictObject({
      question,
      alternatives: z.array(question).max(most.alternatives),
      answer: writtenText(longest.answer),
    })
    .transform((body) => ({ act: 'edit' as const, ...body, alternatives: [...new Set(body.alternatives)] })),
  publish: z.strictObject({}).transform(() => ({ act: 'publish' as const })),
  reject: z.strictObject({ why: writtenText(longest.why) }).transform((body) => ({ act: 'reject' as const, ...body })),
};

/**
 * Drafts of answers, for supervisors: nothing speaks that none of them has published. Each act answers all drafts as they
 * are then. To be mounted as one of the desk's `rooms`: `(context) => draftRoutes(context, drafts)`.
 */
export function draftRoutes({ audit }: Pick<DeskContext, 'audit'>, drafts: Drafts): readonly Route[] {
  const view = async (): Promise<HttpResponse> => answer({ drafts: await drafts.all() } satisfies DraftsView);

  async function list(request: HttpRequest): Promise<HttpResponse> {
    const identity = onlyFor(['supervisor'], request);
    // They hold words of customers, masked.
    await audit.saw(identity, { act: 'drafts' });
    return view();
  }

  const act = (name: DraftAct) => async (request: HttpRequest) => {
    const identity = onlyFor(['supervisor'], request);
    const change = readBody(changes[name], request.body ?? {});
    const id = request.params['id'] ?? '';
    if (id.length > 100) throw notFound();
    const key = actKeyOf(request, identity, 'draft', name, id);
    const result = await drafts.act(identity.name, id, change, key);
    if (!result.ok) return refusal(result);
    await audit.done(identity, { act: `draft.${name}`, about: id, key });
    return view();
  };

  return [
    { method: 'GET', path: '/desk/api/learning/drafts', access: 'staff', handle: list },
    ...(Object.keys(changes) as DraftAct[]).map(
      (name): Route => ({
        method: 'POST',
        path: `/desk/api/learning/drafts/:id/${name}`,
        access: 'staff',
        body: 'json',
        handle: act(name),
      }),
    ),
  ];
}

/** @throws HttpError 404, 422, 503 */
function refusal({ reason }: Extract<DraftResult, { ok: false }>): HttpResponse {
  switch (reason) {
    case 'not_found':
      throw notFound();
    case 'busy':
      throw new HttpError(503, 'Busy', 'Others are changing it just now. Try again.', { 'retry-after': '1' });
    case 'not_now':
      return conflict('not_now');
    case 'key_reused':
      throw keyReused();
    case 'masked':
      return { status: 409, body: errorBody('masked', 'It still holds a number of the customer it came from.') };
  }
}
