import { z } from 'zod';
import { complaintTypes } from '../../complaints/complaint';
import type { ProblemActResult } from '../../known-problems/change-problem';
import type { KnownProblems } from '../../known-problems/known-problems';
import type { StoredProblem } from '../../known-problems/stored-problem';
import { HttpError, type HttpRequest, type HttpResponse, type Route } from '../../platform/http';
import { errorBody } from '../../platform/respond';
import { heardBefore } from '../../ports/act-key';
import { hasChinese } from '../../ports/language';
import { actKeyOf } from '../act-key';
import type { Audited } from '../audit';
import type { NewProblem, ProblemActBodies, ProblemsView } from '../board-api';
import type { DeskContext } from '../desk-context';
import { longest, most } from '../longest';
import { code, defined, readBody, writtenText } from '../read-body';
import { keyReused, notFound } from '../refusals';
import { answer, identityOf, onlyFor } from '../routes/visible';
import type { StaffIdentity } from '../staff-account';
import { type ProblemAct, problemActs, problemView } from './problem-view';

const codes = z.array(code).max(50);
const time = z.int().positive();
const told = writtenText(longest.told);
const english = told.refine((text) => !hasChinese(text)).optional();
const news = { known: told, english, repairBy: time.optional() };
const begun = time.optional();
const written = z.string().min(1).max(longest.number);
const numbers = z.array(written).max(most.attached);
const number = z.strictObject({ number: written });
const wish = { subTypes: codes, areas: codes, ...news, since: begun, numbers: numbers.optional() };
const newProblem: z.ZodType<NewProblem> = z.strictObject({ type: z.enum(complaintTypes), ...wish }).transform(defined);

type Acts = Pick<KnownProblems, ProblemAct>;
interface ActOf<Act extends ProblemAct> {
  readonly body: z.ZodType<ProblemActBodies[Act]>;
  run(acts: Acts, id: string, by: StaffIdentity, body: ProblemActBodies[Act]): Promise<ProblemActResult>;
  /** What of it the trail keeps. */
  readonly kept?: readonly (keyof ProblemActBodies[Act] & string)[];
}

const table: { readonly [Act in ProblemAct]: ActOf<Act> } = {
  open: {
    body: z.strictObject(wish).transform(defined),
    run: (acts, id, by, body) => acts.open(id, by, body),
    kept: ['subTypes', 'areas', 'repairBy', 'since'],
  },
  dismiss: {
    body: z.strictObject({ why: writtenText(longest.why) }),
    run: (acts, id, by, { why }) => acts.dismiss(id, by, why),
  },
  update: {
    body: z.strictObject({ ...news, since: begun }).transform(defined),
    run: (acts, id, by, body) => acts.update(id, by, body),
    kept: ['repairBy', 'since'],
  },
  attach: { body: number, run: (acts, id, by, body) => acts.attach(id, by, body.number), kept: ['number'] },
  detach: { body: number, run: (acts, id, by, body) => acts.detach(id, by, body.number), kept: ['number'] },
  repair: {
    body: z.strictObject({ text: told, english, cause: code }).transform(defined),
    run: (acts, id, by, body) => acts.repair(id, by, body),
    kept: ['cause'],
  },
  close: { body: z.strictObject({}), run: (acts, id, by) => acts.close(id, by) },
};

const conflicts = {
  not_now: 'That cannot be done in its present state.',
  not_allowed: 'That cannot be done in its present state.',
  reason_needed: 'It needs a reason.',
  attached: 'Complaints are part of it.',
  unknown: 'There is no such sub-type, area, cause or complaint, or the time cannot be right.',
} as const;

/** How many ended ones are listed, the newest first. */
const mostEnded = 50;

/**
 * Known problems under `/desk/api/problems`: read by all staff, acts by supervisors, in the trail. To be mounted as one of the
 * desk's `rooms`: `(context) => problemRoutes(context, problems)`.
 */
export function problemRoutes(
  { audit, catalogue }: Pick<DeskContext, 'audit' | 'catalogue'>,
  problems: Pick<KnownProblems, ProblemAct | 'once' | 'byId' | 'list' | 'openNew' | 'counts' | 'likelyCauses'>,
): Route[] {
  async function list(request: HttpRequest): Promise<HttpResponse> {
    const identity = identityOf(request);
    const all = await problems.list();
    const isEnded = ({ status }: StoredProblem) => status === 'closed' || status === 'dismissed';
    const shown = [...all.filter((one) => !isEnded(one)), ...all.filter(isEnded).slice(0, mostEnded)];
    const views = [];
    for (const problem of shown) views.push(await problemView(problems, problem, identity));
    const areas = catalogue.areas.list;
    return answer({ problems: views, areas } satisfies ProblemsView);
  }

  async function open(request: HttpRequest): Promise<HttpResponse> {
    const identity = onlyFor(['supervisor'], request);
    const { type, ...body } = readBody(newProblem, request.body);
    const { subTypes, areas, since } = body;
    const key = actKeyOf(request, identity, 'problem.new');
    const acts = key === undefined ? problems : problems.once(key);
    const result = await acts.openNew(identity, type, body);
    return answered(identity, { act: 'new', key, details: defined({ type, subTypes, areas, since }) }, result);
  }

  async function perform<Act extends ProblemAct>(request: HttpRequest, act: Act): Promise<HttpResponse> {
    const identity = onlyFor(['supervisor'], request);
    const { body: shape, run, kept = [] } = table[act];
    const id = request.params['id'] ?? '';
    if (!/^P\d{8}-\d{2,6}$/.test(id)) throw notFound();
    const body = readBody(shape, request.body ?? {});
    const key = actKeyOf(request, identity, 'problem', act, id);
    const details = Object.fromEntries(kept.map((name) => [name, body[name]]));
    // Done before, and perhaps ended since: nothing of it is tried again.
    const done = key && (await problems.byId(id));
    const isSaidAgain = done && heardBefore(done.history, key) === 'same';
    const acts = key === undefined ? problems : problems.once(key);
    const result = isSaidAgain ? { ok: true as const, problem: done } : await run(acts, id, identity, body);
    return answered(identity, { act, key, details }, result);
  }

  async function answered(
    identity: StaffIdentity,
    { act, ...what }: Pick<Audited, 'act' | 'key' | 'details'>,
    result: ProblemActResult,
  ): Promise<HttpResponse> {
    if (!result.ok) return refusalOf(result.reason);
    const { problem } = result;
    // Who did it and when stands in its history as well, by the write that did it.
    await audit.done(identity, { act: `problem.${act}`, about: problem.number, ...what });
    return answer(await problemView(problems, problem, identity));
  }

  return [
    { method: 'GET', path: '/desk/api/problems', access: 'staff', handle: list },
    { method: 'POST', path: '/desk/api/problems', access: 'staff', body: 'json', handle: open },
    ...problemActs.map(
      (act): Route => ({
        method: 'POST',
        path: `/desk/api/problems/:id/${act}`,
        access: 'staff',
        body: 'json',
        handle: (request) => perform(request, act),
      }),
    ),
  ];
}

function refusalOf(reason: Extract<ProblemActResult, { ok: false }>['reason']): HttpResponse {
  if (reason === 'not_found') throw notFound();
  if (reason === 'key_reused') throw keyReused();
  if (reason === 'busy')
    throw new HttpError(503, 'Busy', 'Others are changing it just now. Try again.', { 'retry-after': '1' });
  return { status: 409, body: errorBody(reason === 'not_allowed' ? 'not_now' : reason, conflicts[reason]) };
}
