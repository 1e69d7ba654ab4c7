import type { MissedItem, RatedItem } from '../../../../src/desk/board-api';
import { Chip } from '../../../components/chip';
import { dateAndTime } from '../../../shared/times';
import { label } from '../../../wording/board/board-wording';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import { ConversationLink } from './conversation-link';

/** One time a question had no answer. */
export function MissedRow({ item: { at, channel, handoff, language: spoken, about } }: { item: MissedItem }) {
  const { wording, language, names } = useBoard();
  return (
    <tr>
      <td class="number">{dateAndTime(at, language)}</td>
      <td>{names.of('channel', channel ?? '')}</td>
      <td>{label(wording.languages, spoken)}</td>
      <td class="words story" lang={spoken}>
        {about}
      </td>
      <td>
        <ConversationLink handoff={handoff} at={at} />
      </td>
    </tr>
  );
}

/** One answer that was rated. */
export function RatedRow({ item }: { item: RatedItem }) {
  const { wording, language, names } = useBoard();
  const words = wording.list;
  const { at, channel, handoff, isDown, about, answer, comment } = item;
  return (
    <tr>
      <td class="number">{dateAndTime(at, language)}</td>
      <td>{names.of('channel', channel ?? '')}</td>
      <td>
        <Chip tone={isDown ? 'bad' : 'good'}>{isDown ? words.down : words.up}</Chip>
        {comment === undefined ? null : <small class="block words">{filled(words.comment, { words: comment })}</small>}
      </td>
      <td class="words story">{about}</td>
      <td class="words story" {...(answer === undefined ? {} : { 'data-head': words.answer })}>
        {answer ?? ''}
      </td>
      <td>
        <ConversationLink handoff={handoff} at={at} />
      </td>
    </tr>
  );
}
