import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { complaintTypes } from '../../../../src/complaints/complaint';
import type { Dimension } from '../../../../src/figures/figures';
import { Icon } from '../../../components/icon';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import { filterOf } from '../../state/filter';
import { filterNames } from '../../state/route';
import { SpanFields } from './span-fields';

export type FilterName = 'type' | 'channel' | 'area' | 'team';

export interface FilterBarProps {
  readonly fields?: readonly FilterName[];
  /** Conditions the children have fields for. */
  readonly known?: readonly Dimension[];
  readonly children?: ComponentChildren;
}
const everyField: readonly FilterName[] = ['type', 'channel', 'area', 'team'];

/** What is looked at; it lives in the address, so back takes it back and a link hands it on. */
export function FilterBar({ fields = everyField, known = [], children }: FilterBarProps) {
  const { route, words, names, wording, change } = useBoard();
  const [isOpen, setOpen] = useState(false);
  const { query } = route;
  const { where = {} } = filterOf(query);
  const codes = (field: FilterName): readonly string[] =>
    field === 'type'
      ? complaintTypes
      : field === 'channel'
        ? Object.keys(wording.channels)
        : Object.keys(words?.names[field] ?? {});
  // What a link brought along and has no field here.
  const own = (name: string) => [...fields, ...known].some((field) => field === name);
  // A view without these fields does not ask by them either.
  const others = fields.length === 0 ? [] : Object.entries(where).filter(([name]) => !own(name));
  const active = fields.filter((field) => query.has(field)).length + others.length + (query.has('from') ? 1 : 0);
  return (
    <search class={isOpen ? 'filter open' : 'filter'} aria-label={wording.filter.label}>
      <button type="button" class="quiet small only-narrow" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Icon name="sliders" />
        {wording.filter.label}
        {active > 0 ? <span class="count alert">{active}</span> : null}
      </button>
      <div class="fields">
        <SpanFields />
        {fields.map((field) => (
          <label key={field} class="field">
            <span>{wording.filter[field]}</span>
            <select
              value={query.get(field) ?? '*'}
              onChange={({ currentTarget: { value } }) =>
                change({ [field]: value === '*' ? undefined : value, after: undefined })
              }
            >
              <option value="*">{wording.filter.any}</option>
              {[...new Set([...codes(field), ...(where[field] ?? [])])].map((code) => (
                <option key={code} value={code}>
                  {names.of(field, code)}
                </option>
              ))}
            </select>
          </label>
        ))}
        {children}
        {others.map(([name, values]) => {
          const text = `${wording.dimension[name as Dimension]}${wording.colon}${values.map((code) => names.of(name as Dimension, code)).join(' · ')}`;
          return (
            <button
              key={name}
              type="button"
              class="chip accent taken"
              aria-label={filled(wording.filter.remove, { name: text })}
              onClick={() => change({ [name]: undefined, after: undefined })}
            >
              {text}
              <Icon name="close" />
            </button>
          );
        })}
        {active > 0 ? (
          <button
            type="button"
            class="link"
            onClick={() =>
              change(
                Object.fromEntries([...filterNames, ...others.map(([name]) => name)].map((name) => [name, undefined])),
              )
            }
          >
            {wording.filter.clear}
          </button>
        ) : null}
      </div>
    </search>
  );
}
