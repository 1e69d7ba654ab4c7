import { halfOpenStore, halfOpenStreams } from './half-open';
import { shortForm } from './short-form';

shortForm(halfOpenStreams);
shortForm(halfOpenStore);
