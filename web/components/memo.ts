import { Component, type ComponentType, type FunctionComponent, h } from 'preact';

/** Draws again only when one of its properties is another value: for long lists that seldom change. */
export function memo<Props extends object>(View: FunctionComponent<Props>): ComponentType<Props> {
  return class Memo extends Component<Props> {
    override shouldComponentUpdate(next: Props): boolean {
      const now: object = this.props;
      const keys = new Set([...Object.keys(now), ...Object.keys(next)]);
      return [...keys].some((key) => Reflect.get(now, key) !== Reflect.get(next, key));
    }
    override render() {
      return h(View, this.props as Props & { key?: never });
    }
  };
}
