import { z } from 'zod';
import type { ActionAct } from '../../learning/action-table';
import type { ActionChange, ActionResult } from '../../learning/corrective-actions';
import type { Learning } from '../../learning/create-learning';
import type { DigestNames } from '../../learning/digest-letter';
import { digestRows } from '../../learning/digest-rows';
import type { MailWording } from '../../learning/mail-wording';
import { HttpError, type HttpRequest, type HttpResponse, type Route } from '../../platform/http';
import { errorBody } from '../../platform/respond';
import { languages } from '../../ports/language';
import { actKeyOf } from '../act-key';
import { csvFile } from '../board/csv';
import type { ActionActBodies, DigestView, NewAction } from '../board-api';
import type { DeskContext } from '../desk-context';
import { longest, most } from '../longest';
import { code, defined, readBody, writtenText } from '../read-body';
import { badArgument, conflict, keyReused, notFound } from '../refusals';
import { answer, onlyFor } from '../routes/visible';

export interface LearningRoom {
  readonly learning: Learning;
  /** What measures, causes and departments are called. */
  readonly names: () => DigestNames;
  /** nlp-models/learning/mail.yaml */
  readonly wording: MailWording;
}

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const note = writtenText(longest.actionNote);
const number = z.string().regex(/^C\d{8}-\d{4,9}-\d$/);

const newAction: z.ZodType<NewAction> = z
  .strictObject({
    cause: code,
    owner: code,
    text: writtenText(longest.action),
    responsible: writtenText(80),
    dueOn: day,
    numbers: z.array(number).max(most.ofAction).optional(),
  })
  .transform(defined);

const bodies: { readonly [Act in ActionAct]: z.ZodType<ActionActBodies[Act]> } = {
  done: z.strictObject({ note: note.optional() }).transform(defined),
  drop: z.strictObject({ why: note }),
  note: z.strictObject({ text: note }),
  postpone: z.strictObject({ dueOn: day, why: note }),
};

/**
 * Causes and what is done about them: read by all staff, changed by supervisors; each act answers the whole view as it is
 * then. To be mounted as one of the desk's `rooms`: `(context) => learningRoutes(context, room)`.
 */
export function learningRoutes(
  { audit }: Pick<DeskContext, 'audit'>,
  { learning, names, wording }: LearningRoom,
): readonly Route[] {
  const view = async (): Promise<HttpResponse> => answer(await learning.view());

  async function add(request: HttpRequest): Promise<HttpResponse> {
    const identity = onlyFor(['supervisor'], request);
    const given = readBody(newAction, request.body);
    const key = actKeyOf(request, identity, 'learning.add');
    const result = await learning.add(identity.name, given, key);
    if (!result.ok) return refusal(result);
    const { cause, owner, dueOn } = result.value;
    await audit.done(identity, { act: 'learning.add', about: result.value.id, details: { cause, owner, dueOn }, key });
    return view();
  }

  const act =
    <Act extends ActionAct>(name: Act) =>
    async (request: HttpRequest): Promise<HttpResponse> => {
      const identity = onlyFor(['supervisor'], request);
      const body = readBody(bodies[name], request.body ?? {});
      const id = request.params['id'] ?? '';
      if (id.length > 100) throw notFound();
      const key = actKeyOf(request, identity, 'learning', name, id);
      const result = await learning.act(identity.name, id, { act: name, ...body } as ActionChange, key);
      if (!result.ok) return refusal(result);
      await audit.done(identity, { act: `learning.${name}`, about: id, key });
      return view();
    };

  async function digest({ query }: HttpRequest): Promise<HttpResponse> {
    const { week = '', owner = '', format = 'json', lang = 'zh-Hans' } = query;
    const language = languages.find((one) => one === lang);
    if (!language || (format !== 'json' && format !== 'csv'))
      throw badArgument('Send format json or csv, and lang zh-Hans, zh-Hant or en.');
    const found = await learning.digest(week, owner);
    if (!found) throw badArgument('Send week like 2026-W47 and owner, the code of a department.');
    if (format === 'json') {
      const measures = names().measures.filter(({ measure }) => found.figures.some((one) => one.measure === measure));
      return answer({ ...found, measures } satisfies DigestView);
    }
    const { headings, rows } = digestRows(found, language, wording, names());
    return {
      status: 200,
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="digest-${owner}-${week}.csv"`,
      },
      body: csvFile(headings, rows),
    };
  }

  return [
    { method: 'GET', path: '/desk/api/learning', access: 'staff', handle: view },
    { method: 'GET', path: '/desk/api/learning/digest', access: 'staff', handle: digest },
    { method: 'POST', path: '/desk/api/learning/actions', access: 'staff', body: 'json', handle: add },
    ...(Object.keys(bodies) as ActionAct[]).map((name): Route => {
      const path = `/desk/api/learning/actions/:id/${name}`;
      return { method: 'POST', path, access: 'staff', body: 'json', handle: (request) => act(name)(request) };
    }),
  ];
}

/** @throws HttpError 404, 422, 503, and 400 for a day that cannot be kept */
function refusal({ reason }: Extract<ActionResult, { ok: false }>): HttpResponse {
  switch (reason) {
    case 'not_found':
      throw notFound();
    case 'busy':
      throw new HttpError(503, 'Busy', 'Others are changing it just now. Try again.', { 'retry-after': '1' });
    case 'day':
      throw badArgument('Wrong or missing: dueOn.');
    case 'unknown':
      return { status: 409, body: errorBody('unknown', 'There is no such cause or department.') };
    case 'key_reused':
      throw keyReused();
    case 'not_now':
      return conflict('not_now');
  }
}
