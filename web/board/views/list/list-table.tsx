import type { BoardList } from '../../../../src/desk/board-api';
import { TableFrame } from '../../../components/table-frame';
import type { BoardWording } from '../../../wording/board/board-wording';
import { useBoard } from '../../board-context';
import { ComplaintRow } from './complaint-row';
import { MissedRow, RatedRow } from './occurrence-row';
import { OtherRow } from './other-row';
import { UnsentRow } from './unsent-row';

type Item = BoardList['items'][number];
type Kind = Item['kind'];
type Head = Exclude<
  {
    [Name in keyof BoardWording['list']]: BoardWording['list'][Name] extends string ? Name : never;
  }[keyof BoardWording['list']],
  undefined
>;

const ofConversations: readonly Head[] = ['at', 'kind', 'channel', 'about'];
const heads: Readonly<Record<Kind, readonly Head[]>> = {
  complaint: ['number', 'type', 'status', 'filed', 'handler', 'story'],
  contact: ofConversations,
  handoff: ofConversations,
  missed: ['at', 'channel', 'language', 'question', 'conversation'],
  rated: ['at', 'channel', 'rating', 'question', 'answer', 'conversation'],
  unsent: ['created', 'entry', 'whose', 'attempts', 'givenUp', 'why'],
};

/** Complaints open where they are worked on, hand-overs where they are talked about. */
export function ListTable({ items }: { items: readonly Item[] }) {
  const { wording } = useBoard();
  const words = wording.list;
  return (
    <TableFrame label={words.heading}>
      <table class="list">
        <thead>
          <tr>
            {heads[items[0]?.kind ?? 'complaint'].map((head) => (
              <th key={head} scope="col" class={head === 'attempts' ? 'amount' : ''}>
                {words[head]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{items.map(rowOf)}</tbody>
      </table>
    </TableFrame>
  );
}

function rowOf(item: Item) {
  switch (item.kind) {
    case 'complaint':
      return <ComplaintRow key={item.complaint.number} line={item.complaint} />;
    case 'missed':
      return <MissedRow key={item.id} item={item} />;
    case 'rated':
      return <RatedRow key={item.id} item={item} />;
    case 'unsent':
      return <UnsentRow key={item.id} item={item} />;
    default:
      return <OtherRow key={item.id} item={item} />;
  }
}
