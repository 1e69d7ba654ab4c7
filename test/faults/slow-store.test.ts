import { shortForm } from './short-form';
import { slowStore } from './slow-store';

shortForm(slowStore);
