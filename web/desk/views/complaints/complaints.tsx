import { useDesk } from '../../desk-context';
import { Case } from './case';
import { CaseList } from './case-list';

/** The list, and beside it the one that is open; on a narrow window one at a time. */
export function Complaints() {
  const { state, wording } = useDesk();
  const { route, complaints } = state;
  if (route.view !== 'complaints') return null;
  const { detail, absent } = complaints;
  const { number } = route;
  return (
    <main class="desk complaints" data-showing={number === undefined ? 'list' : 'case'}>
      <CaseList route={route} />
      {number === undefined ? (
        <div class="nobody">
          <p>{wording.complaints.choose}</p>
          <p class="quiet-text">{wording.idle.keys}</p>
        </div>
      ) : detail?.number === number ? (
        <Case key={number} detail={detail} />
      ) : (
        <p class="case empty" role="status">
          {absent === number ? wording.complaints.absent : wording.loading}
        </p>
      )}
    </main>
  );
}
