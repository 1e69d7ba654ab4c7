import { shortForm } from './short-form';
import { smsDown } from './sms-down';

shortForm(smsDown);
