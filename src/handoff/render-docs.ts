import { handoffStatuses } from './handoff';
import type { Routing } from './routing-data';
import { handoffStateTable } from './state-table';
import type { WrapUpData } from './wrap-up-data';

/** The parts of docs/agents.md that come from code and data; `npm run docs` writes them between their markers. */
export const renderHandoffDocs = (routing: Routing, wrapUp: WrapUpData): Readonly<Record<string, string>> => ({
  states: renderStates(),
  diagram: renderDiagram(),
  head_start: renderHeadStart(routing),
  causes: renderCauses(wrapUp),
});

const renderStates = (): string =>
  table(
    ['event', 'from', 'to', 'by'],
    handoffStateTable.map(({ event, from, to, by }) =>
      row(
        `\`${event}\``,
        from.map((status) => `\`${status}\``).join(', '),
        to === undefined ? 'stays' : `\`${to}\``,
        by.join(', '),
      ),
    ),
  );

function renderDiagram(): string {
  const arrows = handoffStateTable.flatMap(({ event, from, to }) =>
    to === undefined ? [] : from.filter((status) => status !== to).map((status) => `  ${status} --> ${to}: ${event}`),
  );
  const starts = ['waiting', 'call_back_booked'].map((status) => `  [*] --> ${status}`);
  const ends = handoffStatuses.filter((status) => status === 'done' || status === 'withdrawn');
  const lines = [...starts, ...arrows, ...ends.map((status) => `  ${status} --> [*]`)];
  return ['```mermaid', 'stateDiagram-v2', ...lines, '```'].join('\n');
}

const renderHeadStart = ({ head_start: { cap_minutes: cap, lines } }: Routing): string =>
  table(
    ['when', 'minutes ahead'],
    [
      ...lines.map(({ when, minutes }) => row(Object.entries(when).map(renderCondition).join(' and '), `${minutes}`)),
      row('all that fit together, at most', `${cap}`),
    ],
  );

const renderCondition = ([name, value]: [string, unknown]): string =>
  Array.isArray(value) ? `\`${name}\` ${value.join(' / ')}` : `\`${name}\` ≥ ${String(value)}`;

const renderCauses = ({ causes }: WrapUpData): string =>
  table(
    ['group', 'offered for', 'code', '名称', 'name'],
    Object.values(causes).flatMap((group) =>
      Object.entries(group.causes).map(([code, names], index) =>
        row(
          index === 0 ? `**${group.names['zh-Hans']}** ${group.names.en}` : '',
          index > 0 ? '' : group.types.length === 0 ? 'all, and questions' : group.types.join(', '),
          `\`${code}\``,
          names['zh-Hans'],
          names.en,
        ),
      ),
    ),
  );

const row = (...cells: string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
const table = (heads: readonly string[], rows: readonly string[]): string =>
  [row(...heads), `|${' --- |'.repeat(heads.length)}`, ...rows].join('\n');
