import type { Verb } from '@jambonz/sdk/types';
import { HttpError, type HttpRequest, type HttpResponse, type Route } from '../../../platform/http';
import { parseJson } from '../../../platform/json-body';
import { pathOf } from '../../../platform/request-guard';
import { basePath, type HookAddresses } from './hook-address';
import { addressOf, type CallFields, callFields } from './hook-events';
import type { JambonzCalls } from './jambonz-calls';

export interface JambonzRoutesOptions {
  readonly calls: JambonzCalls;
  readonly hooks: HookAddresses;
  /** Whether these bytes were signed by the platform just now. */
  readonly isSigned: (header: string | undefined, body: Buffer) => boolean;
}

type Signed = Pick<HttpRequest, 'headers' | 'body' | 'raw'>;

/** The first request carries the whole SIP invitation, twice over. */
const maxBytes = 64 * 1024;

/** The webhook application: the call comes in, its hooks, and what becomes of it. */
export function jambonzRoutes({ calls, hooks, isSigned }: JambonzRoutesOptions): readonly Route[] {
  function signed({ headers, body }: Signed): void {
    if (!isSigned(headers['jambonz-signature'], bytesOf(body))) throw forbidden();
  }
  function signedForHere(request: Signed): void {
    signed(request);
    const call = callFields.safeParse(parseJson(bytesOf(request.body)));
    const path = pathOf(request.raw.url ?? '');
    if (!call.success || addressOf(hooks, call.data, path) === undefined) throw forbidden();
  }
  const shared = { method: 'POST', access: 'webhook', body: 'bytes', maxBytes } as const;
  return [
    {
      ...shared,
      path: basePath,
      verify: signed,
      handle: async ({ body }) => answer(await calls.start(read(body).call)),
    },
    {
      ...shared,
      path: `${basePath}/status`,
      verify: signed,
      async handle({ body }) {
        const { call, data } = read(body);
        await calls.status(call, data);
        return { status: 204 };
      },
    },
    {
      ...shared,
      path: `${basePath}/:step/:kind/:proof`,
      verify: signedForHere,
      async handle({ body, raw }) {
        const { call, data } = read(body);
        const address = addressOf(hooks, call, pathOf(raw.url ?? ''));
        if (address === undefined) throw forbidden();
        return answer(await calls.hook(call, address, data));
      },
    },
  ];
}

/** Without content the platform goes on with the verbs it has. */
const answer = (verbs: Verb[] | undefined): HttpResponse =>
  verbs === undefined ? { status: 204 } : { status: 200, body: verbs };

function read(body: unknown): { readonly call: CallFields; readonly data: unknown } {
  const data = parseJson(bytesOf(body));
  const call = callFields.safeParse(data);
  if (!call.success) throw new HttpError(400, 'BadBody', 'The body names no call.');
  return { call: call.data, data };
}

const bytesOf = (body: unknown): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));
const forbidden = (): HttpError =>
  new HttpError(403, 'BadSignature', 'The signature does not fit this address and this body, or is too old.');
