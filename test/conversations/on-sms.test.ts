import { describeScripts } from '../support/describe-scripts';

describeScripts('sms');
