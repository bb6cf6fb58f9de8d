import { hrefOf, parseRoute, type Route } from './route.ts';

/** The place the app is at, kept in the address after the `#`, so that back and forward work. */
export class Router {
  route: Route = $state.raw({ name: 'data' });
  /** What stands after the `#` for it: an address is read, and written, only where it differs. */
  #standing: string | null = null;

  /** Follows the address until the returned function is called. */
  listen(): () => void {
    const read = () => {
      if (location.hash === this.#standing) return;
      this.#standing = location.hash;
      this.route = parseRoute(location.hash);
    };
    read();
    addEventListener('hashchange', read);
    return () => {
      removeEventListener('hashchange', read);
    };
  }

  /** Goes to a place. */
  go(route: Route): void {
    this.#take(route);
    location.hash = hrefOf(route);
  }

  /** Goes to a place that stands for the one the app is at: going back skips it. */
  replace(route: Route): void {
    if (hrefOf(route) === this.#standing) return;
    this.#take(route);
    history.replaceState(history.state, '', hrefOf(route));
  }

  #take(route: Route): void {
    this.route = route;
    this.#standing = hrefOf(route);
  }
}
