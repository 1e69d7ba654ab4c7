import type { UnsentItem } from '../../../../src/desk/board-api';
import { dateAndTime } from '../../../shared/times';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import { count, unknown } from '../../state/figure-text';
import { ComplaintLink } from '../parts/complaint-link';
import { ConversationLink } from './conversation-link';

/** One thing that could not be sent: what, whose and why, never its text. */
export function UnsentRow({ item }: { item: UnsentItem }) {
  const { wording, language } = useBoard();
  const words = wording.list;
  const { at, entry, phone, number, handoff, attempts, givenUpAt, why, status } = item;
  return (
    <tr>
      <td class="number">{dateAndTime(at, language)}</td>
      <td>{words.entries[entry]}</td>
      <td>
        {number === undefined ? null : <ComplaintLink number={number} />}
        {phone === undefined ? null : <small class="block number">{phone}</small>}
        {handoff === undefined ? null : (
          <small class="block">
            <ConversationLink handoff={handoff} at={at} />
          </small>
        )}
        {number === undefined && phone === undefined && handoff === undefined ? unknown : null}
      </td>
      <td class="amount" data-head={words.attempts}>
        {count(attempts, language)}
      </td>
      <td class="number" data-head={words.givenUp}>
        {givenUpAt === undefined ? '' : dateAndTime(givenUpAt, language)}
      </td>
      <td>
        {words.reasons[why]}
        {status === undefined ? null : (
          <small class="block quiet-text">{filled(words.code, { status: String(status) })}</small>
        )}
      </td>
    </tr>
  );
}
