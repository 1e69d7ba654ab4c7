import type { BoardList } from '../../../../src/desk/board-api';
import { Chip } from '../../../components/chip';
import { dateAndTime } from '../../../shared/times';
import { label } from '../../../wording/board/board-wording';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import { ComplaintLink } from '../parts/complaint-link';

type Line = Extract<BoardList['items'][number], { kind: 'complaint' }>['complaint'];

export function ComplaintRow({ line }: { line: Line }) {
  const { wording, language, names } = useBoard();
  const { number, type, subType, status, createdAt, channel, handler, owner, story, missed } = line;
  return (
    <tr>
      <th scope="row">
        <ComplaintLink number={number} />
      </th>
      <td>
        {names.of('type', type)}
        {subType === undefined ? null : <small class="block">{names.of('subType', subType)}</small>}
      </td>
      <td>
        <Chip>{label(wording.statuses, status)}</Chip>
        {missed.map((mark) => (
          <small key={mark} class="block late">
            {filled(wording.today.missing, { mark: label(wording.marks, mark) })}
          </small>
        ))}
      </td>
      <td class="number">
        {dateAndTime(createdAt, language)}
        <small class="block">{names.of('channel', channel)}</small>
      </td>
      <td>
        {handler === undefined ? wording.today.nobody : names.staff(handler)}
        <small class="block">{names.of('team', owner)}</small>
      </td>
      <td class="words story">{story}</td>
    </tr>
  );
}
