import { useDesk } from '../desk-context';

/** For who is away or busy: that nobody comes, and the one button that makes customers come. */
export function StartServing() {
  const { state, desk, wording } = useDesk();
  const words = wording.idle;
  if (!state.me || state.me.presence.status === 'available') return null;
  return (
    <>
      <p>{words.away}</p>
      <button type="button" class="strong" onClick={() => void desk.presence({ status: 'available' })}>
        {words.start}
      </button>
    </>
  );
}
