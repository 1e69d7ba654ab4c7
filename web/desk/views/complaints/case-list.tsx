import { useEffect, useRef } from 'preact/hooks';
import { complaintStatuses, complaintTypes } from '../../../../src/complaints/complaint';
import type { ComplaintLine, ComplaintList } from '../../../../src/desk/complaint-api';
import { Field } from '../../../components/field';
import { NewsBar } from '../../../components/news-bar';
import { useKeptFocus } from '../../../components/use-kept-focus';
import { useSteady } from '../../../components/use-steady';
import { label } from '../../../wording/desk/desk-wording';
import { useDesk } from '../../desk-context';
import { filteredLines, groupOf, listKey } from '../../state/complaints';
import { type ComplaintGroup, type ComplaintsRoute, complaintGroups, hashOf, ladderLevels } from '../../state/route';
import { CaseEntry } from './case-entry';

const keyOf = ({ number }: ComplaintLine) => number;
type Counts = ComplaintList['counts'];
const isUrgent = (group: ComplaintGroup): boolean => group === 'due' || group === 'climbed';
const countIn = (counts: Counts, group: keyof Counts): number => counts[group] ?? 0;

/** Groups with their counts, a filter, and the complaints of the group; all of it in the address. */
export function CaseList({ route }: { route: ComplaintsRoute }) {
  const { state, complaints, wording } = useDesk();
  const words = wording.complaints;
  const { list, counts, failed } = state.complaints;
  const role = state.me?.role;
  const group = groupOf(route, role);
  const of = listKey(route, role);
  const shown = list?.key === of ? list : undefined;
  const box = useRef<HTMLElement>(null);
  const steady = useSteady({ latest: filteredLines(shown?.lines ?? [], route), keyOf, box, of });
  const lines = steady.shown;
  useKeptFocus(box);
  useEffect(() => complaints.shows(lines.map(keyOf)));
  const isFiltered = [route.type, route.status, route.level].some((one) => one !== undefined);
  const groups = complaintGroups.filter((one) => one !== 'climbed' || role === 'supervisor');
  const { number: _, ...others } = route;
  const select = (name: 'type' | 'status' | 'level', value: string) => {
    const { [name]: __, ...rest } = route;
    complaints.go(value === '' ? rest : ({ ...rest, [name]: value } as ComplaintsRoute));
  };
  return (
    <section class="inbox case-list" aria-label={words.list} ref={box}>
      <nav class="groups" aria-label={words.groupsLabel}>
        {groups.map((one) => (
          <a
            key={one}
            href={hashOf({ ...others, group: one })}
            aria-current={one === group ? 'true' : undefined}
            data-group={one}
          >
            {words.groups[one]}
            {one !== 'done' && counts ? (
              <span class={isUrgent(one) && countIn(counts, one) > 0 ? 'count alert' : 'count'}>
                {countIn(counts, one) >= 999 ? '999+' : countIn(counts, one)}
              </span>
            ) : null}
          </a>
        ))}
      </nav>
      <div class="filters">
        <Field label={words.type}>
          <select value={route.type ?? ''} onChange={(event) => select('type', event.currentTarget.value)}>
            <option value="">{words.any}</option>
            {complaintTypes.map((type) => (
              <option key={type} value={type}>
                {wording.complaintType[type]}
              </option>
            ))}
          </select>
        </Field>
        <Field label={words.status}>
          <select value={route.status ?? ''} onChange={(event) => select('status', event.currentTarget.value)}>
            <option value="">{words.any}</option>
            {complaintStatuses.map((status) => (
              <option key={status} value={status}>
                {label(wording.complaintStatus, status)}
              </option>
            ))}
          </select>
        </Field>
        <Field label={words.ladder}>
          <select value={route.level ?? ''} onChange={(event) => select('level', event.currentTarget.value)}>
            <option value="">{words.any}</option>
            {ladderLevels.map((level) => (
              <option key={level} value={level}>
                {words.level[Number(level)]}
              </option>
            ))}
          </select>
        </Field>
      </div>
      {failed && lines.length === 0 ? (
        <p class="empty" role="alert">
          {words.failed}{' '}
          <button type="button" class="link" onClick={() => complaints.retry()}>
            {wording.retry}
          </button>
        </p>
      ) : null}
      {lines.length > 0 ? (
        <ul>
          {lines.map((line) => (
            <CaseEntry key={line.number} line={line} route={route} isGone={steady.isGone(line)} />
          ))}
        </ul>
      ) : failed ? null : (
        <p class="empty">{!shown ? wording.loading : isFiltered ? words.filtered : words.empty[group]}</p>
      )}
      {shown?.next === undefined ? null : (
        <button type="button" class="quiet small more" onClick={() => void complaints.more()}>
          {words.more}
        </button>
      )}
      <NewsBar
        words={wording.news}
        changes={steady.changes}
        release={steady.release}
        fault={failed && lines.length > 0 ? { text: words.failed, retry: wording.retry } : undefined}
        retry={() => complaints.retry()}
      />
    </section>
  );
}
