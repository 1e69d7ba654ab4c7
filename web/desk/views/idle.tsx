import { useDesk } from '../desk-context';
import { groupsOf } from '../state/groups';
import { StartServing } from './start-serving';

/** Nobody is open: what comes next. */
export function Idle() {
  const { state, wording } = useDesk();
  const words = wording.idle;
  const away = state.me?.presence.status !== 'available';
  const { offered, mine, waiting } = groupsOf(state);
  const nobody = offered.length + mine.length + waiting.length === 0;
  return (
    <div class="nobody">
      {away ? <StartServing /> : <p>{nobody ? words.ready : words.choose}</p>}
      <p class="quiet-text">{words.keys}</p>
    </div>
  );
}
