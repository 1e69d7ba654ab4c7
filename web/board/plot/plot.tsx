import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { filled } from '../../wording/wording';
import { useBoard } from '../board-context';
import { AsOf } from '../views/parts/as-of';
import { Files } from '../views/parts/files';
import { Panel } from '../views/parts/panel';
import type { Picture } from './picture';
import { Points } from './points';

export interface PlotProps {
  readonly title: string;
  readonly hint?: string | undefined;
  /** What there is to see, in words. */
  readonly summary: string;
  /** The drawing for a width; the same function as long as nothing changed. */
  readonly picture: (width: number) => Picture;
  /** The same numbers as a table. */
  readonly table: ComponentChildren;
  /** Where the numbers come as a file. */
  readonly path?: string;
  readonly tools?: ComponentChildren;
  readonly legend?: ComponentChildren;
  /** State of the numbers, epoch ms. */
  readonly asOf: number;
}

/** A drawing whose numbers are links, and the same as a table. */
export function Plot({ title, hint, summary, picture, table, path, tools, legend, asOf }: PlotProps) {
  const { wording } = useBoard();
  const [isTable, setTable] = useState(false);
  return (
    <Panel
      title={title}
      hint={hint}
      class="plot"
      tools={
        <>
          {tools}
          <button
            type="button"
            class="quiet small"
            aria-pressed={isTable}
            aria-label={filled(wording.plot.asTable, { title })}
            onClick={() => setTable(!isTable)}
          >
            {wording.plot.table}
          </button>
          {path === undefined ? null : <Files title={title} path={path} />}
        </>
      }
    >
      {isTable ? table : <Drawing title={title} summary={summary} picture={picture} failed={() => setTable(true)} />}
      <div class="plot-foot">
        <AsOf at={asOf} />
        {isTable ? null : legend}
      </div>
    </Panel>
  );
}

const emptyHeight = 280;

export interface DrawingProps extends Pick<PlotProps, 'title' | 'summary' | 'picture'> {
  /** It cannot be drawn here. */
  readonly failed: () => void;
}

/** The drawing alone. */
export function Drawing({ title, summary, picture, failed }: DrawingProps) {
  const { wording } = useBoard();
  const room = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    if (room.current) watch.observe(room.current);
    return () => watch.disconnect();
  }, []);
  const drawn = useMemo(() => (width === 0 ? undefined : picture(width)), [picture, width]);
  useEffect(() => {
    let remove: (() => void) | undefined;
    let isOver = false;
    const { current } = canvas;
    if (drawn && current)
      import('./draw').then(
        ({ draw }) => {
          if (!isOver) remove = draw(current, drawn.option, { width, height: drawn.height });
        },
        () => isOver || failed(),
      );
    return () => {
      isOver = true;
      remove?.();
    };
  }, [drawn]);
  return (
    <div class="plot-room" ref={room}>
      <div
        class="drawing"
        role="img"
        aria-label={`${title}${wording.colon}${summary}`}
        style={{ '--height': `${drawn?.height ?? emptyHeight}px` }}
      >
        <div ref={canvas} />
      </div>
      {drawn ? <Points title={title} picture={drawn} width={width} /> : null}
    </div>
  );
}
