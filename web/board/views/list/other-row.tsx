import type { BoardList } from '../../../../src/desk/board-api';
import { dateAndTime } from '../../../shared/times';
import { useBoard } from '../../board-context';

type Item = Extract<BoardList['items'][number], { kind: 'contact' | 'handoff' }>;

/** A visit, or a hand-over with its conversation. */
export function OtherRow({ item }: { item: Item }) {
  const { wording, language, names } = useBoard();
  const { kind, id, at, channel, about } = item;
  return (
    <tr>
      <td class="number">
        {kind === 'handoff' ? (
          <a href={`/desk#/c/${encodeURIComponent(id)}`}>{dateAndTime(at, language)}</a>
        ) : (
          dateAndTime(at, language)
        )}
      </td>
      <td>{wording.list.kinds[kind]}</td>
      <td>{names.of('channel', channel)}</td>
      <td class="words story">{about}</td>
    </tr>
  );
}
