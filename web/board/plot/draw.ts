import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, LineChart, ScatterChart, GridComponent, SVGRenderer]);

/**
 * Draws once, as SVG: colours are the page's own CSS variables, so that themes and paper change them without drawing again,
 * and nothing needs a style the page's policy forbids. What can be pressed or read out is laid over it by {@link Plot}.
 * @returns how to take it away
 */
export function draw(box: HTMLElement, option: EChartsCoreOption, size: { width: number; height: number }): () => void {
  const chart = init(box, null, { renderer: 'svg', ...size });
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: getComputedStyle(box).fontFamily },
    ...option,
  });
  // On paper the picture is as wide as the sheet.
  box.querySelector('svg')?.setAttribute('viewBox', `0 0 ${size.width} ${size.height}`);
  return () => chart.dispose();
}
