import type { Areas } from '../complaints/areas';
import type { Catalogue } from '../complaints/catalogue';
import { row, table } from '../complaints/render-table';
import { knownProblemStatuses } from './known-problem';
import type { ProblemRules } from './rules';
import { type ProblemGuard, problemTable } from './state-table';

/** The parts of docs/known-problems.md that come from code and data; `npm run docs` writes them between their markers. */
export const renderProblemDocs = (
  rules: ProblemRules,
  catalogue: Pick<Catalogue, 'areas' | 'subTypeName'>,
): Readonly<Record<string, string>> => ({
  problem_diagram: renderDiagram(),
  problem_states: renderStates(),
  problem_rules: renderRules(rules, catalogue),
  areas: renderAreas(catalogue.areas),
});

const guardNames: Record<ProblemGuard, string> = {
  nobody_attached: 'no complaint is part of it',
  none_left_open: 'every complaint that is part of it has ended',
};

function renderStates(): string {
  const rows = problemTable.map(({ event, from, to, by, guard, reason }) =>
    row(
      `\`${event}\``,
      from.map((status) => `\`${status}\``).join(', '),
      to === undefined ? 'stays' : `\`${to}\``,
      by.join(', '),
      [...(guard === undefined ? [] : [guardNames[guard]]), ...(reason === true ? ['a reason'] : [])].join('; '),
    ),
  );
  return table(['event', 'from', 'to', 'by', 'needs'], rows);
}

function renderDiagram(): string {
  const arrows = problemTable.flatMap(({ event, from, to }) =>
    to === undefined ? [] : from.map((status) => `  ${status === 'none' ? '[*]' : status} --> ${to}: ${event}`),
  );
  const last = knownProblemStatuses
    .filter((status) => !problemTable.some(({ from, to }) => to !== undefined && from.includes(status)))
    .map((status) => `  ${status} --> [*]`);
  return ['```mermaid', 'stateDiagram-v2', ...arrows, ...last, '```'].join('\n');
}

function renderRules({ rules }: ProblemRules, { subTypeName }: Pick<Catalogue, 'subTypeName'>): string {
  const rows = rules.map(({ rule, type, sub_types: subTypes, where, window_minutes: minutes, customers }) =>
    row(
      `\`${rule}\``,
      `\`${type}\`: ${subTypes.map((id) => subTypeName(type, id, 'zh-Hans')).join('，')}`,
      where === 'same_area' ? 'of one area' : 'anywhere',
      `${customers}`,
      minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`,
    ),
  );
  return table(['rule', 'complaints', 'where', 'customers', 'within'], rows);
}

function renderAreas({ list }: Areas): string {
  const rows = list.map(({ area, names }) => row(`\`${area}\``, names['zh-Hans'], names['zh-Hant'], names.en));
  return table(['area', '名称', '名稱', 'name'], rows);
}
