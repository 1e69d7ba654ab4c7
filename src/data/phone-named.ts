import { requestNumberIn } from '../data-requests/data-request';
import { createDataRequests } from '../data-requests/data-requests';
import type { Store } from '../storage/store';
import { DataFault } from './data-fault';
import { phoneDigits } from './traces';

/**
 * The customer a command is about: named by phone number, or by the number of a request for own data, so that nobody needs
 * to be told the phone number.
 * @throws DataFault when it is neither, or there is no such request, or its customer was erased
 */
export async function phoneNamed(store: Pick<Store, 'documents' | 'records'>, text: string): Promise<string> {
  const number = requestNumberIn(text);
  if (number === undefined) {
    const phone = phoneDigits(text);
    if (phone !== undefined) return phone;
    throw new DataFault('That is no phone number: 5 to 15 digits, for example 13800000001.');
  }
  const request = await createDataRequests(store).get(number);
  if (!request) throw new DataFault(`There is no request ${number}: look at /board for those that are open.`);
  if (request.phone === undefined) throw new DataFault(`The customer of ${number} was erased already.`);
  return request.phone;
}
