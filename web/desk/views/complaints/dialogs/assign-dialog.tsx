import { useEffect, useState } from 'preact/hooks';
import { longest } from '../../../../../src/desk/longest';
import { Choices } from '../../../../components/choices';
import { Field } from '../../../../components/field';
import { useDesk } from '../../../desk-context';
import { nameOf } from '../../../format';
import { DialogForm } from '../../dialogs/dialog-form';
import type { ActDialogProps } from './act-dialog';

/** To a colleague, oneself, or nobody in particular. */
export function AssignDialog({ detail, onClose }: ActDialogProps) {
  const { state, desk, complaints, wording, language } = useDesk();
  const words = wording.complaints;
  const [to, setTo] = useState<string | undefined>();
  const [why, setWhy] = useState('');
  useEffect(() => void desk.loadColleagues(), [desk]);
  const people = [...state.colleagues.values()]
    .filter(({ name, role }) => role !== 'admin' && name !== detail.handler)
    .map(({ name, displayName, role, teams }) => ({
      value: `to ${name}`,
      label: displayName,
      hint: [
        ...(role === 'supervisor' ? [wording.roles.supervisor] : []),
        ...teams.map((team) => nameOf(state.words?.teams, team, language) ?? team),
      ].join(' · '),
    }));
  const nobody = detail.handler === undefined ? [] : [{ value: 'nobody', label: words.dialog.toNobody }];
  return (
    <DialogForm
      title={words.act.assign}
      hint={words.dialog.assignHint}
      submit={words.act.assign}
      onClose={onClose}
      onSubmit={(key) => {
        const handler = to?.startsWith('to ') ? { handler: to.slice('to '.length) } : {};
        const reason = why.trim() === '' ? {} : { why: why.trim() };
        return complaints.act(detail.number, 'assign', { ...handler, ...reason }, key);
      }}
    >
      <Choices legend={words.dialog.assignTo} required choices={[...people, ...nobody]} value={to} onChange={setTo} />
      <Field label={words.dialog.assignWhy}>
        <textarea rows={2} maxLength={longest.why} value={why} onInput={(event) => setWhy(event.currentTarget.value)} />
      </Field>
    </DialogForm>
  );
}
