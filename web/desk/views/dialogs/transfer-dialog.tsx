import { useEffect, useId, useState } from 'preact/hooks';
import type { HandoffDetail } from '../../../../src/desk/desk-api';
import { longest } from '../../../../src/desk/longest';
import { Choices } from '../../../components/choices';
import { Field } from '../../../components/field';
import { label } from '../../../wording/desk/desk-wording';
import { filled } from '../../../wording/wording';
import { useDesk } from '../../desk-context';
import { nameOf } from '../../format';
import { DialogForm } from './dialog-form';

interface TransferDialogProps {
  readonly detail: HandoffDetail;
  /** A supervisor's `reassign` takes it from whoever has it. */
  readonly act: 'transfer' | 'reassign';
  readonly onClose: () => void;
}

/** To a team or to one colleague who is there, with a word for whoever takes over. */
export function TransferDialog({ detail, act, onClose }: TransferDialogProps) {
  const { state, desk, wording, language } = useDesk();
  const words = wording.transfer;
  const [to, setTo] = useState<string | undefined>();
  const [note, setNote] = useState('');
  const name = useId();
  useEffect(() => void desk.loadColleagues(), [desk]);
  const teams = (state.words?.teams ?? []).map(({ code, names }) => ({
    value: `team:${code}`,
    label: names[language],
  }));
  const colleagues = [...state.colleagues.values()]
    .filter(
      ({ name, role, presence }) =>
        role !== 'admin' && name !== detail.agent && (name !== state.me?.name || act === 'reassign') && presence,
    )
    .map(({ name, displayName, presence, load, capacity, teams: own }) => ({
      value: `agent:${name}`,
      label: (
        <span class="colleague">
          <i class={`dot ${presence?.status ?? 'offline'}`} />
          <span>{displayName}</span>
          <span class="amount">{filled(words.load, { n: load, max: capacity })}</span>
        </span>
      ),
      hint: [
        presence ? label(wording.presence, presence.status) : '',
        ...own.map((team) => nameOf(state.words?.teams, team, language) ?? team),
      ].join(' · '),
    }));
  const submit = async (key: string) => {
    const [kind, name] = [to?.slice(0, to.indexOf(':')), to?.slice(to.indexOf(':') + 1) ?? ''];
    return desk[act](detail.id, { ...(kind === 'team' ? { team: name } : { agent: name }), note }, key);
  };
  return (
    <DialogForm
      title={act === 'transfer' ? words.title : words.reassignTitle}
      submit={act === 'transfer' ? words.submit : words.reassignSubmit}
      onClose={onClose}
      onSubmit={submit}
    >
      {teams.length > 0 ? (
        <Choices name={name} legend={words.team} row required choices={teams} value={to} onChange={setTo} />
      ) : null}
      {colleagues.length > 0 ? (
        <Choices name={name} legend={words.agent} required choices={colleagues} value={to} onChange={setTo} />
      ) : (
        <p class="empty">{words.nobody}</p>
      )}
      <Field label={words.note} hint={words.noteHint}>
        <textarea
          rows={3}
          required
          maxLength={longest.note}
          value={note}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
      </Field>
    </DialogForm>
  );
}
