import { describeScripts } from '../support/describe-scripts';

describeScripts('voice', { numberKnown: true });
