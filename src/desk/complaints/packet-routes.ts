import { z } from 'zod';
import type { Complaint } from '../../complaints/complaint';
import type { HttpRequest, HttpResponse, Route } from '../../platform/http';
import { type Language, languages } from '../../ports/language';
import type { DeskContext } from '../desk-context';
import { longest } from '../longest';
import { readBody, writtenText } from '../read-body';
import { badArgument, forbidden } from '../refusals';
import { answer } from '../routes/visible';
import type { StaffIdentity } from '../staff-account';
import { appealPacket } from './appeal-packet';
import { mayHavePacket } from './complaint-rights';
import { packetPdf } from './packet-pdf';
import { visibleComplaint } from './visible-complaint';

const formats = ['json', 'pdf'] as const;
/** Of one address: a PDF takes some tenths of a second of this process. */
const perMinute = 30;
const wishBody = z.strictObject({
  format: z.enum(formats),
  language: z.enum(languages).optional(),
  why: writtenText(longest.why).pipe(z.string().min(2)),
});

/** Papers for an appeal: masked for whoever works on it; in full for a reason, which is in the trail before they are made. */
export function packetRoutes(context: DeskContext): Route[] {
  async function masked(request: HttpRequest): Promise<HttpResponse> {
    const { query } = request;
    const format = formats.find((one) => one === (query['format'] ?? 'json'));
    const language = query['language'] === undefined ? undefined : languages.find((one) => one === query['language']);
    if (!format || (query['language'] !== undefined && !language))
      throw badArgument('Send format (json, pdf), language.');
    const { identity, complaint } = await allowed(request);
    return packet(identity, complaint, format, language, false);
  }

  async function full(request: HttpRequest): Promise<HttpResponse> {
    const { identity, complaint } = await allowed(request);
    const { format, language, why } = readBody(wishBody, request.body);
    return packet(identity, complaint, format, language, true, why);
  }

  async function allowed(request: HttpRequest): Promise<{ identity: StaffIdentity; complaint: Complaint }> {
    const seen = await visibleComplaint(context, request);
    if (!mayHavePacket(seen.identity, seen.complaint, context.routing)) throw forbidden();
    return seen;
  }

  async function packet(
    by: StaffIdentity,
    complaint: Complaint,
    format: (typeof formats)[number],
    language: Language = complaint.language,
    isFull: boolean,
    why?: string,
  ): Promise<HttpResponse> {
    const { number, conversationId } = complaint;
    const details = { format, ...(why === undefined ? {} : { why, what: 'packet' }) };
    await context.audit.did(by, { act: isFull ? 'reveal' : 'packet', about: number, conversationId, details });
    const made = await appealPacket(context, complaint, { by, language, full: isFull });
    if (format === 'json') return answer(made);
    return {
      status: 200,
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="${number}.pdf"`,
        'content-security-policy': "default-src 'none'; sandbox",
      },
      body: await packetPdf(made, context.packetWords),
    };
  }

  const common = { path: '/desk/api/complaints/:number/packet', access: 'staff', perMinute } as const;
  return [
    { ...common, method: 'GET', handle: masked },
    { ...common, method: 'POST', body: 'json', handle: full },
  ];
}
