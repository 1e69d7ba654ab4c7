/** Steps of colour, 0 nothing to 5 the most there is. */
export const heatSteps = 5;

export const heatOf = (value: number, most: number): number =>
  value <= 0 || most <= 0 ? 0 : Math.max(1, Math.ceil((value / most) * heatSteps));
