import { hrefOf, parseRoute, type Route } from './route.ts';

/** The place the app is at, kept in the address after the `#`, so that back and forward work. */
export class Router {
  route: Route = $state.raw({ name: 'data' });

  /** Follows the address until the returned function is called. */
  listen(): () => void {
    const read = () => {
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
    this.route = route;
    location.hash = hrefOf(route);
  }

  /** Goes to a place that stands for the one the app is at: going back skips it. */
  replace(route: Route): void {
    this.route = route;
    history.replaceState(history.state, '', hrefOf(route));
  }
}
