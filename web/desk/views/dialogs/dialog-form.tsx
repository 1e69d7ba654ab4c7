import { type DialogFormProps, DialogForm as Form } from '../../../components/dialog-form';
import { useDesk } from '../../desk-context';

/** {@link Form} in the desk's words. */
export const DialogForm = (props: Omit<DialogFormProps, 'words'>) => <Form words={useDesk().wording} {...props} />;
