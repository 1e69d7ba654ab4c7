/** Dispatched on the window when everything on the page is to be asked again. */
export const refreshEvent = 'board-refresh';

export const refreshAll = (): void => {
  dispatchEvent(new Event(refreshEvent));
};
