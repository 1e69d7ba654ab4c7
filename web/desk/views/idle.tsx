import { useDesk } from '../desk-context';
import { groupsOf } from '../state/groups';

/** Nobody is open: what comes next, and for who is away the one button that makes customers come. */
export function Idle() {
  const { state, desk, wording } = useDesk();
  const words = wording.idle;
  const away = state.me?.presence.status !== 'available';
  const { offered, mine, waiting } = groupsOf(state);
  const nobody = offered.length + mine.length + waiting.length === 0;
  return (
    <div class="nobody">
      <p>{away ? words.away : nobody ? words.ready : words.choose}</p>
      {away ? (
        <button type="button" class="strong" onClick={() => void desk.presence({ status: 'available' })}>
          {words.start}
        </button>
      ) : null}
      <p class="quiet-text">{words.keys}</p>
    </div>
  );
}
