import { useBoard } from '../../board-context';
import { hashOf } from '../../state/route';

/** What somebody reads who is no supervisor. */
export function Forbidden() {
  const { route, wording } = useBoard();
  return (
    <main class="page">
      <h2 id="heading" tabIndex={-1}>
        {wording.nav[route.view]}
      </h2>
      <div class="panel notice">
        <p>{wording.state.forbidden}</p>
        <p class="quiet-text">{wording.state.forbiddenHint}</p>
        <a class="strong" href={hashOf('learning', new Map())}>
          {wording.state.toLearning}
        </a>
      </div>
    </main>
  );
}
