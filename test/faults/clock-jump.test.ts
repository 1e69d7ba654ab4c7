import { clockJump, clockJumpNodes } from './clock-jump';
import { shortForm } from './short-form';

shortForm(clockJump);
shortForm(clockJumpNodes);
