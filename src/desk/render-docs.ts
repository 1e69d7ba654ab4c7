import { complaintStatuses } from '../complaints/complaint';
import { stateTable } from '../complaints/state-table';
import type { HandoffStatus } from '../handoff/handoff';
import { renderBoardAddresses } from './board/board-addresses';
import { type ComplaintRelation, complaintRights } from './complaints/complaint-rights';
import { type Relation, rightsTable } from './rights';

/** In which states one can be that to a hand-over. */
const possible: Readonly<Record<Relation, readonly HandoffStatus[]>> = {
  agent: ['assigned'],
  offered: ['offered'],
  colleague: ['waiting', 'offered', 'call_back_booked'],
  past: ['done'],
  supervisor: ['waiting', 'offered', 'call_back_booked', 'assigned', 'done'],
};
const relations = Object.keys(possible) as readonly Relation[];

/** The part of docs/desk.md that comes from code; `npm run docs` writes it between its markers. */
export const renderDeskDocs = (): Readonly<Record<string, string>> => ({
  rights: renderRights(),
  complaint_rights: renderComplaintRights(),
  board_addresses: renderBoardAddresses(),
});

const renderRights = (): string =>
  [
    row('act', ...relations.map((relation) => `\`${relation}\``)),
    row(...['act', ...relations].map(() => '---')),
    ...Object.entries(rightsTable).map(([act, rules]) =>
      row(
        `\`${act}\``,
        ...relations.map((relation) => {
          const allowed = new Set(rules.filter(({ by }) => by.includes(relation)).flatMap((rule) => [...rule.in]));
          const states = possible[relation].filter((status) => allowed.has(status));
          return states.length === possible[relation].length ? 'yes' : states.join(', ').replaceAll('_', ' ');
        }),
      ),
    ),
  ].join('\n');

const complaintRelations: readonly ComplaintRelation[] = ['handler', 'taker', 'colleague', 'supervisor'];

const renderComplaintRights = (): string =>
  [
    row('act', ...complaintRelations.map((relation) => `\`${relation}\``), 'in'),
    row(...['act', ...complaintRelations, 'in'].map(() => '---')),
    ...Object.entries(complaintRights).map(([act, { by, events }]) => {
      const steps = stateTable.filter(({ event }) => events.includes(event));
      const states = complaintStatuses.filter((status) => steps.some(({ from }) => from.includes(status)));
      return row(
        `\`${act}\``,
        ...complaintRelations.map((relation) => (by.includes(relation) ? 'yes' : '')),
        states.join(', ').replaceAll('_', ' '),
      );
    }),
  ].join('\n');

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
