import { useState } from 'preact/hooks';
import type { ActionActBodies, NewAction } from '../../../../src/desk/board-api';
import { longest, most, roomForNumbers } from '../../../../src/desk/longest';
import { DialogForm } from '../../../components/dialog-form';
import { Field } from '../../../components/field';
import { useBoard } from '../../board-context';
import { today } from '../../state/days';
import { spanBack } from '../../state/filter';
import { useAct } from '../../use-act';
import { CauseField } from '../parts/cause-field';
import { numbersOf } from '../parts/lines-of';
import type { Action } from './actions';

export interface ActionDialogProps {
  readonly act: keyof ActionActBodies | 'fresh';
  readonly action?: Action;
  readonly onClose: () => void;
}
const usualDays = 14;

/** A new action, or what became of one. */
export function ActionDialog({ act, action, onClose }: ActionDialogProps) {
  const { wording, language, deskWords, colleagues } = useBoard();
  const words = wording.learning;
  const form = words.form;
  const send = useAct();
  const [cause, setCause] = useState('');
  const [owner, setOwner] = useState('');
  const [text, setText] = useState('');
  const [responsible, setResponsible] = useState('');
  const [dueOn, setDueOn] = useState(action?.dueOn ?? spanBack(-usualDays + 1).from);
  const [numbers, setNumbers] = useState('');
  const said = text.trim();
  const bodies: { readonly [Act in keyof ActionActBodies]: () => ActionActBodies[Act] } & { fresh: () => NewAction } = {
    fresh: () => ({ cause, owner, text: said, responsible, dueOn, numbers: numbersOf(numbers) }),
    done: () => (said === '' ? {} : { note: said }),
    drop: () => ({ why: said }),
    note: () => ({ text: said }),
    postpone: () => ({ dueOn, why: said }),
  };
  const choose = (
    label: string,
    value: string,
    set: (value: string) => void,
    all: readonly (readonly [string, string])[],
  ) => (
    <Field label={label}>
      <select required value={value} onChange={(event) => set(event.currentTarget.value)}>
        <option value="">{form.choose}</option>
        {all.map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </Field>
  );
  const isFresh = act === 'fresh';
  return (
    <DialogForm
      words={wording}
      title={words.title[act]}
      submit={isFresh ? words.fresh : words.act[act]}
      wide={isFresh}
      onClose={onClose}
      onSubmit={() =>
        send(
          action && !isFresh ? `learning/actions/${encodeURIComponent(action.id)}/${act}` : 'learning/actions',
          bodies[act](),
          words.done[act],
        )
      }
    >
      {isFresh ? (
        <div class="pair">
          <CauseField label={form.cause} choose={form.choose} value={cause} onChange={setCause} />
          {choose(
            form.owner,
            owner,
            setOwner,
            deskWords?.owners?.map(({ code, names }) => [code, names[language]]) ?? [],
          )}
          {choose(
            form.responsible,
            responsible,
            setResponsible,
            colleagues.map(({ name, displayName }) => [name, displayName]),
          )}
        </div>
      ) : null}
      {isFresh || act === 'postpone' ? (
        <Field label={form.dueOn}>
          <input
            type="date"
            required
            min={today()}
            value={dueOn}
            onInput={(event) => setDueOn(event.currentTarget.value)}
          />
        </Field>
      ) : null}
      <Field
        label={isFresh ? form.text : act === 'done' || act === 'note' ? form.note : form.why}
        hint={isFresh ? form.textHint : act === 'done' ? wording.optional : undefined}
      >
        <textarea
          rows={3}
          required={act !== 'done'}
          maxLength={isFresh ? longest.action : longest.actionNote}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </Field>
      {isFresh ? (
        <Field label={form.numbers} hint={`${wording.optional} · ${form.numbersHint}`}>
          <textarea
            rows={2}
            maxLength={roomForNumbers(most.ofAction)}
            value={numbers}
            onInput={(event) => setNumbers(event.currentTarget.value)}
          />
        </Field>
      ) : null}
    </DialogForm>
  );
}
