import { useState } from 'preact/hooks';
import type { HandoffDetail } from '../../../../src/desk/desk-api';
import { Choices } from '../../../components/choices';
import { clockTime } from '../../../shared/times';
import { useDesk } from '../../desk-context';
import { DialogForm } from './dialog-form';

/** One of the next spans the service hours leave. */
export function CallBackDialog({ detail, onClose }: { detail: HandoffDetail; onClose: () => void }) {
  const { state, desk, wording, language } = useDesk();
  const words = wording.callBack;
  const [chosen, setChosen] = useState<string | undefined>();
  const spans = (state.words?.callBacks ?? []).filter(({ from }) => from > Date.now() + state.skew);
  const day = (at: number) =>
    new Intl.DateTimeFormat(language, { month: 'numeric', day: 'numeric', weekday: 'short' }).format(at);
  const span = spans.find(({ from }) => String(from) === chosen);
  return (
    <DialogForm
      title={words.title}
      hint={words.hint}
      submit={words.submit}
      onClose={onClose}
      onSubmit={async (key) =>
        span !== undefined && desk.callBack(detail.id, { from: span.from, until: span.until }, key)
      }
    >
      {spans.length === 0 ? <p class="empty">{words.none}</p> : null}
      <Choices
        legend={words.span}
        required
        value={chosen}
        onChange={setChosen}
        choices={spans.map(({ from, until }) => ({
          value: String(from),
          label: <span class="number">{`${day(from)} ${clockTime(from)}–${clockTime(until)}`}</span>,
        }))}
      />
    </DialogForm>
  );
}
