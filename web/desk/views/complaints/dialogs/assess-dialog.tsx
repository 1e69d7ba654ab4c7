import { useState } from 'preact/hooks';
import { severities } from '../../../../../src/complaints/complaint';
import { Choices } from '../../../../components/choices';
import { useDesk } from '../../../desk-context';
import { DialogForm } from '../../dialogs/dialog-form';
import type { ActDialogProps } from './act-dialog';

const complexities = ['simple', 'complex'] as const;
const impacts = ['one', 'several', 'many'] as const;

/** How grave, how hard, how many it concerns, and whether something has to be done at once. */
export function AssessDialog({ detail, onClose }: ActDialogProps) {
  const { complaints, wording } = useDesk();
  const words = wording.complaints;
  const before = detail.complaint.assessment;
  const [severity, setSeverity] = useState(before?.severity);
  const [complexity, setComplexity] = useState(before?.complexity);
  const [impact, setImpact] = useState(before?.impact);
  const [actAtOnce, setActAtOnce] = useState(before?.actAtOnce ?? false);
  const submit = async (key: string) =>
    severity === undefined || complexity === undefined || impact === undefined
      ? wording.complaintRefusal.unknown
      : complaints.act(detail.number, 'assess', { severity, complexity, impact, actAtOnce }, key);
  return (
    <DialogForm
      title={words.act.assess}
      hint={words.dialog.assessHint}
      submit={words.dialog.save}
      onClose={onClose}
      onSubmit={submit}
    >
      <Choices
        legend={words.severity}
        row
        required
        value={severity}
        onChange={setSeverity}
        choices={severities.map((value) => ({ value, label: words.severities[value] }))}
      />
      <Choices
        legend={words.complexity}
        row
        required
        value={complexity}
        onChange={setComplexity}
        choices={complexities.map((value) => ({ value, label: words.complexities[value] }))}
      />
      <Choices
        legend={words.impact}
        row
        required
        value={impact}
        onChange={setImpact}
        choices={impacts.map((value) => ({ value, label: words.impacts[value] }))}
      />
      <label class="switch">
        <input type="checkbox" checked={actAtOnce} onChange={(event) => setActAtOnce(event.currentTarget.checked)} />
        <span>{words.actAtOnce}</span>
      </label>
    </DialogForm>
  );
}
