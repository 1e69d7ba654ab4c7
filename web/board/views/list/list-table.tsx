import type { BoardList } from '../../../../src/desk/board-api';
import { Chip } from '../../../components/chip';
import { TableFrame } from '../../../components/table-frame';
import { dateAndTime } from '../../../shared/times';
import { label } from '../../../wording/board/board-wording';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import { ComplaintLink } from '../parts/complaint-link';

type Item = BoardList['items'][number];

/** Complaints open where they are worked on, hand-overs where they are talked about. */
export function ListTable({ items }: { items: readonly Item[] }) {
  const { wording } = useBoard();
  const words = wording.list;
  const ofComplaints = items.some(({ kind }) => kind === 'complaint');
  const heads = ofComplaints
    ? [words.number, words.type, words.status, words.filed, words.handler, words.story]
    : [words.at, words.kind, words.channel, words.about];
  return (
    <TableFrame label={words.heading}>
      <table class="list">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) =>
            item.kind === 'complaint' ? (
              <ComplaintRow key={item.complaint.number} line={item.complaint} />
            ) : (
              <OtherRow key={item.id} item={item} />
            ),
          )}
        </tbody>
      </table>
    </TableFrame>
  );
}

function ComplaintRow({ line }: { line: Extract<Item, { kind: 'complaint' }>['complaint'] }) {
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

function OtherRow({ item }: { item: Exclude<Item, { kind: 'complaint' }> }) {
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
