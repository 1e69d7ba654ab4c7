import type { Localized } from '../../ports/language';
import type { BoardWords } from '../board-api';
import type { ComplaintLine } from '../complaint-api';
import { statusNames } from '../status-names';
import type { ListItem } from './board-list';
import type { ExportWords } from './export-words';
import { type Cell, moment } from './table';

export type Heading = keyof ExportWords['headings'];

const ofConversations = ['id', 'at', 'channel', 'about'] as const;

/** Columns of a list by what stands in it. */
export const listHeadings: Readonly<Record<ListItem['kind'], readonly Heading[]>> = {
  complaint: [
    ...(['number', 'filed', 'type', 'subType', 'channel', 'status', 'team', 'handler', 'reopened'] as const),
    ...(['missed', 'due', 'phone', 'story'] as const),
  ],
  contact: ofConversations,
  handoff: ofConversations,
  missed: ['id', 'at', 'channel', 'language', 'handoff', 'about'],
  rated: ['id', 'at', 'channel', 'topic', 'rating', 'handoff', 'about', 'answer', 'comment'],
  unsent: [
    ...(['id', 'at', 'entry', 'number', 'handoff', 'phone', 'attempts', 'given_up', 'why'] as const),
    'answered_with',
  ],
};

export interface ListNames {
  readonly names: BoardWords['names'];
  readonly words: ExportWords;
  readonly say: (name: Localized) => string;
  readonly lookUp: (map: Readonly<Record<string, Localized>>, code: string) => string;
}

/** One row of a list, in the order of {@link listHeadings}. */
export function listCells(item: ListItem, { names, words, say, lookUp }: ListNames): Cell[] {
  switch (item.kind) {
    case 'complaint':
      return complaintCells(item.complaint);
    case 'missed':
      return [
        item.id,
        moment(item.at),
        channelOf(item),
        lookUp(words.languages, item.language),
        item.handoff,
        item.about,
      ];
    case 'rated':
      return [
        ...[item.id, moment(item.at), channelOf(item)],
        item.topic === '' ? undefined : lookUp(names.topic, item.topic),
        say(words.kinds[item.isDown ? 'thumbs_down' : 'thumbs_up']),
        ...[item.handoff, item.about, item.answer, item.comment],
      ];
    case 'unsent':
      return [
        ...[item.id, moment(item.at), say(words.entries[item.entry]), item.number, item.handoff, item.phone],
        ...[item.attempts, moment(item.givenUpAt), say(words.unsent[item.why]), item.status],
      ];
    default:
      return [item.id, moment(item.at), channelOf(item), item.about];
  }

  function channelOf({ channel }: { readonly channel?: string }): Cell {
    return channel === undefined ? undefined : lookUp(words.channels, channel);
  }

  function complaintCells(line: ComplaintLine & { readonly channel: string }): Cell[] {
    return [
      line.number,
      moment(line.createdAt),
      lookUp(names.type, line.type),
      line.subType === undefined ? undefined : lookUp(names.subType, line.subType),
      lookUp(words.channels, line.channel),
      lookUp(statusNames, line.status),
      lookUp(names.team, line.owner),
      line.handler,
      line.reopened,
      line.missed.map((mark) => lookUp(words.marks, mark)).join(', '),
      moment((line.owed ?? line.clock)?.dueAt),
      line.phone,
      line.story,
    ];
  }
}
