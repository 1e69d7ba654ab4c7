import { fullDisk } from './full-disk';
import { shortForm } from './short-form';

shortForm(fullDisk);
