import type { ComplaintActBodies, ComplaintDetail } from '../../../../../src/desk/complaint-api';
import { AnswerDialog } from './answer-dialog';
import { AskDialog } from './ask-dialog';
import { AssessDialog } from './assess-dialog';
import { AssignDialog } from './assign-dialog';
import { CloseDialog } from './close-dialog';
import { ContactDialog } from './contact-dialog';
import { MergeDialog } from './merge-dialog';
import { RecheckDialog } from './recheck-dialog';
import { RemedyDialog } from './remedy-dialog';
import { WordsDialog } from './words-dialog';

/** Steps that want something filled in. */
export type DialogAct = Exclude<keyof ComplaintActBodies, 'investigate' | 'decideRemedy' | 'payAgain'>;

export interface ActDialogProps {
  readonly detail: ComplaintDetail;
  readonly onClose: () => void;
}

/** The dialog of a step. It stays open when the step is refused, with everything in it and the reason. */
export function ActDialog({ act, ...props }: ActDialogProps & { readonly act: DialogAct }) {
  switch (act) {
    case 'assign':
      return <AssignDialog {...props} />;
    case 'assess':
      return <AssessDialog {...props} />;
    case 'ask':
      return <AskDialog {...props} />;
    case 'answer':
      return <AnswerDialog {...props} />;
    case 'recheck':
      return <RecheckDialog {...props} />;
    case 'contact':
      return <ContactDialog {...props} />;
    case 'close':
      return <CloseDialog {...props} />;
    case 'merge':
      return <MergeDialog {...props} />;
    case 'remedy':
      return <RemedyDialog {...props} />;
    default:
      return <WordsDialog {...props} act={act} />;
  }
}
