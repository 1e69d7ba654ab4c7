import { kill, killNodes } from './kill';
import { shortForm } from './short-form';

shortForm(kill);
shortForm(killNodes);
