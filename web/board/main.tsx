import { render } from 'preact';
import { type SignInFailure, signInFailures } from '../../src/desk/desk-api';
import { steadyWhilePressed } from '../components/steady-while-pressed';
import { App } from './app';

const root = document.getElementById('board');
if (!root) throw new Error('The page has no element "board": rebuild it with board.html.');

let why: SignInFailure | undefined;
const failed = /^#sign-in-failed=([a-z_]{1,40})/.exec(location.hash)?.[1];
if (failed !== undefined) {
  why = signInFailures.find((code) => code === failed) ?? 'failed';
  history.replaceState(null, '', location.pathname);
}
steadyWhilePressed();
render(<App why={why} />, root);
