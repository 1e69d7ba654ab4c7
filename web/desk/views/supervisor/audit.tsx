import { useEffect, useState } from 'preact/hooks';
import type { AuditPage } from '../../../../src/desk/supervisor-api';
import { TableFrame } from '../../../components/table-frame';
import { dateAndTime } from '../../../shared/times';
import { label } from '../../../wording/desk/desk-wording';
import { api } from '../../api';
import { useDesk } from '../../desk-context';
import { nameOfStaff } from '../../state/name-of-staff';
import { auditDetails } from './audit-details';

/** Who looked at what and changed what, newest first. */
export function Audit() {
  const { desk, state: deskState, wording, language } = useDesk();
  const words = wording.audit;
  const [entries, setEntries] = useState<AuditPage['entries']>([]);
  const [state, setState] = useState<'loading' | 'more' | 'end'>('loading');
  const load = async (before?: number) => {
    setState('loading');
    const page = await desk.lookUp(api.audit(before));
    setEntries((known) => [...known, ...(page?.entries ?? [])]);
    setState(page === undefined || page.entries.length > 0 ? 'more' : 'end');
  };
  useEffect(() => void load(), []);
  return (
    <main class="page">
      <h2>{words.label}</h2>
      <div class="panel">
        <TableFrame label={words.label}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.at}</th>
                <th scope="col">{words.staff}</th>
                <th scope="col">{words.act}</th>
                <th scope="col">{words.about}</th>
                <th scope="col">{words.details}</th>
              </tr>
            </thead>
            <tbody>
              {entries.map(({ at, staff, act, about, details }, index) => (
                <tr key={index}>
                  <td class="number">{dateAndTime(at, language)}</td>
                  <td class="words">{staff === 'bot' ? wording.actor.bot : nameOfStaff(deskState, staff)}</td>
                  <td class="words">{label(wording.auditAct, act)}</td>
                  <td class="words">{about ?? ''}</td>
                  <td class="words">{auditDetails(details, wording, deskState, language)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
      </div>
      {state === 'more' ? (
        <button type="button" class="quiet" onClick={() => void load(entries.at(-1)?.at)}>
          {words.more}
        </button>
      ) : (
        <p class="empty">{state === 'loading' ? wording.loading : entries.length === 0 ? words.empty : words.end}</p>
      )}
    </main>
  );
}
