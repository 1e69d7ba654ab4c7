import { z } from 'zod';
import type { TransferTo } from '../../handoff/acts';
import { wrapUpResults } from '../../handoff/handoff';
import type { HttpRequest, HttpResponse, Route } from '../../platform/http';
import type { DeskContext } from '../desk-context';
import { longest } from '../longest';
import { code, defined, madeId, readBody, writtenText } from '../read-body';
import { badArgument } from '../refusals';
import { onlyFor, perform, performed } from './visible';

const noteBody = z.strictObject({
  id: madeId,
  kind: z.enum(['note', 'whisper']),
  text: writtenText(longest.note),
});
const transferBody = z.strictObject({
  agent: code.optional(),
  team: code.optional(),
  note: z.string().max(longest.note),
});
const callBackBody = z.strictObject({ from: z.int().positive(), until: z.int().positive() });
const wrapUpBody = z.strictObject({
  result: z.enum(wrapUpResults),
  cause: code,
  remedy: code.optional(),
  followUpOn: z.iso.date().optional(),
  agreed: writtenText(longest.agreed).optional(),
  note: writtenText(longest.note).optional(),
});
/** Furthest ahead a call back is booked. */
const furthestMs = 30 * 86_400_000;

/** Everything that is done with a hand-over, but speaking to the customer. */
export function actRoutes(context: DeskContext): Route[] {
  const { clock } = context;

  const simple = (act: 'accept' | 'decline' | 'take') => (request: HttpRequest) =>
    performed(context, request, { act, run: (acts, identity, { id }) => acts[act](id, identity) });

  async function note(request: HttpRequest): Promise<HttpResponse> {
    const wish = readBody(noteBody, request.body);
    const act = wish.kind === 'whisper' ? 'whisper' : 'note';
    if (act === 'whisper') onlyFor(['supervisor'], request);
    return performed(context, request, { act, run: (acts, identity, { id }) => acts.note(id, identity, wish) });
  }

  async function transfer(request: HttpRequest): Promise<HttpResponse> {
    return passOn('transfer', request);
  }

  async function reassign(request: HttpRequest): Promise<HttpResponse> {
    onlyFor(['supervisor'], request);
    return passOn('reassign', request);
  }

  async function passOn(act: 'transfer' | 'reassign', request: HttpRequest): Promise<HttpResponse> {
    const { agent, team, note } = readBody(transferBody, request.body);
    if ((agent === undefined) === (team === undefined)) throw badArgument('Send either an agent or a team.');
    const to: TransferTo = agent === undefined ? { team: team ?? '' } : { agent };
    const run = perform(context, request, {
      act,
      run: (acts, identity, { id }) => acts[act](id, identity, to, note.trim()),
      details: { ...to },
    });
    const done = await run;
    return done.ok ? { status: 204 } : done.refusal;
  }

  async function callBack(request: HttpRequest): Promise<HttpResponse> {
    const span = readBody(callBackBody, request.body);
    const saidFirst = () => {
      const now = clock.now();
      if (span.until <= span.from || span.until <= now || span.from > now + furthestMs)
        throw badArgument('A call back is booked for a time to come, within the next 30 days.');
    };
    return performed(context, request, {
      act: 'call_back',
      run: (acts, identity, { id }) => acts.bookCallBack(id, identity, span),
      details: span,
      saidFirst,
    });
  }

  async function finish(request: HttpRequest): Promise<HttpResponse> {
    const wrapUp = defined(readBody(wrapUpBody, request.body));
    const { result, cause } = wrapUp;
    return performed(context, request, {
      act: 'finish',
      run: (acts, identity, { id }) => acts.finish(id, identity, wrapUp),
      details: { result, cause },
    });
  }

  const post = (name: string, handle: Route['handle'], body: 'json' | 'none' = 'json'): Route => ({
    method: 'POST',
    path: `/desk/api/handoffs/:id/${name}`,
    access: 'staff',
    body,
    handle,
  });
  return [
    post('accept', simple('accept'), 'none'),
    post('decline', simple('decline'), 'none'),
    post('take', simple('take'), 'none'),
    post('notes', note),
    post('transfer', transfer),
    post('reassign', reassign),
    post('call-back', callBack),
    post('finish', finish),
  ];
}
