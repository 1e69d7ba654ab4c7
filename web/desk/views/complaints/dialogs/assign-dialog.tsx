import { useEffect, useState } from 'preact/hooks';
import { Choices } from '../../../../components/choices';
import { useDesk } from '../../../desk-context';
import { nameOf } from '../../../format';
import { DialogForm } from '../../dialogs/dialog-form';
import type { ActDialogProps } from './act-dialog';

/** To a colleague, oneself, or nobody in particular. */
export function AssignDialog({ detail, onClose }: ActDialogProps) {
  const { state, desk, complaints, wording, language } = useDesk();
  const words = wording.complaints;
  const [to, setTo] = useState<string | undefined>();
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
      onSubmit={(key) =>
        complaints.act(detail.number, 'assign', to?.startsWith('to ') ? { handler: to.slice('to '.length) } : {}, key)
      }
    >
      <Choices legend={words.dialog.assignTo} required choices={[...people, ...nobody]} value={to} onChange={setTo} />
    </DialogForm>
  );
}
