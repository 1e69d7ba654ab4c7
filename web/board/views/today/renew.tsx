import { Icon } from '../../../components/icon';
import { useBoard } from '../../board-context';

/** There is something new, and it waits until one asks for it. */
export function Renew({ isHeld, release }: { isHeld: boolean; release: () => void }) {
  const { wording } = useBoard();
  return (
    <div role="status">
      {isHeld ? (
        <button type="button" class="renew" onClick={release}>
          <Icon name="clock" />
          {wording.state.renew}
        </button>
      ) : null}
    </div>
  );
}
