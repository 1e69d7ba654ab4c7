const paths = {
  send: 'M12 20V5m-6.5 6.5L12 5l6.5 6.5',
  close: 'm6 6 12 12M18 6 6 18',
  back: 'M15 5l-7 7 7 7',
  sliders: 'M4 7h9m5 0h2M4 17h2m5 0h9M15.500 4.500v5M8.500 14.500v5',
  slash: 'M14.500 5l-5 14M4.500 4.500h15v15h-15z',
  eye: 'M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12zM12 9.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z',
  check: 'm5 12.500 4.500 4.500L19 7.500',
  checks: 'm2.500 12.500 4 4 8.500-8.500m-3.500 8.500L20.500 8',
  clock: 'M12 7.500V12l3 2M12 3.500a8.500 8.500 0 1 1 0 17 8.500 8.500 0 0 1 0-17z',
  alert: 'M12 7.500v5.500m0 3.200v.3M12 3.500a8.500 8.500 0 1 1 0 17 8.500 8.500 0 0 1 0-17z',
  info: 'M12 11v5.500m0-9v.3M12 3.500a8.500 8.500 0 1 1 0 17 8.500 8.500 0 0 1 0-17z',
  plus: 'M12 5v14M5 12h14',
  print: 'M7 8.500V4h10v4.500M7 17H4.500V9.500h15V17H17m-10-3h10v6H7z',
  up: 'M12 19V6m-5.500 5.500L12 6l5.500 5.500',
  down: 'M12 5v13m-5.500-5.500L12 18l5.500-5.500',
  phone:
    'M6 3.500h3l1.500 4.500-2 1.500a12 12 0 0 0 6 6l1.500-2 4.500 1.500v3a2 2 0 0 1-2.200 2A16.500 16.500 0 0 1 4 5.700 2 2 0 0 1 6 3.500z',
  clip: 'M20.500 11.500 12 20a5.400 5.400 0 0 1-7.600-7.600l8.800-8.800a3.600 3.600 0 0 1 5 5.100l-8.700 8.700a1.800 1.800 0 0 1-2.500-2.500l8-8',
  chevron: 'm6 9 6 6 6-6',
} as const;
export type IconName = keyof typeof paths;

/** A drawing beside words, or inside a button that has a name; screen readers pass over it. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={paths[name]} />
  </svg>
);
