import { rollingRestart } from './restart';
import { shortForm } from './short-form';

shortForm(rollingRestart);
