import { render } from 'preact';

const root = document.getElementById('board');
if (root) render(<main />, root);
