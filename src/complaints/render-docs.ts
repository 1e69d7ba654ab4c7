import type { Catalogue } from './catalogue';
import { complaintStatuses, complaintTypes, isEnded } from './complaint';
import { renderFollowUp, renderPauses, renderRemedies, renderStandard } from './render-standard';
import { row, table } from './render-table';
import { type Effect, type Guard, stateTable } from './state-table';

/** The parts of docs/complaints.md that come from code and data; `npm run docs` writes them between their markers. */
export const renderDocs = (catalogue: Catalogue): Readonly<Record<string, string>> => ({
  states: renderStates(),
  diagram: renderDiagram(),
  types: renderTypes(catalogue),
  slots: renderSlots(catalogue),
  standard: renderStandard(catalogue),
  follow_up: renderFollowUp(catalogue),
  pauses: renderPauses(catalogue),
  remedies: renderRemedies(catalogue),
});

function renderStates(): string {
  const rows = stateTable.map(({ event, from, to, by, guard, effect, mark, reason }) =>
    row(
      `\`${event}\``,
      from.map((status) => `\`${status}\``).join(', '),
      to === undefined ? 'stays' : to === 'where_it_was' ? 'where it was before' : `\`${to}\``,
      by.join(', '),
      [...(guard === undefined ? [] : [guardNames[guard]]), ...(reason === true ? ['a reason'] : [])].join('; '),
      [
        ...(mark === undefined ? [] : [`sets the mark \`${mark}\``]),
        ...(effect === undefined ? [] : [effectNames[effect]]),
      ].join('; '),
    ),
  );
  return table(['event', 'from', 'to', 'by', 'needs', 'also'], rows);
}

const guardNames: Record<Guard, string> = {
  rechecked_or_tried_twice: 'the customer’s yes, or two tries at different times of day since the answer',
  has_answer: 'an answer with its coded cause',
};
const effectNames: Record<Effect, string> = {
  pause: 'our clocks stand still',
  resume: 'our clocks go on',
  raise: 'takes the marks `handled` and `rechecked` back, one priority and one step of the ladder up, new clocks',
  climb: 'one step of the ladder up',
  take_out: 'our clocks stood still since it was merged, and go on',
  learn_anew: 'back with another cause or department than was fed back, takes the mark `fedBack` back',
};

function renderDiagram(): string {
  const cameFrom = stateTable.find(({ to }) => to === 'merged')?.from ?? [];
  const arrows = stateTable.flatMap(({ event, from, to }) => {
    const ends = to === 'where_it_was' ? cameFrom : to === undefined ? [] : [to];
    return from.flatMap((status) => ends.map((end) => `  ${status} --> ${end}: ${event}`));
  });
  const last = complaintStatuses.filter(isEnded).map((status) => `  ${status} --> [*]`);
  const lines = ['  [*] --> received', ...arrows, ...last];
  return ['```mermaid', 'stateDiagram-v2', ...lines, '```'].join('\n');
}

function renderTypes(catalogue: Catalogue): string {
  const rows = complaintTypes.flatMap((id) => {
    const type = catalogue.type(id);
    return type.sub_types.map((subType, index) =>
      row(
        index === 0 ? `**\`${id}\`** ${type.names['zh-Hans']}` : '',
        `\`${subType.id}\``,
        subType.names['zh-Hans'],
        subType.names.en,
        catalogue.ownerName(subType.owner ?? type.owner, 'zh-Hans'),
      ),
    );
  });
  return table(['type', 'sub-type', '名称', 'name', 'owner'], rows);
}

function renderSlots(catalogue: Catalogue): string {
  const rows = complaintTypes.flatMap((id) =>
    catalogue
      .type(id)
      .slots.map((slot, index) =>
        row(
          index === 0 ? `\`${id}\`` : '',
          `\`${slot.slot}\`${slot.optional ? ' *' : ''}`,
          slot.question['zh-Hans'].text,
          slot.filled_by.map((name) => `\`${name}\``).join(', '),
          slot.only === undefined
            ? slot.not_for.map((name) => `not \`${name}\``).join(', ')
            : `only ${slot.only.map((name) => `\`${name}\``).join(', ')}`,
        ),
      ),
  );
  return table(['type', 'slot (* may be skipped)', 'question', 'also filled by', 'asked for'], rows);
}

/**
 * Puts rendered parts between `<!-- begin:name -->` and `<!-- end:name -->`.
 * @throws RangeError when the page lacks a part's markers
 */
export function insertDocs(page: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce((text, [name, part]) => {
    const [begin, end] = [`<!-- begin:${name} -->`, `<!-- end:${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new RangeError(`The page needs the markers ${begin} and ${end}.`);
    return `${text.slice(0, from + begin.length)}\n${part}\n${text.slice(to)}`;
  }, page);
}
