import { accountsDown } from './accounts';
import { shortForm } from './short-form';

shortForm(accountsDown);
