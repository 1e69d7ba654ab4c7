import { z } from 'zod';
import type { DataRequests } from '../../data-requests/data-requests';
import { HttpError, type HttpRequest, type HttpResponse, type Route } from '../../platform/http';
import { actKeyOf } from '../act-key';
import type { OwnDataAnswer, OwnDataRequest } from '../board-api';
import type { DeskContext } from '../desk-context';
import { longest } from '../longest';
import { readBody, writtenText } from '../read-body';
import { conflict, keyReused, notFound } from '../refusals';
import { answer, onlyFor } from '../routes/visible';
import { ownDataRequest } from './today';

const body: z.ZodType<OwnDataAnswer> = z.strictObject({ words: writtenText(longest.why) });
const longestNumber = 20;

/**
 * A supervisor answered a request for own data without the command of docs/data.md, and writes down what the customer was
 * told. Answers those that are open then. Wired as a room of {@link createDesk}.
 */
export function ownDataRoutes(
  { audit, clock }: Pick<DeskContext, 'audit' | 'clock'>,
  requests: Pick<DataRequests, 'open' | 'answer'>,
): readonly Route[] {
  async function answered(request: HttpRequest): Promise<HttpResponse> {
    const identity = onlyFor(['supervisor'], request);
    const { words } = readBody(body, request.body);
    const number = request.params['number'] ?? '';
    if (number.length > longestNumber) throw notFound();
    const key = actKeyOf(request, identity, 'own_data', number);
    const result = await requests.answer(number, identity.name, clock.now(), words, key);
    if (result.ok) {
      const { conversationId } = result.value;
      const about = { act: 'own_data_answer', about: number, details: { words }, key };
      await audit.done(identity, { ...about, ...(conversationId !== undefined && { conversationId }) });
      return answer((await requests.open()).map(ownDataRequest) satisfies readonly OwnDataRequest[]);
    }
    switch (result.reason) {
      case 'not_found':
        throw notFound();
      case 'key_reused':
        throw keyReused();
      case 'not_now':
        return conflict('not_now');
      case 'busy':
        throw new HttpError(503, 'Busy', 'Others are changing it just now. Try again.', { 'retry-after': '1' });
    }
  }
  return [
    {
      method: 'POST',
      path: '/desk/api/board/own-data/:number/answer',
      access: 'staff',
      body: 'json',
      handle: answered,
    },
  ];
}
